package screen

import (
	"sync"
	"time"
)

// A pace tells when the line has room for another update. It estimates what
// the line delivers, and how long its round trip is at the least, from the
// acknowledgements alone, and lets as much be under way as is delivered in that
// round trip and slack more.
type pace struct {
	room chan struct{} // holds a token after an acknowledgement

	mu      sync.Mutex // guards what follows
	sent    []sent     // not acknowledged, oldest first
	flight  int        // bytes of sent
	total   int        // bytes ever acknowledged
	lastAck time.Time
	rate    windowed // bytes a second, the most of late
	rtt     windowed // seconds, negated: the least of late
}

type sent struct {
	number uint64
	bytes  int
	at     time.Time
	total  int       // acknowledged bytes when it was sent
	since  time.Time // when those were acknowledged
}

// slack is how long an update may wait in the network beyond the round trip.
const slack = 30 * time.Millisecond

// The window begins at firstWindow bytes and never falls under leastWindow.
const (
	firstWindow = 64 << 10
	leastWindow = 12 << 10
)

// rateMemory and rttMemory are how long a measurement counts.
const (
	rateMemory = 4 * time.Second
	rttMemory  = 20 * time.Second
)

func newPace() *pace { return &pace{room: make(chan struct{}, 1)} }

// open reports whether another update may be sent now.
func (p *pace) open(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.flight == 0 || p.flight < p.window(now)
}

func (p *pace) window(now time.Time) int {
	rate, ok := p.rate.best(now, rateMemory)
	if !ok {
		return firstWindow
	}
	rtt, _ := p.rtt.best(now, rttMemory)
	return max(leastWindow, int(rate*(-rtt+slack.Seconds())))
}

// send records that update number of this many bytes is on its way.
func (p *pace) send(number uint64, bytes int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.flight == 0 {
		p.lastAck = now // the line was idle: time before does not count
	}
	p.sent = append(p.sent, sent{number, bytes, now, p.total, p.lastAck})
	p.flight += bytes
}

// acked records that all updates up to number have been decoded, the last of
// them in decoding. Numbers never sent are ignored.
func (p *pace) acked(number uint64, decoding time.Duration, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.sent) > 0 && p.sent[0].number <= number {
		s := p.sent[0]
		p.sent = append(p.sent[:0], p.sent[1:]...)
		p.flight -= s.bytes
		p.total += s.bytes
		if took := now.Sub(s.at) - decoding; took > 0 {
			p.rtt.add(-took.Seconds(), now, rttMemory)
		}
		if took := now.Sub(s.since); took > 0 {
			p.rate.add(float64(p.total-s.total)/took.Seconds(), now, rateMemory)
		}
	}
	p.lastAck = now
	select {
	case p.room <- struct{}{}:
	default:
	}
}

// windowed keeps the largest of the samples of a time: a queue in which every
// later sample is smaller.
type windowed struct{ samples []sample }

type sample struct {
	v  float64
	at time.Time
}

func (w *windowed) add(v float64, now time.Time, memory time.Duration) {
	w.expire(now, memory)
	for n := len(w.samples); n > 0 && w.samples[n-1].v <= v; n = len(w.samples) {
		w.samples = w.samples[:n-1]
	}
	w.samples = append(w.samples, sample{v, now})
}

// best returns the largest sample; false when there is none. The last sample
// never expires: an idle line is still the line it was.
func (w *windowed) best(now time.Time, memory time.Duration) (float64, bool) {
	w.expire(now, memory)
	if len(w.samples) == 0 {
		return 0, false
	}
	return w.samples[0].v, true
}

func (w *windowed) expire(now time.Time, memory time.Duration) {
	i := 0
	for i < len(w.samples)-1 && now.Sub(w.samples[i].at) > memory {
		i++
	}
	w.samples = append(w.samples[:0], w.samples[i:]...)
}
