package scale

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

var sizes = []struct{ from, to image.Point }{
	{image.Pt(64, 48), image.Pt(40, 31)},
	{image.Pt(64, 48), image.Pt(63, 47)},
	{image.Pt(64, 48), image.Pt(7, 5)},
	{image.Pt(33, 21), image.Pt(64, 48)},
	{image.Pt(33, 21), image.Pt(34, 21)},
	{image.Pt(1, 1), image.Pt(5, 3)},
	{image.Pt(2, 3), image.Pt(1, 1)},
}

func noise(size image.Point) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = byte(r.Uint32())
	}
	return img
}

// TestScaledIsTheMean compares with the same in floating point.
func TestScaledIsTheMean(t *testing.T) {
	for _, c := range sizes {
		src, dst := noise(c.from), image.NewRGBA(image.Rectangle{Max: c.to})
		New(c.from, c.to).Scale(dst, src, src.Rect)
		for i := range dst.Pix {
			x, y := i/4%c.to.X, i/4/c.to.X
			want := 0.0
			for sy, wy := range weights(y, c.from.Y, c.to.Y) {
				for sx, wx := range weights(x, c.from.X, c.to.X) {
					want += wx * wy * float64(src.Pix[src.PixOffset(sx, sy)+i%4])
				}
			}
			if got := float64(dst.Pix[i]); math.Abs(got-want) > 4 {
				t.Fatalf("%v to %v: byte %d at %d,%d is %v; want %.1f", c.from, c.to, i%4, x, y, got, want)
			}
		}
	}
}

// weights are what counts for place i.
func weights(i, from, to int) map[int]float64 {
	f := float64(from) / float64(to)
	begin, end := float64(i)*f, float64(i+1)*f
	w := map[int]float64{}
	for k := int(math.Floor(begin)); float64(k) < end; k++ {
		part := min(end, float64(k+1)) - max(begin, float64(k))
		w[min(max(k, 0), from-1)] += part / (end - begin)
	}
	return w
}

func TestOneColourStays(t *testing.T) {
	for _, c := range sizes {
		src, dst := image.NewRGBA(image.Rectangle{Max: c.from}), image.NewRGBA(image.Rectangle{Max: c.to})
		for i := range src.Pix {
			src.Pix[i] = []byte{255, 128, 1, 0}[i%4]
		}
		New(c.from, c.to).Scale(dst, src, src.Rect)
		for i, got := range dst.Pix {
			if want := src.Pix[i%4]; got != want {
				t.Fatalf("%v to %v: byte %d is %d; want %d", c.from, c.to, i, got, want)
			}
		}
	}
}

// TestPartsMakeTheWhole: scaling where something changed is as good as scaling all.
func TestPartsMakeTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range sizes {
		src := noise(c.from)
		part, whole := image.NewRGBA(image.Rectangle{Max: c.to}), image.NewRGBA(image.Rectangle{Max: c.to})
		s := New(c.from, c.to)
		s.Scale(part, src, src.Rect)
		for range 100 {
			at := image.Pt(r.IntN(c.from.X), r.IntN(c.from.Y))
			rect := image.Rectangle{Min: at, Max: at.Add(image.Pt(1+r.IntN(c.from.X-at.X), 1+r.IntN(c.from.Y-at.Y)))}
			for y := rect.Min.Y; y < rect.Max.Y; y++ {
				for x := rect.Min.X; x < rect.Max.X; x++ {
					src.Pix[src.PixOffset(x, y)+r.IntN(4)] ^= 0xff
				}
			}
			s.Scale(part, src, rect)
			s.Scale(whole, src, src.Rect)
			if string(part.Pix) != string(whole.Pix) {
				t.Fatalf("%v to %v: %v was not enough to scale", c.from, c.to, rect)
			}
		}
	}
}

// TestWholeNumbersAreExact: each pixel becomes a square of its colour.
func TestWholeNumbersAreExact(t *testing.T) {
	for _, n := range []image.Point{{2, 2}, {3, 3}, {1, 4}} {
		src := noise(image.Pt(33, 21))
		dst := image.NewRGBA(image.Rect(0, 0, 33*n.X, 21*n.Y))
		New(src.Rect.Size(), dst.Rect.Size()).Scale(dst, src, src.Rect)
		for y := range dst.Rect.Dy() {
			for x := range dst.Rect.Dx() {
				if got, want := dst.RGBAAt(x, y), src.RGBAAt(x/n.X, y/n.Y); got != want {
					t.Fatalf("%v times: %v at %d,%d; want %v", n, got, x, y, want)
				}
			}
		}
	}
}

func BenchmarkScale(b *testing.B) {
	src, dst := noise(image.Pt(1920, 1080)), image.NewRGBA(image.Rect(0, 0, 1280, 720))
	s := New(src.Rect.Size(), dst.Rect.Size())
	b.ReportAllocs()
	for b.Loop() {
		s.Scale(dst, src, src.Rect)
	}
}
