package tile

import (
	"image"
	"runtime"
	"testing"
	"time"

	"tandem/capture/codec"
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

// BenchmarkMemory tells what an Encoder of 1080p keeps: of text alone, of film,
// and of text after that.
func BenchmarkMemory(b *testing.B) {
	heap := func() float64 {
		runtime.GC()
		runtime.GC() // what the first one only took out of pools
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	for b.Loop() {
		var now time.Duration
		c := codectest.NewCanvas(1920, 1080, 1)
		f := c.Frame(nil)
		before := heap()
		enc := NewEncoder(Config{now: func() time.Duration { return now }})
		enc.Tune(codec.Tuning{Rate: 1})
		show := func(name string) {
			now += time.Second
			if _, err := enc.Encode(f, filmBudget); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(heap()-before, "MB/"+name)
		}
		for y := 0; y < 1060; y += 15 {
			c.Text(3, y, 200, 0, 0xffffff)
		}
		show("text")
		for range 5 {
			c.Photo(c.Bounds())
			show("film")
		}
		for _, rough := enc.Rough(); rough || enc.Pending(); _, rough = enc.Rough() {
			if _, err := enc.Encode(nil, 0); err != nil {
				b.Fatal(err)
			}
			if _, err := enc.Refine(0); err != nil {
				b.Fatal(err)
			}
		}
		now += filmRest
		enc.Tune(codec.Tuning{})
		c.Text(3, 0, 200, 0, 0xffffff)
		show("after")
		runtime.KeepAlive(enc)
		runtime.KeepAlive(f)
	}
	b.ReportMetric(0, "ns/op")
}
