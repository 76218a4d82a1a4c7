package vp8

import (
	"math/rand/v2"
	"testing"

	"tandem/capture/codec/video/yuv"
)

// TestDecoderSeesWhatEncoderSees codes random pictures with random options.
func TestDecoderSeesWhatEncoderSees(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 9))
		w, h := 1+rng.IntN(150), 1+rng.IntN(100)
		e, err := NewEncoder(w, h)
		if err != nil {
			t.Fatal(err)
		}
		var d Decoder
		from := newScene(w, h, seed)
		var frame []byte
		for i := range 10 {
			m := from.next(rng.IntN(9)-4, rng.IntN(9)-4)
			if rng.IntN(4) == 0 {
				scribble(rng, m)
			}
			o := Options{Quantizer: rng.IntN(128), Key: rng.IntN(8) == 0}
			if rng.IntN(2) == 0 {
				o.Active = make([]bool, e.mbs.w*e.mbs.h)
				for k := range o.Active {
					o.Active[k] = rng.IntN(3) > 0
				}
			}
			if rng.IntN(2) == 0 {
				o.Hints = make([]Vector, e.mbs.w*e.mbs.h)
				for k := range o.Hints {
					o.Hints[k] = Vector{int16(rng.Uint32() >> rng.IntN(16)), int16(rng.Uint32() >> rng.IntN(16))}
				}
			}
			if frame, err = e.Encode(frame[:0], m, o); err != nil {
				t.Fatal(err)
			}
			got, show, err := d.Decode(frame)
			if err != nil || !show {
				t.Fatalf("seed %d, frame %d: shown %v, %v", seed, i, show, err)
			}
			if sum(got) != sum(e.Picture()) {
				t.Fatalf("seed %d, frame %d, %dx%d, %+v: the two differ", seed, i, w, h, o)
			}
		}
	}
}

// TestFewActive codes a few macroblocks of large pictures, which go fast ways on
// both sides.
func TestFewActive(t *testing.T) {
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 10))
		w, h := 900+rng.IntN(500), 50+rng.IntN(150)
		e, err := NewEncoder(w, h)
		if err != nil {
			t.Fatal(err)
		}
		var d Decoder
		from := newScene(w, h, seed)
		active := make([]bool, e.mbs.w*e.mbs.h)
		for i := range 30 {
			m := from.next(rng.IntN(5)-2, rng.IntN(5)-2)
			clear(active)
			for range rng.IntN(12) {
				active[rng.IntN(len(active))] = true
			}
			if rng.IntN(5) == 0 {
				at := rng.IntN(len(active))
				for k := at; k < min(at+rng.IntN(200), len(active)); k++ {
					active[k] = true
				}
			}
			o := Options{Quantizer: rng.IntN(128), Active: active}
			if rng.IntN(6) == 0 {
				o.Active = nil
			}
			before := append([]byte(nil), e.Picture().Y...)
			frame, err := e.Encode(nil, m, o)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := d.Decode(frame)
			if err != nil {
				t.Fatal(err)
			}
			if sum(got) != sum(e.Picture()) {
				t.Fatalf("seed %d, frame %d: the two differ", seed, i)
			}
			for k := 0; i > 0 && o.Active != nil && k < len(active); k++ {
				if x, y := k%e.mbs.w*16, k/e.mbs.w*16; !active[k] && y+8 < h && before[(y+8)*got.Stride+x+8] != got.Y[(y+8)*got.Stride+x+8] {
					t.Fatalf("seed %d, frame %d: macroblock %d changed, which is not active", seed, i, k)
				}
			}
		}
	}
}

// scribble replaces a part of m by noise.
func scribble(rng *rand.Rand, m yuv.Image) {
	x, y := rng.IntN(m.W), rng.IntN(m.H)
	for j := y; j < m.H; j++ {
		for i := x; i < m.W; i++ {
			m.Y[j*m.Stride+i] = byte(rng.Uint32())
		}
	}
}

