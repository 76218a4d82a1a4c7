package border

import (
	"image"
	"testing"
)

func TestSides(t *testing.T) {
	r := image.Rect(-10, 20, 90, 80)
	area := 0
	sides := Sides(r)
	for i, s := range sides {
		if !s.In(r) || s.Overlaps(r.Inset(Thickness)) {
			t.Errorf("Sides(%v)[%d] = %v; want it at the edge", r, i, s)
		}
		for _, other := range sides[:i] {
			if s.Overlaps(other) {
				t.Errorf("Sides(%v): %v overlaps %v", r, s, other)
			}
		}
		area += s.Dx() * s.Dy()
	}
	if want := 100*60 - 92*52; area != want {
		t.Errorf("Sides(%v) cover %d pixels; want %d", r, area, want)
	}
	for _, small := range []image.Rectangle{{}, image.Rect(0, 0, 8, 100), image.Rect(5, 5, 6, 6)} {
		if got := Sides(small); got != [4]image.Rectangle{} {
			t.Errorf("Sides(%v) = %v; want none", small, got)
		}
	}
}

func TestColor(t *testing.T) {
	if Viewed.Color() == Controlled.Color() {
		t.Error("a display that is controlled looks like one that is only viewed")
	}
}
