package tile

import (
	"image"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"tandem/capture/codec/codectest"
)

// BenchmarkClips plays the recorded clips in the folder $TANDEM_CLIPS, once
// for each b.N, and checks the end. Its figures are CPU time per changed frame, except
// for the bytes of the first picture and of the whole clip. Decoding is timed
// apart.
func BenchmarkClips(b *testing.B) {
	dir := os.Getenv("TANDEM_CLIPS")
	if dir == "" {
		b.Skip("TANDEM_CLIPS is not set")
	}
	for _, name := range []string{"typing", "term", "web", "drag", "slides", "video"} {
		b.Run(name, func(b *testing.B) {
			clip, err := codectest.LoadClip(filepath.Join(dir, name+".clip"))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				playClip(b, clip)
			}
		})
	}
}

func playClip(b *testing.B, clip *codectest.Clip) {
	runtime.LockOSThread() // for cpuTime
	defer runtime.UnlockOSThread()
	canvas := codectest.NewCanvas(clip.W, clip.H, 0)
	enc, dec := NewEncoder(Config{}), NewDecoder(Config{})
	dst := image.NewRGBA(canvas.Bounds())
	var encoding, decoding, firstTime time.Duration
	var first, total, changed int
	for i := range clip.Frames {
		if !clip.Apply(canvas, i) {
			continue
		}
		start := cpuTime()
		p, err := enc.Encode(canvas.Frame(nil), 0)
		if err != nil {
			b.Fatal(err)
		}
		took := cpuTime() - start
		start = cpuTime()
		if p != nil {
			if _, err := dec.Decode(dst, p); err != nil {
				b.Fatal(err)
			}
		}
		total += len(p)
		if changed++; changed == 1 {
			first, firstTime = len(p), took
			continue
		}
		encoding += took
		decoding += cpuTime() - start
	}
	if string(dst.Pix) != string(canvas.RGBA().Pix) {
		b.Fatal("the last picture differs")
	}
	n := float64(changed - 1)
	b.ReportMetric(float64(total), "B/clip")
	b.ReportMetric(float64(first), "B/first")
	b.ReportMetric(float64(total-first)/n, "B/frame")
	b.ReportMetric(firstTime.Seconds()*1000, "enc-ms/first")
	b.ReportMetric(encoding.Seconds()*1000/n, "enc-ms/frame")
	b.ReportMetric(decoding.Seconds()*1000/n, "dec-ms/frame")
	b.ReportMetric(0, "ns/op")
}
