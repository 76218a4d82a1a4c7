package look_test

import (
	"image"
	"testing"

	"tandem/app/console/look"
)

func TestFreeCoversNothingWhileThereIsRoom(t *testing.T) {
	screen := image.Rect(0, 0, 1280, 860)
	bar := image.Rect(60, 60, 560, 130)
	taken := []image.Rectangle{bar}
	near := image.Pt(60, 162)
	for i, size := range []image.Point{{420, 460}, {400, 300}, {380, 260}} {
		at := look.Free(size, near, taken, screen)
		r := image.Rectangle{Min: at, Max: at.Add(size)}
		if n := look.Covered(r, taken); n != 0 || !r.In(screen) {
			t.Errorf("window %d is at %v: covers %d pixels; want it on the screen and to cover none", i, r, n)
		}
		if i == 0 && at != near {
			t.Errorf("the first is at %v; want it where it was wanted, %v", at, near)
		}
		taken = append(taken, r)
	}
}

func TestFreeStaysOnTheScreen(t *testing.T) {
	second := image.Rect(1280, 0, 2560, 1024)
	for _, c := range []struct {
		what       string
		size, near image.Point
		want       image.Point
	}{
		{"beyond the corner", image.Pt(400, 300), image.Pt(2500, 1000), image.Pt(2160, 724)},
		{"on the other screen", image.Pt(400, 300), image.Pt(100, 100), image.Pt(1280, 100)},
		{"larger than the screen", image.Pt(1400, 300), image.Pt(1300, 100), image.Pt(1280, 100)},
	} {
		if got := look.Free(c.size, c.near, nil, second); got != c.want {
			t.Errorf("%s: %v; want %v", c.what, got, c.want)
		}
	}
}
