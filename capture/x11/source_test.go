//go:build linux

package x11

import (
	"errors"
	"image"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func open(cfg capture.Config) (capture.Source, error) { return Open(cfg) }

func TestConform(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 800, 600))
	capturetest.Conform(t, d, image.Pt(800, 600), open)
}

func TestNoDisplay(t *testing.T) {
	for _, name := range []string{"", ":", "nonsense", ":60000", "/nowhere:1"} {
		t.Setenv("DISPLAY", name)
		if _, err := Open(capture.Config{}); !errors.Is(err, capture.ErrNoDisplay) {
			t.Errorf("Open() with DISPLAY=%q = %v; want %v", name, err, capture.ErrNoDisplay)
		}
		if _, err := Displays(); !errors.Is(err, capture.ErrNoDisplay) {
			t.Errorf("Displays() with DISPLAY=%q = %v; want %v", name, err, capture.ErrNoDisplay)
		}
	}
}
