//go:build linux

package capturetest_test

import (
	"fmt"
	"image"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/capture/screenshot"
	"tandem/capture/x11"
)

// BenchmarkMechanisms has what Linux offers side by side: the portable
// baseline, pictures sent over the connection, and pictures in shared memory.
func BenchmarkMechanisms(b *testing.B) {
	for _, c := range []struct {
		name    string
		options []string
		open    func(capture.Config) (capture.Source, error)
	}{
		{"screenshot", nil, func(cfg capture.Config) (capture.Source, error) { return screenshot.Open(cfg) }},
		{"x11-core", []string{"-extension", "MIT-SHM"}, func(cfg capture.Config) (capture.Source, error) { return x11.Open(cfg) }},
		{"x11-shm", nil, func(cfg capture.Config) (capture.Source, error) { return x11.Open(cfg) }},
	} {
		for _, size := range []image.Point{{X: 1920, Y: 1080}, {X: 3840, Y: 2160}} {
			b.Run(fmt.Sprintf("%s-%d", c.name, size.Y), func(b *testing.B) {
				display := capturetest.Xvfb(b, size.X, size.Y, c.options...)
				capturetest.Benchmark(b, capturetest.NewX11(b, display), display, size, c.open)
			})
		}
	}
}
