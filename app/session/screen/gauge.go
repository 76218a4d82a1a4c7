package screen

import (
	"context"
	"sync"
	"time"

	"tandem/transport"
)

// figuresEvery is how often figures are told while pictures are sent.
const figuresEvery = time.Second

// A gauge measures for the eye.
type gauge struct {
	line transport.Meter // nil: there is none

	mu     sync.Mutex // guards what follows
	began  time.Time
	frames int
	ages   time.Duration // sum
	aged   int           // of how many
	before transport.Stats
	zero   bool // the last figures told were those of rest
}

// stats returns what the line tells.
func (g *gauge) stats() transport.Stats {
	if g.line == nil {
		return transport.Stats{}
	}
	return g.line.Stats()
}

// took counts a picture.
func (g *gauge) took() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.frames++
}

// shown records how old a picture was when it was known to be seen.
func (g *gauge) shown(age time.Duration) {
	if age <= 0 {
		return
	}
	age = max(0, age-g.stats().RTT/2) // the acknowledgement's way back
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ages += age
	g.aged++
}

// due returns how long it is to the next figures; false if there is nothing to tell.
func (g *gauge) due(now time.Time) (time.Duration, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.began.IsZero() {
		g.began = now
	}
	if g.zero && g.frames == 0 {
		g.began = now
		return 0, false
	}
	return max(0, g.began.Add(figuresEvery).Sub(now)), true
}

// read returns the figures since the last.
func (g *gauge) read(now time.Time) *figures {
	st := g.stats()
	g.mu.Lock()
	defer g.mu.Unlock()
	took := max(now.Sub(g.began), time.Millisecond)
	f := &figures{
		RTT:    millis(st.RTT),
		Frames: min(int(float64(g.frames)/took.Seconds()+0.5), maxFrames),
	}
	if g.aged > 0 {
		f.Age = millis(g.ages / time.Duration(g.aged))
	}
	if sent := st.SentPackets - g.before.SentPackets; sent > 0 {
		f.Lost = min(1000*(st.LostPackets-g.before.LostPackets)/sent, 1000)
	}
	g.zero = g.frames == 0
	g.before, g.began, g.frames, g.ages, g.aged = st, now, 0, 0, 0
	return f
}

func millis(d time.Duration) uint64 { return uint64(min(max(d.Milliseconds(), 0), maxMillis)) }

// checkEvery is how often the two ends compare their pictures while they change.
const checkEvery = 2 * time.Second

// A checking tells when the two ends are to compare their pictures.
type checking struct {
	owed bool
	last time.Time
}

// changed records that the picture changes at now.
func (c *checking) changed(now time.Time) {
	if c.last.IsZero() {
		c.last = now
	}
	c.owed = true
}

// reportDue returns how long it is to the next report; false when none is due.
func (s *showing) reportDue() (time.Duration, bool) {
	now := time.Now()
	wait, ok := s.gauge.due(now)
	if s.sum.owed {
		if w := max(0, s.sum.last.Add(checkEvery).Sub(now)); !ok || w < wait {
			wait, ok = w, true
		}
	}
	return wait, ok
}

// report tells what there is to tell beside the picture.
func (s *showing) report(ctx context.Context) error {
	now := time.Now()
	if s.sum.owed && now.Sub(s.sum.last) >= checkEvery {
		s.sum = checking{last: now}
		if sum := s.enc.Sum(); sum != 0 {
			if err := s.ch.Send(ctx, appendSum(s.buf[:0], sum)); err != nil {
				return err
			}
		}
	}
	if wait, ok := s.gauge.due(now); !ok || wait > 0 {
		return nil
	}
	b, err := appendFigures(s.buf[:0], s.gauge.read(now))
	if err != nil {
		return err
	}
	return s.ch.Send(ctx, b)
}
