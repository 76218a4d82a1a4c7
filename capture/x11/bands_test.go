//go:build linux

package x11

import (
	"image"
	"slices"
	"testing"
)

func TestBands(t *testing.T) {
	for _, c := range []struct {
		rects []image.Rectangle
		want  []band
	}{
		{nil, nil},
		{[]image.Rectangle{image.Rect(5, 500, 9, 510)}, []band{{500, 510}}},
		{[]image.Rectangle{image.Rect(0, 300, 1, 310), image.Rect(0, 10, 1, 20)}, []band{{10, 20}, {300, 310}}},
		{[]image.Rectangle{image.Rect(0, 10, 1, 50), image.Rect(0, 20, 1, 30), image.Rect(0, 82, 1, 90)}, []band{{10, 90}}},
		{[]image.Rectangle{image.Rect(0, 0, 1, 300), image.Rect(0, 600, 1, 900)}, []band{{0, 1000}}},
	} {
		if got := appendBands(nil, c.rects, 1000); !slices.Equal(got, c.want) {
			t.Errorf("appendBands(%v) = %v; want %v", c.rects, got, c.want)
		}
	}
}

func TestAppendWithout(t *testing.T) {
	r := image.Rect(0, 0, 10, 10)
	for _, hole := range []image.Rectangle{r, image.Rect(2, 3, 5, 7), image.Rect(0, 0, 10, 1), image.Rect(9, 9, 10, 10)} {
		area := hole.Dx() * hole.Dy()
		list := appendWithout(nil, r, hole)
		for i, side := range list {
			if side.Overlaps(hole) || !side.In(r) || slices.ContainsFunc(list[:i], side.Overlaps) {
				t.Errorf("%v without %v has the part %v in %v", r, hole, side, list)
			}
			area += side.Dx() * side.Dy()
		}
		if area != 100 {
			t.Errorf("%v without %v is %v, which lacks %d pixels", r, hole, list, 100-area)
		}
	}
}
