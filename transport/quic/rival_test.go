package quic

import (
	"testing"
	"time"

	"github.com/quic-go/quic-go/plug"

	"tandem/transport/mem"
)

// TestBesideAForeignFlow has two flows fill one line. Neither may get less than
// a fifth of it: two TCP flows do not share more fairly in so
// short a time.
func TestBesideAForeignFlow(t *testing.T) {
	const second = 10 * time.Second // when the second flow joins
	queue := func(l mem.Link, d time.Duration) mem.Link { l.Queue = d; return l }
	for i, c := range []struct {
		name  string
		link  mem.Link
		rival func(plug.Start) plug.Controller
	}{
		{"reno, 8 Mbit/s", link(8, 60, 0, 7), nil},
		{"cubic, 8 Mbit/s", link(8, 60, 0, 7), cubicTCP},
		{"ours, 8 Mbit/s", link(8, 60, 0, 7), newSender},
		{"reno, 2 Mbit/s", link(2, 150, 0, 7), nil},
		{"cubic, short line", link(8, 10, 0, 7), cubicTCP},
		{"reno, short queue", queue(link(8, 60, 0, 7), 50*time.Millisecond), nil},
	} {
		if brief() && i > 0 {
			break
		}
		t.Run(c.name, func(t *testing.T) {
			for _, late := range []bool{false, true} {
				a, b := ours(bulk), &flow{run: bulk, make: c.rival}
				a.warm, b.warm = 30*time.Second, 30*time.Second
				if late {
					a.start, a.warm = second, a.warm-second
				} else {
					b.start, b.warm = second, b.warm-second
				}
				lab(t, c.link, 60*time.Second, a, b)
				share := a.mbit() / (a.mbit() + b.mbit())
				t.Logf("late %v: ours %.2f, theirs %.2f Mbit/s", late, a.mbit(), b.mbit())
				if share < 0.2 || share > 0.8 {
					t.Errorf("late %v: our share is %.2f", late, share)
				}
			}
		})
	}
}

// TestQueueGoesWithTheRival: when the foreign flow has ended, so has the queue.
func TestQueueGoesWithTheRival(t *testing.T) {
	if brief() {
		t.Skip("takes long")
	}
	a, b := ours(bulk), stock(bulk)
	a.warm, b.start, b.stop = 50*time.Second, 5*time.Second, 30*time.Second
	lab(t, link(8, 60, 0, 7), 70*time.Second, a, b)
	if got := percentile(a.rtts, 90); got > 100*time.Millisecond || a.mbit() < 7.3 {
		t.Errorf("20 s after the rival has gone: round trips of %v, %.2f Mbit/s of 8", got, a.mbit())
	}
}

// TestScreenBesideABulkFlow: a screen keeps up beside a foreign upload.
func TestScreenBesideABulkFlow(t *testing.T) {
	if brief() {
		t.Skip("takes long")
	}
	for _, rival := range []func(plug.Start) plug.Controller{nil, cubicTCP} {
		o, s := ours(picture), stock(picture)
		for _, f := range []*flow{s, o} {
			f.start, f.warm = 5*time.Second, 10*time.Second
			lab(t, link(8, 60, 0, 7), 60*time.Second, f, &flow{run: bulk, make: rival})
		}
		got, was := percentile(o.delays, 50), percentile(s.delays, 50)
		t.Logf("p50 stock %v, ours %v; p99 %v, %v; frames %d, %d", was, got, percentile(s.delays, 99), percentile(o.delays, 99), s.frames, o.frames)
		if got > was*3/2 || o.frames < s.frames/2 {
			t.Errorf("p50 %v with %d frames; stock has %v with %d", got, o.frames, was, s.frames)
		}
	}
}
