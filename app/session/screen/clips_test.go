package screen

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tandem/capture"
	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
	"tandem/transport"
	"tandem/transport/mem"
	"tandem/transport/quic"
)

// encodeTime is what a picture is said to take, as computing takes no time in a
// synctest bubble.
const encodeTime = 6 * time.Millisecond

// TestClips plays the recorded clips in the folder $TANDEM_CLIPS over simulated
// lines and logs what would be seen. $TANDEM_PLAY chooses, "web@wan"; with
// $TANDEM_TRACE every message is logged.
func TestClips(t *testing.T) {
	dir := os.Getenv("TANDEM_CLIPS")
	if dir == "" {
		t.Skip("TANDEM_CLIPS is not set")
	}
	lines := map[string]mem.Link{
		"lan":  {Delay: time.Millisecond},
		"wan":  {Rate: 1_000_000, Delay: 30 * time.Millisecond, Queue: 100 * time.Millisecond},
		"poor": {Rate: 250_000, Delay: 75 * time.Millisecond, Queue: 200 * time.Millisecond, Loss: 0.01, Seed: 5},
	}
	for _, line := range []string{"lan", "wan", "poor"} {
		for _, name := range []string{"typing", "term", "web", "drag", "slides", "video"} {
			if only := os.Getenv("TANDEM_PLAY"); only != "" && !strings.Contains(","+only+",", ","+name+"@"+line+",") {
				continue
			}
			clip, err := codectest.LoadClip(filepath.Join(dir, name+".clip"))
			if err != nil {
				t.Fatal(err)
			}
			t.Run(name+" "+line, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { playClip(t, clip, lines[line]) })
			})
		}
	}
}

// playClip does what the bench's watch does.
func playClip(t *testing.T, clip *codectest.Clip, l mem.Link) {
	host, viewer := quicPair(t, l)
	began := time.Now()
	trace := func(format string, args ...any) {
		if os.Getenv("TANDEM_TRACE") != "" {
			fmt.Printf("%8.1f %s\n", time.Since(began).Seconds()*1000, fmt.Sprintf(format, args...))
		}
	}
	d := newDesktop(clip.W, clip.H)
	d.slow = true
	canvas := codectest.NewCanvas(clip.W, clip.H, 0)
	draw := func(i, n int) {
		d.paint(func() {
			clip.Apply(canvas, i)
			copy(d.pix, canvas.Pix)
			putBar(d.pix, 4*clip.W, n)
		})
	}
	draw(0, 0)
	s := show(t, d, tracing{host, trace}, viewer)
	defer s.end()
	s.exact(t, "first picture", 30*time.Second)
	time.Sleep(3 * time.Second)
	sent := []time.Time{time.Now()}
	before := host.(*quic.Conn).Stats()
	last := 0
	prev := time.Now()
	var freeze time.Duration
	var ages []time.Duration
	look := func(until time.Time) {
		for time.Now().Before(until) {
			s.fb, _ = s.viewer.Take(s.fb)
			if n := readBar(s.fb); n > last {
				last = n
				ages = append(ages, time.Since(sent[n]))
				freeze = max(freeze, time.Since(prev))
				prev = time.Now()
				trace("shown %d after %v", n, ages[len(ages)-1])
			}
			time.Sleep(time.Millisecond)
		}
	}
	for i := range clip.Frames {
		draw(i, i+1)
		sent = append(sent, time.Now())
		trace("painted %d", i+1)
		look(sent[0].Add(time.Duration(float64(i+2) / clip.FPS * float64(time.Second))))
	}
	exact := time.Duration(-1)
	for end := time.Now(); time.Since(end) < 30*time.Second; look(time.Now().Add(10 * time.Millisecond)) {
		if s.d.equal(s.fb) {
			exact = time.Since(end)
			break
		}
	}
	after := host.(*quic.Conn).Stats()
	slices.Sort(ages)
	at := func(q int) int64 { return ages[min(len(ages)-1, len(ages)*q/100)].Milliseconds() }
	t.Logf("shown %d/%d p50 %d p95 %d p99 %d freeze %d exact %d ms, %.3f MB in %d packets", len(ages), len(clip.Frames), at(50), at(95), at(99),
		freeze.Milliseconds(), exact.Milliseconds(), float64(after.SentBytes-before.SentBytes)/1e6, after.SentPackets-before.SentPackets)
}

const (
	barCell = 8
	barBits = 24
	barSync = 0xB2
)

// putBar draws the number n at the top left.
func putBar(pix []byte, stride, n int) {
	v := barSync<<16 | n&0xffff
	for i := range barBits {
		c := byte(0)
		if v>>(barBits-1-i)&1 == 1 {
			c = 0xff
		}
		for y := range barCell {
			p := y*stride + i*barCell*4
			copy(pix[p:p+4*barCell], bytes.Repeat([]byte{c}, 4*barCell))
		}
	}
}

// readBar reads what putBar drew; -1 if it is not all there.
func readBar(m *image.RGBA) int {
	if m == nil || m.Rect.Dx() < barBits*barCell {
		return -1
	}
	v := 0
	for i := range barBits {
		v = v<<1 | int(m.Pix[m.PixOffset(i*barCell+barCell/2, barCell/2)+1]>>7)
	}
	if v>>16 != barSync {
		return -1
	}
	return v & 0xffff
}

// tracing is a line that tells what goes over its channels.
type tracing struct {
	transport.Conn
	tell func(format string, args ...any)
}

func (c tracing) Open(ctx context.Context, name string, m transport.Mode) (transport.Channel, error) {
	ch, err := c.Conn.Open(ctx, name, m)
	return tracedChannel{ch, c.tell}, err
}

type tracedChannel struct {
	transport.Channel
	tell func(format string, args ...any)
}

func (c tracedChannel) Send(ctx context.Context, msg []byte) error {
	start := time.Now()
	err := c.Channel.Send(ctx, msg)
	c.tell("sent kind %d of %d bytes, % x…, in %v", msg[0], len(msg), msg[1:min(len(msg), 4)], time.Since(start))
	return err
}

func (c tracedChannel) Stats() transport.Stats { return c.Channel.(transport.Meter).Stats() }

func (c tracedChannel) Recv(ctx context.Context) ([]byte, error) {
	b, err := c.Channel.Recv(ctx)
	if r, e := parseReply(b); e == nil && r.Ack != nil {
		c.tell("ack %+v", *r.Ack)
	}
	return b, err
}

// A slowEncoder takes its time.
type slowEncoder struct{ codec.Encoder }

func (s slowEncoder) Encode(f *capture.Frame, budget int) (codec.Packet, error) {
	time.Sleep(encodeTime)
	return s.Encoder.Encode(f, budget)
}
