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
	if runtime.GOOS != "linux" {
		t.Skip("there is no private display to test on")
	}
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 200, 150))
	capturetest.Conform(t, d, image.Pt(200, 150), Open)
	list, err := Displays()
	if err != nil || len(list) != 1 || list[0].Bounds != image.Rect(0, 0, 200, 150) || !list[0].Primary {
		t.Errorf("Displays() = %+v, %v; want one of 200x150", list, err)
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