func TestInactiveStays(t *testing.T) {
	e, _ := NewEncoder(64, 64)
	if w, h := e.Macroblocks(); w != 4 || h != 4 {
		t.Fatalf("%dx%d macroblocks; want 4x4", w, h)
	}
	from := newScene(64, 64, 1)
	if _, err := e.Encode(nil, from.next(0, 0), Options{Quantizer: 40}); err != nil {
		t.Fatal(err)
	}
	active := make([]bool, 16)
	active[15] = true
	before := append([]byte(nil), e.Picture().Y...)
	small, err := e.Encode(nil, from.next(8, 8), Options{Quantizer: 40, Active: active})
	if err != nil {
		t.Fatal(err)
	}
	after := e.Picture()
	for y := range 64 {
		for x := range 64 {
			if at := y*after.Stride + x; (x < 45 || y < 45) && before[at] != after.Y[at] {
				t.Fatalf("pixel %d, %d changed", x, y)
			}
		}
	}
	if nothing, _ := e.Encode(nil, from.next(8, 8), Options{Quantizer: 40, Active: make([]bool, 16)}); len(nothing) > 40 || len(nothing) >= len(small) {
		t.Errorf("a frame without active macroblocks has %d bytes, one with one %d", len(nothing), len(small))
	}
}

// TestHintsAreTaken moves a picture farther than the search looks.
func TestHintsAreTaken(t *testing.T) {
	m := yuv.New(320, 240)
	rng := rand.New(rand.NewPCG(1, 1))
	scribble(rng, yuv.Image{W: 320, H: 240, Y: m.Y, Stride: m.Stride})
	for i := range m.U {
		m.U[i], m.V[i] = 100, 150
	}
	moved := yuv.New(320, 240)
	copy(moved.U, m.U)
	copy(moved.V, m.V)
	for y := range 240 {
		copy(moved.Y[y*320:][:320], m.Y[max(0, y-120)*320:])
	}
	size := func(hints []Vector) int {
		e, _ := NewEncoder(320, 240)
		if _, err := e.Encode(nil, m, Options{Quantizer: 10}); err != nil {
			t.Fatal(err)
		}
		f, err := e.Encode(nil, moved, Options{Quantizer: 10, Hints: hints})
		if err != nil {
			t.Fatal(err)
		}
		return len(f)
	}
	hints := make([]Vector, 20*15)
	for i := range hints {
		hints[i] = Vector{0, -480}
	}
	if with, without := size(hints), size(nil); with*3 > without*2 {
		t.Errorf("%d bytes with hints, %d without", with, without)
	}
}

func TestEncoderRefuses(t *testing.T) {
	for _, s := range [][2]int{{0, 5}, {5, 0}, {-1, 5}, {1 << 14, 5}} {
		if _, err := NewEncoder(s[0], s[1]); err == nil {
			t.Errorf("NewEncoder(%d, %d) succeeded", s[0], s[1])
		}
	}
	e, _ := NewEncoder(40, 30)
	if e.Picture().Valid() {
		t.Error("there is a picture before the first frame")
	}
	short := yuv.New(40, 30)
	short.V = short.V[1:]
	for _, c := range []struct {
		m yuv.Image
		o Options
	}{
		{yuv.New(40, 31), Options{}},
		{short, Options{}},
		{yuv.New(40, 30), Options{Quantizer: 128}},
		{yuv.New(40, 30), Options{Quantizer: -1}},
		{yuv.New(40, 30), Options{Active: make([]bool, 5)}},
		{yuv.New(40, 30), Options{Hints: make([]Vector, 7)}},
	} {
		if _, err := e.Encode(nil, c.m, c.o); err == nil {
			t.Errorf("Encode(%dx%d, %+v) succeeded", c.m.W, c.m.H, c.o)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	e, _ := NewEncoder(176, 144)
	from := newScene(176, 144, 4)
	var pictures []yuv.Image
	for i := range 6 {
		pictures = append(pictures, from.next(i*2-4, 2))
	}
	var d Decoder
	var frame []byte
	few := make([]bool, 11*9)
	few[50], few[60] = true, true
	i := 0
	both := func() {
		var err error
		o := Options{Quantizer: 20 + i%3*10, Key: i%6 == 0}
		if i%2 == 1 {
			o.Active = few
		}
		if frame, err = e.Encode(frame[:0], pictures[i%6], o); err != nil {
			t.Fatal(err)
		}
		if _, _, err = d.Decode(frame); err != nil {
			t.Fatal(err)
		}
		i++
	}
	for range 18 {
		both()
	}
	if n := testing.AllocsPerRun(30, both); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
