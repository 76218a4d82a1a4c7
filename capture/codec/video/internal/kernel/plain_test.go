package kernel

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// The tests of this file hold what this machine does against what any does.

func TestBlocksAreThePlainOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 1))
	for i := range 2000 {
		p, q := planes(rng, i)
		a, b := p[rng.IntN(400):], q[rng.IntN(400):]
		if got, want := SAD16(a, stride, b, stride, 1<<30), plainSAD16(a, stride, b, stride, 1<<30); got != want {
			t.Fatalf("SAD16: %d; want %d", got, want)
		}
		if got, want := SAD8(a, stride, b, stride), plainSAD8(a, stride, b, stride); got != want {
			t.Fatalf("SAD8: %d; want %d", got, want)
		}
		if got, want := Hadamard16(a, stride, b, stride), plainHadamard16(a, stride, b, stride); got != want {
			t.Fatalf("Hadamard16: %d; want %d", got, want)
		}
		w, h := 4<<rng.IntN(3), 1+rng.IntN(16)
		fx, fy := rng.IntN(8), rng.IntN(8)
		got, want := noise(20*16), noise(20*16)
		Bilinear(got, 20, a, stride, fx, fy, w, h)
		plainBilinear(want, 20, a, stride, fx, fy, w, h)
		if !bytes.Equal(got, want) {
			t.Fatalf("Bilinear by %d, %d of %dx%d differs", fx, fy, w, h)
		}
		Copy(got, 20, a, stride, w, h)
		plainCopy(want, 20, a, stride, w, h)
		if !bytes.Equal(got, want) {
			t.Fatalf("Copy of %dx%d differs", w, h)
		}
		for _, step := range []int{1, stride} {
			six(got, 20, a, stride, step, fx, w, h)
			plainSix(want, 20, a, stride, step, fx, w, h)
			if !bytes.Equal(got, want) {
				t.Fatalf("six by %d, step %d, of %dx%d differs", fx, step, w, h)
			}
		}
	}
}

func TestTransformsAreThePlainOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 1))
	for i := range 2000 {
		p, q := planes(rng, i)
		at := func(m []byte) Four { return Four{m[rng.IntN(300):], m[rng.IntN(300):], stride} }
		src, pred := at(p), at(q)
		var got, want [2][2][16]int16
		Forward4(&got[0], &got[1], src, pred)
		plainForward4(&want[0], &want[1], src, pred)
		if got != want {
			t.Fatalf("Forward4: %v; want %v", got, want)
		}
		c := make([][16]int16, 1+rng.IntN(25))
		for k := range c {
			for n := range c[k] {
				c[k][n] = int16(rng.Uint32()) >> rng.IntN(16)
			}
			c[k][rng.IntN(16)] = -32768
		}
		var one, plainOne [16]int16
		Forward(&one, src.Left, stride, pred.Right, stride)
		plainForward(&plainOne, src.Left, stride, pred.Right, stride)
		if one != plainOne {
			t.Fatalf("Forward: %v; want %v", one, plainOne)
		}
		back, plainBack := slices.Clone(p), slices.Clone(p)
		AddInverse(back[i%300:], stride, &c[0])
		plainAddInverse(plainBack[i%300:], stride, &c[0])
		if !bytes.Equal(back, plainBack) {
			t.Fatalf("AddInverse of %v differs", c[0])
		}
		size := 8 << (i & 1)
		TrueMotion(back[i%300:], stride, size, (*[16]byte)(q), (*[16]byte)(q[20:]), q[50])
		plainTrueMotion(plainBack[i%300:], stride, size, (*[16]byte)(q), (*[16]byte)(q[20:]), q[50])
		if !bytes.Equal(back, plainBack) {
			t.Fatalf("TrueMotion of %d differs", size)
		}
		var least [16]uint16
		for n := range least {
			least[n] = uint16(1 + rng.IntN(1<<rng.IntN(16)))
		}
		masks, plain := make([]uint16, len(c)), make([]uint16, len(c))
		Large(masks, c, &least)
		plainLarge(plain, c, &least)
		if !slices.Equal(masks, plain) {
			t.Fatalf("Large of %v, %v: %x; want %x", c, least, masks, plain)
		}
	}
}

func TestEdgesAreThePlainOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 1))
	for i := range 4000 {
		p, _ := planes(rng, i)
		if i%2 == 0 {
			base, spread := byte(rng.Uint32()), 1+rng.IntN(40)
			for k := range p {
				p[k] = clampInt(int(base) + rng.IntN(spread))
			}
		}
		e := Edge{Outer: rng.IntN(194), Interior: 1 + rng.IntN(63), Variance: rng.IntN(4)}
		across, along := 1, stride
		if i%4 < 2 {
			across, along = stride, 1
		}
		x, y := 4*stride+4+rng.IntN(9), 20*stride+4+rng.IntN(9)
		for k, f := range []struct {
			pair  func(p []byte, pAt int, q []byte, qAt, across, along int, e Edge)
			plain func(p []byte, at, across, along, n int, e Edge)
		}{{InnerPair, plainInner}, {OuterPair, plainOuter}} {
			got, want := slices.Clone(p), slices.Clone(p)
			f.pair(got, x, got, y, across, along, e)
			f.plain(want, x, across, along, 8, e)
			f.plain(want, y, across, along, 8, e)
			if !bytes.Equal(got, want) {
				t.Fatalf("filter %d, across %d, %+v differs", k, across, e)
			}
		}
	}
}

func TestColoursAreThePlainOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 1))
	for i := range 3000 {
		w := rng.IntN(140)
		pix := make([]byte, 8*w+1)
		for k := range pix {
			pix[k] = byte(rng.Uint32())
			if i%3 == 0 {
				pix[k] = -(pix[k] & 1)
			}
		}
		pix = pix[i&1:] // not always aligned
		var got, want [3][300]byte
		LumaRow(got[0][:w], pix)
		plainLumaRow(want[0][:w], pix[:4*w])
		ChromaRow(got[1][:], got[2][:], pix, pix[4*w:], w)
		plainChromaRow(want[1][:(w+1)/2], want[2][:(w+1)/2], pix[:4*w], pix[4*w:8*w], w)
		if got != want {
			t.Fatalf("%d pixels get other colours", w)
		}
		for _, blue := range []bool{false, true} {
			a, b := make([]byte, 4*w+4), make([]byte, 4*w+4)
			y, u, v := pix[:w], pix[w:][:(w+1)/2], pix[2*w:][:(w+1)/2]
			pixelRow(a, y, u, v, blue)
			plainPixels(b, y, u, v, blue)
			if !bytes.Equal(a, b) {
				t.Fatalf("%d pixels, blue first %v, differ", w, blue)
			}
		}
	}
}

func TestSubblocksAreThePlainOnes(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 1))
	for i := range 3000 {
		p, q := planes(rng, i)
		var s Surround
		copy(s[1:], p[:13])
		s[0], s[14], s[15] = s[1], s[13], byte(i)
		var got, want [Submodes][16]byte
		var costs, plain [Submodes]uint16
		at := q[rng.IntN(300):]
		Subtry(&got, &costs, &s, at, stride)
		plainSubtry(&want, &plain, &s, at, stride)
		if got != want || costs != plain {
			t.Fatalf("%v: %v, %v; want %v, %v", s, got, costs, want, plain)
		}
		for mode := 2; mode < Submodes; mode++ {
			var a, b [4 * 7]byte
			pattern(a[:], 7, &s, mode)
			plainPattern(b[:], 7, &s, mode)
			if a != b {
				t.Fatalf("mode %d of %v: %v; want %v", mode, s, a, b)
			}
		}
	}
}
