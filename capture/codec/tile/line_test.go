package tile

import (
	"image"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// BenchmarkLine plays the recorded clips as they are shown over a line: with a
// budget, and refined while there is room. Time is the clip's own. Its figures
// are bytes, CPU time per changed frame, the signal to noise ratio of what
// would be seen, as a mean over frames, and for how much of the clip the
// picture is exact; and after its last frame, how long it takes for the picture to
// be exact, without the time under way, and how many bytes.
func BenchmarkLine(b *testing.B) {
	dir := os.Getenv("TANDEM_CLIPS")
	if dir == "" {
		b.Skip("TANDEM_CLIPS is not set")
	}
	for _, line := range []struct {
		name string
		rate int // bytes a second
	}{{"lan", 100e6}, {"8Mbit", 1e6}, {"2Mbit", 250e3}} {
		for _, name := range []string{"typing", "term", "web", "drag", "slides", "video"} {
			b.Run(line.name+"/"+name, func(b *testing.B) {
				clip, err := codectest.LoadClip(filepath.Join(dir, name+".clip"))
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					newPlayer(clip, line.rate).play(b)
				}
			})
		}
	}
}

// A player plays a clip over a line.
type player struct {
	clip     *codectest.Clip
	canvas   *codectest.Canvas
	dst      *image.RGBA
	now      time.Duration
	enc      *Encoder
	dec      *Decoder
	rate     int
	free     int // bytes that the line can take now
	encoding time.Duration
	decoding time.Duration
	first    int // bytes until the first picture is there
	total    int
	err      error
}

func newPlayer(clip *codectest.Clip, rate int) *player {
	p := &player{clip: clip, canvas: codectest.NewCanvas(clip.W, clip.H, 0), dec: NewDecoder(Config{}), rate: rate}
	p.dst = image.NewRGBA(p.canvas.Bounds())
	p.enc = NewEncoder(Config{now: func() time.Duration { return p.now }})
	return p
}

func (p *player) play(b *testing.B) {
	runtime.LockOSThread() // for cpuTime
	defer runtime.UnlockOSThread()
	frame := time.Duration(float64(time.Second) / p.clip.FPS)
	var changed, exact, seen int
	var noise float64
	p.enc.Tune(codec.Tuning{Rate: p.rate})
	for i := range p.clip.Frames {
		p.now += frame
		p.free = min(p.free+int(float64(p.rate)*frame.Seconds()), p.rate/25)
		if p.clip.Apply(p.canvas, i) {
			changed++
			p.send(p.canvas.Frame(nil))
		}
		p.fill()
		if changed > 1 && i%5 == 0 {
			seen++
			db := psnr(p.dst, p.canvas)
			if db == 100 {
				exact++
			}
			noise += db
		}
	}
	total, end, encoding, decoding := p.total, p.now, p.encoding, p.decoding
	for p.err == nil && psnr(p.dst, p.canvas) < 100 && p.now-end < time.Minute {
		p.now += frame
		p.free = min(p.free+int(float64(p.rate)*frame.Seconds()), p.rate/25)
		p.fill()
	}
	if p.err != nil {
		b.Fatal(p.err)
	}
	b.ReportMetric((p.now-end).Seconds()*1000+1000*float64(-min(p.free, 0))/float64(p.rate), "ms/end")
	b.ReportMetric(float64(p.total-total)/1000, "kB/end")
	n := float64(changed)
	b.ReportMetric(float64(total)/1000, "kB/clip")
	b.ReportMetric(float64(p.first)/1000, "kB/first")
	b.ReportMetric(encoding.Seconds()*1000/n, "enc-ms/frame")
	b.ReportMetric(decoding.Seconds()*1000/n, "dec-ms/frame")
	b.ReportMetric(noise/float64(seen), "dB")
	b.ReportMetric(100*float64(exact)/float64(seen), "%exact")
	b.ReportMetric(0, "ns/op")
}

// send sends a frame while there is room; fill what is left, then refines.
func (p *player) send(f *capture.Frame) {
	if p.free > 0 {
		p.put(func() (codec.Packet, error) { return p.enc.Encode(f, p.budget()) })
	} else {
		p.enc.take(f)
	}
}

func (p *player) fill() {
	for p.free > 0 && p.enc.Pending() {
		p.put(func() (codec.Packet, error) { return p.enc.Encode(nil, p.budget()) })
	}
	if p.first == 0 && !p.enc.Pending() {
		p.first = p.total
	}
	for p.free > 0 {
		if wait, rough := p.enc.Rough(); !rough || wait > 0 {
			return
		}
		p.put(func() (codec.Packet, error) { return p.enc.Refine(min(p.budget(), p.free)) })
	}
}

func (p *player) budget() int { return min(64<<10, p.rate/25) }

func (p *player) put(make func() (codec.Packet, error)) {
	start := cpuTime()
	packet, err := make()
	p.encoding += cpuTime() - start
	if err != nil {
		p.err = err
	}
	if packet == nil {
		return
	}
	p.total += len(packet)
	p.free -= len(packet)
	start = cpuTime()
	if _, err := p.dec.Decode(p.dst, packet); err != nil && p.err == nil {
		p.err = err
	}
	p.decoding += cpuTime() - start
}

// psnr returns the peak signal to noise ratio in dB, 100 for equal pictures.
func psnr(m *image.RGBA, c *codectest.Canvas) float64 {
	var sum float64
	for i := 0; i < len(m.Pix); i += 4 {
		for k := range 3 {
			d := float64(m.Pix[i+k]) - float64(c.Pix[i+2-k])
			sum += d * d
		}
	}
	if sum == 0 {
		return 100
	}
	return 10 * math.Log10(255*255*float64(len(m.Pix)/4*3)/sum)
}
