package kernel

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

const stride = 40

// planes are two of random pixels: any, then only black and white, which find
// the overflow of a lane.
func planes(rng *rand.Rand, i int) (p, q []byte) {
	p, q = make([]byte, stride*stride), make([]byte, stride*stride)
	for k := range p {
		p[k], q[k] = byte(rng.Uint32()), byte(rng.Uint32())
		if i%3 == 1 {
			p[k], q[k] = -(p[k] & 1), -(q[k] & 1)
		}
		if i%3 == 2 { // alike
			q[k] = p[k] + q[k]%8
		}
	}
	return p, q
}

func clampInt(v int) byte { return byte(max(0, min(255, v))) }

func TestDifferences(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range 300 {
		p, q := planes(rng, i)
		sad := func(n int) (total int) {
			for y := range n {
				for x := range n {
					d := int(p[y*stride+x]) - int(q[y*stride+3+x])
					total += max(d, -d)
				}
			}
			return total
		}
		want := sad(16)
		if got := SAD16(p, stride, q[3:], stride, 1<<30); got != want {
			t.Fatalf("SAD16: %d; want %d", got, want)
		}
		if got := SAD16(p, stride, q[3:], stride, want/2); got <= want/2 || got > want {
			t.Fatalf("SAD16 with limit %d: %d, of %d", want/2, got, want)
		}
		want = sad(8)
		if got := SAD8(p, stride, q[3:], stride); got != want {
			t.Fatalf("SAD8: %d; want %d", got, want)
		}
	}
}

// interpolate is RFC 6386, section 18.3, pixel by pixel.
func interpolate(dst []byte, src []byte, at, fx, fy, w, h int, filters *[8][6]int) {
	one := func(p []byte, at, step int, f *[6]int) byte {
		sum := 64
		for i, v := range f {
			if v != 0 {
				sum += v * int(p[at+(i-2)*step])
			}
		}
		return clampInt(sum >> 7)
	}
	var rows [(16 + 5) * 16]byte
	for y := range h + 5 {
		for x := range w {
			rows[y*16+x] = one(src, at+(y-2)*stride+x, 1, &filters[fx])
		}
	}
	for y := range h {
		for x := range w {
			dst[y*16+x] = one(rows[:], (y+2)*16+x, 16, &filters[fy])
		}
	}
}

func TestInterpolation(t *testing.T) {
	sixTaps := [8][6]int{
		{0, 0, 128, 0, 0, 0},
		{0, -6, 123, 12, -1, 0},
		{2, -11, 108, 36, -8, 1},
		{0, -9, 93, 50, -6, 0},
		{3, -16, 77, 77, -16, 3},
		{0, -6, 50, 93, -9, 0},
		{1, -8, 36, 108, -11, 2},
		{0, -1, 12, 123, -6, 0},
	}
	var linear [8][6]int
	for i := range linear {
		linear[i] = [6]int{2: 128 - 16*i, 3: 16 * i}
	}
	rng := rand.New(rand.NewPCG(2, 1))
	for i := range 6 {
		p, _ := planes(rng, i)
		for fx := range 8 {
			for fy := range 8 {
				for _, size := range [][2]int{{16, 16}, {8, 8}, {4, 4}} {
					var got, want [16 * 16]byte
					at := (2+rng.IntN(8))*stride + 2 + rng.IntN(8)
					interpolate(want[:], p, at, fx, fy, size[0], size[1], &sixTaps)
					SixTap(got[:], 16, p, at, stride, fx, fy, size[0], size[1])
					if got != want {
						t.Fatalf("SixTap(%d, %d, %v) differs", fx, fy, size)
					}
					interpolate(want[:], p, at, fx, fy, size[0], size[1], &linear)
					Bilinear(got[:], 16, p[at:], stride, fx, fy, size[0], size[1])
					if got != want {
						t.Fatalf("Bilinear(%d, %d, %v) differs", fx, fy, size)
					}
				}
			}
		}
	}
}

// TestBlocksAtTheEndOfAPlane reads not a byte too many.
func TestBlocksAtTheEndOfAPlane(t *testing.T) {
	p := noise(21 * 21)
	var dst [16 * 16]byte
	SixTap(dst[:], 16, p, 2*21+2, 21, 2, 2, 16, 16)
	Bilinear(dst[:], 16, p[:17*17], 17, 2, 2, 16, 16)
	Bilinear(dst[:], 16, p[:16*16], 16, 0, 0, 16, 16)
	SixTap(dst[:], 16, p[:9*9], 2*9+2, 9, 3, 5, 4, 4)
	Bilinear(dst[:], 16, p[:5*5], 5, 3, 5, 4, 4)
	SAD16(p[:16*16], 16, p[:16*16], 16, 1<<30)
}

func TestTransformsInvert(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for i := range 500 {
		p, q := planes(rng, i)
		var c [16]int16
		Forward(&c, p, stride, q, stride)
		got := append([]byte(nil), q...)
		AddInverse(got, stride, &c)
		for y := range 4 {
			for x := range 4 {
				if d := int(got[y*stride+x]) - int(p[y*stride+x]); d < -1 || d > 1 {
					t.Fatalf("pixel %d, %d is %d off", x, y, d)
				}
			}
		}
		flat := append([]byte(nil), q...)
		AddFlat(flat, stride, c[0])
		AddInverse(q, stride, &[16]int16{c[0]})
		if !bytes.Equal(flat, q) {
			t.Fatal("AddFlat is not AddInverse of one coefficient")
		}
		var dc, second, back [16]int16
		for k := range dc {
			dc[k] = int16(rng.IntN(4081) - 2040)
		}
		ForwardWalsh(&second, &dc)
		InverseWalsh(&back, &second)
		for k := range dc {
			if d := back[k] - dc[k]; d < -2 || d > 2 {
				t.Fatalf("coefficient %d is %d off", k, d)
			}
		}
	}
}

// TestFlatPictureHasOneCoefficient is the scale of the transforms.
func TestFlatPictureHasOneCoefficient(t *testing.T) {
	var a, b [16]byte
	for i := range a {
		a[i], b[i] = 150, 120
	}
	var c [16]int16
	if Forward(&c, a[:], 4, b[:], 4); c != [16]int16{240} {
		t.Errorf("Forward of a difference of 30: %v", c)
	}
	var dc, second [16]int16
	for i := range dc {
		dc[i] = 240
	}
	if ForwardWalsh(&second, &dc); second != [16]int16{1920} {
		t.Errorf("ForwardWalsh of 240: %v", second)
	}
}
