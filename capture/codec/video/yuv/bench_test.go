package yuv

import (
	"image"
	"testing"
)

// BenchmarkConversion converts a whole picture of 1080p, and ten cells of it.
func BenchmarkConversion(b *testing.B) {
	const w, h = 1920, 1080
	m, pix := New(w, h), make([]byte, 4*w*h)
	for i := range pix {
		pix[i] = byte(i * 7)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for _, c := range []struct {
		name string
		size image.Point
		n    int
	}{{"whole", image.Pt(w, h), 1}, {"cells", image.Pt(16, 16), 10}} {
		each := func(convert func(r image.Rectangle)) func(b *testing.B) {
			return func(b *testing.B) {
				for b.Loop() {
					for i := range c.n {
						at := image.Pt(i*112, i*48)
						convert(image.Rectangle{at, at.Add(c.size)})
					}
				}
			}
		}
		b.Run(c.name+"/FromBGRX", each(func(r image.Rectangle) { m.FromBGRX(pix, 4*w, r) }))
		b.Run(c.name+"/ToRGBA", each(func(r image.Rectangle) { m.ToRGBA(out, r) }))
		b.Run(c.name+"/ToBGRX", each(func(r image.Rectangle) { m.ToBGRX(pix, 4*w, r) }))
	}
}
