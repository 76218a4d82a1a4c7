package vp8

import (
	"fmt"
	"image"
	"os"
	"testing"
	"time"

	"tandem/capture/codec/codectest"
	"tandem/capture/codec/video/yuv"
)

// BenchmarkPhoto codes the first photograph of the bench's slides, 1080p, as a
// key frame.
func BenchmarkPhoto(b *testing.B) {
	const clip = "/work/shared/bench/clips/slides.clip"
	if _, err := os.Stat(clip); err != nil {
		b.Skip(err)
	}
	c, err := codectest.LoadClip(clip)
	if err != nil {
		b.Fatal(err)
	}
	canvas := codectest.NewCanvas(c.W, c.H, 1)
	for i := range c.Frames {
		c.Apply(canvas, i)
	}
	m := yuv.New(c.W, c.H)
	m.FromBGRX(canvas.Pix, 4*c.W, image.Rect(0, 0, c.W, c.H))
	for _, q := range []int{30, 60, 100} {
		b.Run(fmt.Sprintf("q=%d", q), func(b *testing.B) {
			e, _ := NewEncoder(c.W, c.H)
			var d Decoder
			var frame []byte
			var spent, back time.Duration
			n := 0
			for b.Loop() {
				begin := cpuTime()
				frame, err = e.Encode(frame[:0], m, Options{Quantizer: q, Key: true})
				if err != nil {
					b.Fatal(err)
				}
				spent += cpuTime() - begin
				begin = cpuTime()
				if _, _, err = d.Decode(frame); err != nil {
					b.Fatal(err)
				}
				back += cpuTime() - begin
				n++
			}
			b.ReportMetric(float64(len(frame)), "B/key")
			b.ReportMetric(psnr(m, e.Picture()), "dB")
			b.ReportMetric(float64(spent.Microseconds())/1000/float64(n), "encode-ms")
			b.ReportMetric(float64(back.Microseconds())/1000/float64(n), "decode-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkGrey codes a key frame of which only a corner is not grey, as the first
// film of a desktop is.
func BenchmarkGrey(b *testing.B) {
	m := newScene(1920, 1080, 1).next(0, 0)
	for i := range m.Y {
		if i%m.Stride > 100 || i/m.Stride > 100 {
			m.Y[i] = 128
		}
	}
	for i := range m.U {
		m.U[i], m.V[i] = 128, 128
	}
	e, _ := NewEncoder(1920, 1080)
	var d Decoder
	var frame []byte
	var err error
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			if frame, err = e.Encode(frame[:0], m, Options{Quantizer: 30, Key: true}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(frame)), "B/frame")
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, _, err = d.Decode(frame); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkFew codes a 1080p desktop of which a few macroblocks are active.
func BenchmarkFew(b *testing.B) {
	from := newScene(1920, 1080, 1)
	pictures := []yuv.Image{from.next(0, 0), from.next(2, 2)}
	for _, n := range []int{1, 10, 40} {
		active := make([]bool, 120*68)
		for k := range n {
			active[(k*977+1234)%len(active)] = true
		}
		o := Options{Quantizer: 30, Active: active}
		e, _ := NewEncoder(1920, 1080)
		var frames [][]byte // each refers to the one before
		for i := range 50 {
			f, err := e.Encode(nil, pictures[i&1], o)
			if err != nil {
				b.Fatal(err)
			}
			frames = append(frames, f)
		}
		b.Run(fmt.Sprintf("n=%d/encode", n), func(b *testing.B) {
			var frame []byte
			var err error
			for i := 0; b.Loop(); i++ {
				if frame, err = e.Encode(frame[:0], pictures[i&1], o); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(frame)), "B/frame")
		})
		b.Run(fmt.Sprintf("n=%d/decode", n), func(b *testing.B) {
			var d Decoder
			for i := 0; b.Loop(); i++ {
				if i %= len(frames); i == 0 {
					b.StopTimer()
					if _, _, err := d.Decode(frames[0]); err != nil {
						b.Fatal(err)
					}
					i++
					b.StartTimer()
				}
				if _, _, err := d.Decode(frames[i]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
