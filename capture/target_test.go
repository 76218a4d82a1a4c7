package capture_test

import (
	"errors"
	"image"
	"testing"

	"tandem/capture"
)

func TestWhole(t *testing.T) {
	one := capture.Display{Bounds: image.Rect(0, 0, 100, 50)}
	two := capture.Display{ID: 1, Bounds: image.Rect(-80, 10, 0, 90)}
	if list := capture.WithWhole([]capture.Display{one}); len(list) != 1 {
		t.Errorf("WithWhole() of one display = %+v", list)
	}
	list := capture.WithWhole([]capture.Display{one, two})
	want := capture.Display{ID: capture.Whole, Bounds: image.Rect(-80, 0, 100, 90)}
	if len(list) != 3 || list[2] != want {
		t.Errorf("WithWhole() = %+v; want %+v last", list, want)
	}
	if d, err := capture.Pick(list[:2], capture.Whole, ""); err != nil || d != want {
		t.Errorf("Pick(Whole) = %+v, %v; want %+v", d, err, want)
	}
}

func TestPick(t *testing.T) {
	list := []capture.Display{{ID: 0, Name: "a"}, {ID: 1, Name: "b"}, {ID: 2}}
	for _, c := range []struct {
		id   int
		name string
		want int // -1: none
	}{
		{0, "", 0},
		{2, "", 2},
		{-1, "b", 0}, // always the primary one
		{0, "b", 1},
		{1, "gone", 1},
		{3, "a", 0},
		{3, "", -1},
		{3, "gone", -1},
	} {
		switch d, err := capture.Pick(list, c.id, c.name); {
		case c.want < 0 && !errors.Is(err, capture.ErrNoDisplay):
			t.Errorf("Pick(%d, %q) = %+v, %v; want %v", c.id, c.name, d, err, capture.ErrNoDisplay)
		case c.want >= 0 && (err != nil || d.ID != c.want):
			t.Errorf("Pick(%d, %q) = %+v, %v; want number %d", c.id, c.name, d, err, c.want)
		}
	}
}
