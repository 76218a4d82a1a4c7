package quic

import (
	"fmt"
	"testing"
	"time"

	"tandem/transport/mem"
)

// link is a line of so many Mbit/s, ms of round trip and per cent of loss.
func link(mbit, rtt, loss int, seed uint64) mem.Link {
	return mem.Link{
		Rate: mbit * 125_000, Delay: time.Duration(rtt) * time.Millisecond / 2,
		Loss: float64(loss) / 100, Queue: 200 * time.Millisecond, Seed: seed,
	}
}

// brief tells to simulate less.
func brief() bool { return testing.Short() || underRace }

// TestAgainstStock compares our control with quic-go's over many lines: it is to
// carry as much or more, with a shorter queue, and show screens as soon.
func TestAgainstStock(t *testing.T) {
	for _, mbit := range []int{2, 8, 50} {
		for _, rtt := range []int{10, 60, 150} {
			for _, loss := range []int{0, 1, 3} {
				if brief() && (mbit != 8 || rtt != 60) {
					continue
				}
				length := 9 * time.Second
				if mbit == 50 {
					length = 7 * time.Second // it takes long to simulate
				}
				t.Run(fmt.Sprintf("%d Mbit/s %d ms %d per cent", mbit, rtt, loss), func(t *testing.T) {
					compare(t, link(mbit, rtt, loss, 7), length)
				})
			}
		}
	}
}

func compare(t *testing.T, l mem.Link, length time.Duration) {
	sb, ob, ss, os := stock(bulk), ours(bulk), stock(picture), ours(picture)
	for _, f := range []*flow{sb, ob, ss, os} {
		f.warm = 2 * time.Second
		lab(t, l, length, f)
	}
	t.Logf("bulk %.2f -> %.2f Mbit/s with round trips of %v -> %v; screen p50 %v -> %v, p99 %v -> %v, frames %d -> %d",
		sb.mbit(), ob.mbit(), percentile(sb.rtts, 50), percentile(ob.rtts, 50),
		percentile(ss.delays, 50), percentile(os.delays, 50), percentile(ss.delays, 99), percentile(os.delays, 99), ss.frames, os.frames)
	if s, o := sb.mbit(), ob.mbit(); o < 0.93*s {
		t.Errorf("bulk %.2f Mbit/s; stock has %.2f", o, s)
	}
	const packets = 15 * time.Millisecond // what few packets take at 2 Mbit/s
	if s, o := percentile(sb.rtts, 50), percentile(ob.rtts, 50); o > s+l.Delay/2+packets {
		t.Errorf("round trips of %v; stock has %v", o, s)
	}
	if s, o := percentile(ss.delays, 50), percentile(os.delays, 50); o > s+packets {
		t.Errorf("screen p50 %v; stock has %v", o, s)
	}
	// About every sixtieth tick changes the whole screen, so this is about one of those or not.
	whole := l.Delay + time.Duration(fullChange)*time.Second/time.Duration(l.Rate)
	if s, o := percentile(ss.delays, 99), percentile(os.delays, 99); o > max(s, whole)*5/4+2*packets {
		t.Errorf("screen p99 %v; stock has %v", o, s)
	}
}

// TestLossBar is the bar of issue 3: 1 % loss costs a line of 50 Mbit/s and 60 ms
// little, where it costs the stock sender nine tenths.
func TestLossBar(t *testing.T) {
	if brief() {
		t.Skip("takes long")
	}
	s, o := stock(bulk), ours(bulk)
	for _, f := range []*flow{s, o} {
		f.warm = 2 * time.Second
		lab(t, link(50, 60, 1, 3), 6*time.Second, f)
	}
	t.Logf("stock %.1f, ours %.1f Mbit/s", s.mbit(), o.mbit())
	if o.mbit() < 30 || o.mbit() < 3*s.mbit() {
		t.Errorf("%.1f Mbit/s; want at least 30 and three times the stock sender's %.1f", o.mbit(), s.mbit())
	}
}

// TestScreenBar is the other one: a screen at 3 Mbit/s on a line of 8 Mbit/s and 60 ms with 1 % loss.
func TestScreenBar(t *testing.T) {
	for seed := range uint64(3) {
		if brief() && seed > 0 {
			break
		}
		s, o := stock(picture), ours(picture)
		for _, f := range []*flow{s, o} {
			f.warm = 2 * time.Second
			lab(t, link(8, 60, 1, seed), 25*time.Second, f)
		}
		got, was := percentile(o.delays, 99), percentile(s.delays, 99)
		t.Logf("seed %d: p99 stock %v, ours %v", seed, was, got)
		if got > 250*time.Millisecond || got > was {
			t.Errorf("seed %d: p99 %v; want under 250ms and the stock sender's %v", seed, got, was)
		}
	}
}
