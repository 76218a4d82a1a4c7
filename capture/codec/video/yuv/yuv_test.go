package yuv

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

// TestColours holds the formulas against those of ITU-R BT.601 in floating point.
func TestColours(t *testing.T) {
	worst := 0.0
	pix := make([]byte, 2*2*4)
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				for i := range 4 {
					pix[4*i], pix[4*i+1], pix[4*i+2], pix[4*i+3] = byte(b), byte(g), byte(r), 77
				}
				m := New(2, 2)
				m.FromBGRX(pix, 8, image.Rect(0, 0, 2, 2))
				y := 0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)
				for _, c := range [][2]float64{
					{float64(m.Y[3]), 16 + y*219/255},
					{float64(m.U[0]), 128 + (float64(b)-y)/1.772*224/255},
					{float64(m.V[0]), 128 + (float64(r)-y)/1.402*224/255},
				} {
					worst = max(worst, math.Abs(c[0]-c[1]))
				}
				out := image.NewRGBA(image.Rect(0, 0, 2, 2))
				m.ToRGBA(out, out.Rect)
				for i, want := range [4]int{r, g, b, 255} {
					if d := int(out.Pix[12+i]) - want; d < -3 || d > 3 {
						t.Fatalf("%d, %d, %d becomes %v", r, g, b, out.Pix[12:])
					}
				}
			}
		}
	}
	if worst > 0.52 {
		t.Errorf("up to %.2f off", worst)
	}
}

// TestParts converts pictures of odd sizes part by part.
func TestParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		w, h := 1+rng.IntN(40), 1+rng.IntN(30)
		pix := make([]byte, 4*w*h)
		for i := range pix {
			pix[i] = byte(rng.Uint32())
		}
		whole, parts := New(w, h), New(w, h)
		whole.FromBGRX(pix, 4*w, image.Rect(0, 0, w, h))
		x, y := rng.IntN(w)&^1, rng.IntN(h)&^1
		cuts := []image.Rectangle{
			image.Rect(0, 0, x, y), image.Rect(x, 0, w, y), image.Rect(0, y, x, h), image.Rect(x, y, w+9, h+9),
		}
		a, b := image.NewRGBA(image.Rect(0, 0, w, h)), image.NewRGBA(image.Rect(0, 0, w, h))
		c := make([]byte, 4*w*h)
		for _, r := range cuts {
			parts.FromBGRX(pix, 4*w, r)
			whole.ToRGBA(b, r)
			whole.ToBGRX(c, 4*w, r)
		}
		whole.ToRGBA(a, a.Rect)
		if string(whole.Y) != string(parts.Y) || string(whole.U) != string(parts.U) || string(whole.V) != string(parts.V) {
			t.Fatalf("%dx%d: %v make another picture than the whole", w, h, cuts)
		}
		if string(a.Pix) != string(b.Pix) {
			t.Fatalf("%dx%d: %v draw another picture than the whole", w, h, cuts)
		}
		for i := 0; i < len(c); i += 4 {
			if c[i] != a.Pix[i+2] || c[i+1] != a.Pix[i+1] || c[i+2] != a.Pix[i] || c[i+3] != 255 {
				t.Fatalf("pixel %d: %v and %v", i/4, a.Pix[i:i+4], c[i:i+4])
			}
		}
	}
}

func TestValid(t *testing.T) {
	m := New(5, 3)
	if !m.Valid() {
		t.Error("a new picture is not valid")
	}
	for i, bad := range []func(m *Image){
		func(m *Image) { m.W = 6 },
		func(m *Image) { m.H = 4 },
		func(m *Image) { m.H = 0 },
		func(m *Image) { m.Stride = 4 },
		func(m *Image) { m.V = m.V[1:] },
	} {
		m := New(5, 3)
		m.U = m.U[:6:6]
		if bad(&m); m.Valid() {
			t.Errorf("change %d is valid", i)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	m, pix := New(64, 64), make([]byte, 64*64*4)
	out := image.NewRGBA(image.Rect(0, 0, 64, 64))
	if n := testing.AllocsPerRun(10, func() {
		m.FromBGRX(pix, 256, out.Rect)
		m.ToRGBA(out, out.Rect)
		m.ToBGRX(pix, 256, out.Rect)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
