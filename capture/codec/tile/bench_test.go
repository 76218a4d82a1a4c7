package tile

import (
	"image"
	"testing"

	"tandem/capture/codec/codectest"
)

// BenchmarkPhoto codes a photograph of a million pixels.
func BenchmarkPhoto(b *testing.B) {
	c := codectest.NewCanvas(1024, 1024, 1)
	c.Photo(c.Bounds())
	enc, dec := NewEncoder(Config{}), NewDecoder(Config{})
	f := c.Frame(nil)
	p, err := enc.Encode(f, 0)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			enc.Refresh()
			p, _ = enc.Encode(nil, 0)
		}
		b.ReportMetric(float64(len(p)), "B")
	})
	dst := image.NewRGBA(c.Bounds())
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := dec.Decode(dst, p); err != nil {
				b.Fatal(err)
			}
		}
	})
}
