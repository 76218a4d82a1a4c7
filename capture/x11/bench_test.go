//go:build linux

package x11

import (
	"image"
	"image/color"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func BenchmarkFrame(b *testing.B) {
	display := capturetest.Xvfb(b, 1920, 1080)
	capturetest.Benchmark(b, capturetest.NewX11(b, display), display, image.Pt(1920, 1080), open)
}

// BenchmarkFrameExcluded has a frame of four windows looked beneath.
func BenchmarkFrameExcluded(b *testing.B) {
	display := capturetest.Xvfb(b, 1920, 1080)
	d := capturetest.NewX11(b, display)
	var exclude []uintptr
	for _, r := range []image.Rectangle{
		image.Rect(0, 0, 1920, 4), image.Rect(0, 1076, 1920, 1080), image.Rect(0, 4, 4, 1076), image.Rect(1916, 4, 1920, 1076),
	} {
		w := d.Over(r)
		w.Fill(image.Rectangle{Max: r.Size()}, color.NRGBA{R: 255, A: 255})
		exclude = append(exclude, uintptr(w.Window))
	}
	capturetest.Benchmark(b, d, display, image.Pt(1920, 1080), func(cfg capture.Config) (capture.Source, error) {
		cfg.Exclude = exclude
		return Open(cfg)
	})
}

func BenchmarkIdle(b *testing.B) {
	display := capturetest.Xvfb(b, 1920, 1080)
	capturetest.Idle(b, display, open)
}
