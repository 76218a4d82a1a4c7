//go:build linux

package glass

import (
	"image"
	"testing"
)

func BenchmarkShow(b *testing.B) {
	for _, c := range []struct {
		name string
		to   image.Point
	}{
		{"exact", image.Pt(1920, 1080)},
		{"scaled", image.Pt(1280, 720)},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := newStage(b)
			s.src = newStill(1920, 1080)
			p := Pane{Picture: image.Pt(1920, 1080), Shown: image.Rectangle{Max: c.to}, Clip: image.Rectangle{Max: c.to}}
			b.ReportAllocs()
			for b.Loop() {
				s.src.taker = nil // all is new
				s.show(p)
			}
		})
	}
}
