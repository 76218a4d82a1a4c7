//go:build linux

package screenshot

import (
	"errors"
	"image"
	"sync"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func open(cfg capture.Config) (capture.Source, error) { return Open(cfg) }

func TestConform(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 320, 200))
	capturetest.Conform(t, d, image.Pt(320, 200), open)
}

func TestSeveralAtOnce(t *testing.T) {
	capturetest.Xvfb(t, 64, 64)
	var g sync.WaitGroup
	for range 4 {
		g.Go(func() {
			for range 10 {
				src, err := Open(capture.Config{})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := src.Next(t.Context()); err != nil {
					t.Error(err)
				}
				_ = src.Close() // only read from
			}
		})
	}
	g.Wait()
}

func TestNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if _, err := Open(capture.Config{}); !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Open() without DISPLAY = %v; want %v", err, capture.ErrNoDisplay)
	}
	if _, err := Displays(); !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Displays() without DISPLAY = %v; want %v", err, capture.ErrNoDisplay)
	}
}

func BenchmarkFrame(b *testing.B) {
	display := capturetest.Xvfb(b, 1920, 1080)
	capturetest.Benchmark(b, capturetest.NewX11(b, display), display, image.Pt(1920, 1080), open)
}

func BenchmarkIdle(b *testing.B) {
	display := capturetest.Xvfb(b, 1920, 1080)
	capturetest.Idle(b, display, open)
}
