package vp8

import (
	"fmt"
	"image"
	"math"
	"os"
	"testing"
	"time"

	"tandem/capture/codec/codectest"
	"tandem/capture/codec/video/yuv"
)

const filmClip = "/work/shared/bench/clips/video.clip"

// film returns the changed pictures of the film in the bench's clip, of 1280 by
// 720 pixels, forwards and backwards as often as it takes.
func film(t testing.TB, n int) []yuv.Image {
	t.Helper()
	if _, err := os.Stat(filmClip); err != nil {
		t.Skip(err)
	}
	c, err := codectest.LoadClip(filmClip)
	if err != nil {
		t.Fatal(err)
	}
	canvas := codectest.NewCanvas(c.W, c.H, 1)
	var all []yuv.Image
	for i := range c.Frames {
		if c.Apply(canvas, i) {
			m := yuv.New(1280, 720)
			m.FromBGRX(canvas.Pix[4*(180*c.W+320):], 4*c.W, image.Rect(0, 0, 1280, 720))
			all = append(all, m)
		}
	}
	forth := len(all)
	for i := forth; i < n; i++ {
		k := i % (2*forth - 2)
		all = append(all, all[min(k, 2*forth-2-k)])
	}
	return all[:n]
}

// enlarge draws m one and a half times as large, as players do on a full screen.
func enlarge(m yuv.Image) yuv.Image {
	out := yuv.New(m.W*3/2, m.H*3/2)
	scale := func(dst []byte, dstStride, w, h int, src []byte, srcStride, sw, sh int) {
		for y := range h {
			sy, fy := y*2/3, y*2%3
			below := min(sy+1, sh-1)
			for x := range w {
				sx, fx := x*2/3, x*2%3
				right := min(sx+1, sw-1)
				top := int(src[sy*srcStride+sx])*(3-fx) + int(src[sy*srcStride+right])*fx
				low := int(src[below*srcStride+sx])*(3-fx) + int(src[below*srcStride+right])*fx
				dst[y*dstStride+x] = byte((top*(3-fy) + low*fy + 4) / 9)
			}
		}
	}
	scale(out.Y, out.Stride, out.W, out.H, m.Y, m.Stride, m.W, m.H)
	scale(out.U, out.CStride, out.W/2, out.H/2, m.U, m.CStride, m.W/2, m.H/2)
	scale(out.V, out.CStride, out.W/2, out.H/2, m.V, m.CStride, m.W/2, m.H/2)
	return out
}

// psnr is that of brightness.
func psnr(a, b yuv.Image) float64 {
	sum := 0
	for y := range a.H {
		for x, v := range a.Y[y*a.Stride:][:a.W] {
			d := int(v) - int(b.Y[y*b.Stride+x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(a.W*a.H)/float64(max(1, sum)))
}

// BenchmarkFilm reports CPU time, and bytes and quality of the frames after
// the first.
func BenchmarkFilm(b *testing.B) {
	window := film(b, 33)
	screen := make([]yuv.Image, 12)
	for i := range screen {
		screen[i] = enlarge(window[i])
	}
	benchmarkFilm(b, "window", window, 14, 20, 30, 50)
	benchmarkFilm(b, "screen", screen, 30)
}

func benchmarkFilm(b *testing.B, name string, pictures []yuv.Image, quantizers ...int) {
	for _, q := range quantizers {
		b.Run(fmt.Sprintf("%s/encode/q=%d", name, q), func(b *testing.B) {
			e, err := NewEncoder(pictures[0].W, pictures[0].H)
			if err != nil {
				b.Fatal(err)
			}
			var frame []byte
			var spent time.Duration
			total, quality, key, n := 0, 0.0, 0, 0
			for b.Loop() {
				for i, m := range pictures {
					begin := cpuTime()
					if frame, err = e.Encode(frame[:0], m, Options{Quantizer: q, Key: i == 0}); err != nil {
						b.Fatal(err)
					}
					if i == 0 {
						key = len(frame)
						continue
					}
					spent += cpuTime() - begin
					total += len(frame)
					quality += psnr(m, e.Picture())
					n++
				}
			}
			b.ReportMetric(float64(key), "B/key")
			b.ReportMetric(float64(total)/float64(n), "B/frame")
			b.ReportMetric(quality/float64(n), "dB")
			b.ReportMetric(float64(spent.Microseconds())/1000/float64(n), "ms/frame")
			b.ReportMetric(0, "ns/op")
		})
		b.Run(fmt.Sprintf("%s/decode/q=%d", name, q), func(b *testing.B) {
			frames := encodeAll(b, pictures, q)
			var d Decoder
			n, begin := 0, cpuTime()
			for b.Loop() {
				for _, f := range frames {
					if _, _, err := d.Decode(f); err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64((cpuTime()-begin).Microseconds())/1000/float64(n), "ms/frame")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func encodeAll(t testing.TB, pictures []yuv.Image, q int) [][]byte {
	t.Helper()
	e, err := NewEncoder(pictures[0].W, pictures[0].H)
	if err != nil {
		t.Fatal(err)
	}
	var frames [][]byte
	for _, m := range pictures {
		f, err := e.Encode(nil, m, Options{Quantizer: q})
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, f)
	}
	return frames
}

func TestFilmDecodesAsEncoded(t *testing.T) {
	pictures := film(t, 12)
	e, _ := NewEncoder(1280, 720)
	var d Decoder
	for i, m := range pictures {
		f, err := e.Encode(nil, m, Options{Quantizer: 30})
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := d.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		if sum(got) != sum(e.Picture()) {
			t.Fatalf("frame %d: decoder and encoder differ", i)
		}
		t.Logf("frame %d: %d bytes, %.2f dB", i, len(f), psnr(m, got))
	}
}
