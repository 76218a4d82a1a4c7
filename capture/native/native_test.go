package native

import (
	"errors"
	"image"
	"runtime"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func TestConform(t *testing.T) {
	d, size := newDesktop(t)
	capturetest.Conform(t, d, size, Open)
	list, err := Displays()
	if err != nil || len(list) != 1 || list[0].Bounds != (image.Rectangle{Max: size}) || !list[0].Primary {
		t.Errorf("Displays() = %+v, %v; want one of %v", list, err, size)
	}
}

func TestNoDisplay(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is always a display")
	}
	t.Setenv("DISPLAY", "")
	if s, err := Open(capture.Config{}); s != nil || !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Open() without DISPLAY = %v, %v; want nil, %v", s, err, capture.ErrNoDisplay)
	}
	if _, err := Displays(); !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Displays() without DISPLAY = %v; want %v", err, capture.ErrNoDisplay)
	}
}
