package viewer

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
)

// TestEachPixelIsHit points at every pixel of the screen that shows the picture.
func TestEachPixelIsHit(t *testing.T) {
	for _, c := range []struct {
		picture image.Point
		surface fyne.Size
		scale   float32
		fit     bool
	}{
		{image.Pt(64, 48), fyne.NewSize(64, 48), 1, false},
		{image.Pt(64, 48), fyne.NewSize(200, 200), 1, false},
		{image.Pt(64, 48), fyne.NewSize(128, 96), 1, true},
		{image.Pt(64, 48), fyne.NewSize(100, 31), 1.25, true},
		{image.Pt(200, 100), fyne.NewSize(77, 91), 1.5, true},
		{image.Pt(200, 100), fyne.NewSize(200, 100), 2, false},
	} {
		p := placed(c.picture, c.surface, c.scale, c.fit)
		hit := map[image.Point]bool{}
		last := image.Pt(-1, -1)
		for y := p.shown.Min.Y; y < p.shown.Max.Y; y++ {
			for x := p.shown.Min.X; x < p.shown.Max.X; x++ {
				at, inside := p.at(fyne.NewPos(float32(x)/c.scale, float32(y)/c.scale))
				if !inside || !at.In(image.Rectangle{Max: c.picture}) {
					t.Fatalf("%+v: pixel %d,%d of the screen is %v, inside %v", c, x, y, at, inside)
				}
				if p.exact() && at != image.Pt(x, y).Sub(p.shown.Min) {
					t.Fatalf("%+v: pixel %d,%d at 1:1 is %v", c, x, y, at)
				}
				hit[at] = true
				last = at
			}
		}
		if last != c.picture.Sub(image.Pt(1, 1)) && p.shown.Dx() >= c.picture.X {
			t.Errorf("%+v: the last corner is %v", c, last)
		}
		if p.shown.Dx() >= c.picture.X && p.shown.Dy() >= c.picture.Y && len(hit) != c.picture.X*c.picture.Y {
			t.Errorf("%+v: %d of %d pixels can be hit", c, len(hit), c.picture.X*c.picture.Y)
		}
	}
}

func TestOutsideIsTheNearestPixel(t *testing.T) {
	p := placed(image.Pt(100, 100), fyne.NewSize(200, 100), 1, true) // at 50,0
	for pos, want := range map[fyne.Position]image.Point{
		fyne.NewPos(10, 50): {0, 50}, fyne.NewPos(199, -5): {99, 0}, fyne.NewPos(151, 500): {99, 99},
	} {
		if at, inside := p.at(pos); inside || at != want {
			t.Errorf("at(%v) = %v, inside %v; want %v, outside", pos, at, inside, want)
		}
	}
	if _, inside := (place{scale: 1}).at(fyne.NewPos(0, 0)); inside {
		t.Error("a position is inside of no picture")
	}
}
