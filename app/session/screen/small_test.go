package screen

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func TestSmallKeepsProportions(t *testing.T) {
	for _, c := range []struct{ picture, dst, want image.Point }{
		{image.Pt(1024, 768), image.Pt(192, 120), image.Pt(160, 120)},
		{image.Pt(1920, 1080), image.Pt(192, 120), image.Pt(192, 108)},
		{image.Pt(100, 2000), image.Pt(192, 120), image.Pt(6, 120)},
		{image.Pt(3, 2), image.Pt(192, 120), image.Pt(180, 120)},
		{image.Pt(4000, 1), image.Pt(192, 120), image.Pt(192, 1)},
		{image.Pt(0, 0), image.Pt(192, 120), image.Pt(0, 0)},
	} {
		v := NewViewer(nil, nil)
		v.drawn = 1
		v.pic = image.NewRGBA(image.Rectangle{Max: c.picture})
		draw.Draw(v.pic, v.pic.Rect, image.NewUniform(color.RGBA{10, 20, 30, 255}), image.Point{}, draw.Src)
		dst := image.NewRGBA(image.Rectangle{Max: c.dst})
		got, now := v.Small(dst, 0)
		if again, _ := v.Small(dst, now); !again.Empty() {
			t.Errorf("%v is drawn twice", c.picture)
		}
		if got.Size() != c.want {
			t.Errorf("%v into %v: %v; want %v", c.picture, c.dst, got.Size(), c.want)
		}
		for y := range c.want.Y {
			for x := range c.want.X {
				if p := dst.RGBAAt(x, y); p != (color.RGBA{10, 20, 30, 255}) {
					t.Fatalf("%v: pixel %d,%d is %v", c.picture, x, y, p)
				}
			}
		}
	}
}

func BenchmarkSmall(b *testing.B) {
	v := NewViewer(nil, nil)
	v.pic = image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	dst := image.NewRGBA(image.Rect(0, 0, 192, 120))
	v.drawn = 1
	for b.Loop() {
		v.Small(dst, 0)
	}
}
