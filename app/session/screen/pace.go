package screen

import (
	"sync"
	"time"

	"tandem/transport"
)

// A pace tells when there is room for another update, and for how large a one.
//
// That no queue stands in the network is the line's own business: what its
// congestion control does not let out makes Send wait. The pace bounds what is
// under way all the same, for lines without one and for viewers that decode
// slowly, but by so much more than a round trip's worth that it is never the
// pace alone which makes a line look slow.
//
// What little is sent at rest says nothing of what could be: such samples may
// raise the estimate and never lower it.
type pace struct {
	room chan struct{} // holds a token after an acknowledgement
	line func() transport.Stats

	mu      sync.Mutex // guards what follows
	sent    []sent     // not acknowledged, oldest first
	flight  int        // bytes of sent
	total   int        // bytes ever acknowledged
	idle    int        // what is sent before more than this is acknowledged tells of an idle line
	lastAck time.Time
	rate    windowed // bytes a second, the most of late
	rtt     windowed // seconds, negated: the least of late
}

type sent struct {
	number uint64
	bytes  int
	at     time.Time
	taken  time.Time // when its picture was
	total  int       // acknowledged bytes when it was sent
	since  time.Time // when those were acknowledged
	full   bool      // the line was kept busy
}

// The window is two round trips' worth and slack more. What is not urgent waits
// until no more than a round trip's and spareSlack's is under way.
const (
	slack      = 60 * time.Millisecond
	spareSlack = 40 * time.Millisecond
)

// bandTime is how long the line may take for one update: what is newer than it
// has to wait for so long.
const bandTime = 20 * time.Millisecond

// The window begins at firstWindow bytes and never falls under leastWindow. An
// update is of firstBand bytes until the line is known.
const (
	firstWindow = 64 << 10
	leastWindow = 16 << 10
	firstBand   = 24 << 10
	leastBand   = 4 << 10
	mostBand    = 64 << 10
)

// rateMemory and rttMemory are how long a measurement counts.
const (
	rateMemory = 2 * time.Second
	rttMemory  = 20 * time.Second
)

// newPace returns the pace of a line whose rate and round trip are what line
// tells; what it does not know is found from the acknowledgements.
func newPace(line func() transport.Stats) *pace {
	return &pace{room: make(chan struct{}, 1), line: line}
}

// open reports whether another update may be sent now.
func (p *pace) open() bool {
	rate, trip := p.known()
	p.mu.Lock()
	defer p.mu.Unlock()
	window := firstWindow
	if rate > 0 {
		window = max(leastWindow, product(rate, 2*trip+slack))
	}
	return p.flight == 0 || p.flight < window
}

// product returns what so many bytes a second are in d.
func product(rate int, d time.Duration) int { return int(float64(rate) * d.Seconds()) }

// known returns the line's bytes a second and its round trip, 0 while not known.
func (p *pace) known() (rate int, trip time.Duration) {
	st := p.line()
	rate, trip = st.Rate, st.RTT
	p.mu.Lock()
	defer p.mu.Unlock()
	if best, ok := p.rate.best(); ok && rate == 0 {
		rate = int(best)
	}
	if least, ok := p.rtt.best(); ok {
		trip = max(trip, time.Duration(-least*1e9)) // what the viewer takes counts as well
	}
	return rate, trip
}

// band returns how many bytes the next update should be of, at the most.
func (p *pace) band() int {
	r := p.bytes()
	if r == 0 {
		return firstBand
	}
	return max(leastBand, min(product(r, bandTime), mostBand))
}

// bytes returns how many bytes the line delivers a second; 0 while that is not known.
func (p *pace) bytes() int {
	rate, _ := p.known()
	return rate
}

// spare reports whether the line has room for what is not urgent: nothing of
// it waits to be sent.
func (p *pace) spare() bool {
	rate, trip := p.known()
	rate = max(rate, p.line().Tries)
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.flight == 0 || p.flight < product(rate, trip+spareSlack)
}

// quiet records that there is nothing to send although there is room.
func (p *pace) quiet() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = p.total + p.flight
}

// send records that update number of this many bytes, of a picture taken then,
// is on its way.
func (p *pace) send(number uint64, bytes int, taken, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.flight == 0 {
		p.lastAck = now // the line was idle: time before does not count
	}
	p.sent = append(p.sent, sent{number, bytes, now, taken, p.total, p.lastAck, p.total > p.idle})
	p.flight += bytes
}

// acked records that all updates up to number have been decoded, the last of
// them in decoding, and returns how old its picture was when that was told.
// Numbers never sent are ignored.
func (p *pace) acked(number uint64, decoding time.Duration, now time.Time) (age time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.sent) > 0 && p.sent[0].number <= number {
		s := p.sent[0]
		p.sent = append(p.sent[:0], p.sent[1:]...)
		p.flight -= s.bytes
		p.total += s.bytes
		age = now.Sub(s.taken)
		if took := now.Sub(s.at) - decoding; took > 0 {
			p.rtt.add(-took.Seconds(), now, rttMemory)
		}
		took := now.Sub(s.since)
		if took <= 0 {
			continue
		}
		rate := float64(p.total-s.total) / took.Seconds()
		if best, ok := p.rate.best(); s.full || !ok || rate > best {
			p.rate.add(rate, now, rateMemory)
		}
	}
	p.lastAck = now
	select {
	case p.room <- struct{}{}:
	default:
	}
	return age
}

// windowed keeps the largest of the samples of a time: a queue in which every
// later sample is smaller. The time is up when a later sample comes: an idle
// line is still the line it was.
type windowed struct{ samples []sample }

type sample struct {
	v  float64
	at time.Time
}

func (w *windowed) add(v float64, now time.Time, memory time.Duration) {
	for n := len(w.samples); n > 0 && w.samples[n-1].v <= v; n = len(w.samples) {
		w.samples = w.samples[:n-1]
	}
	w.samples = append(w.samples, sample{v, now})
	i := 0
	for i < len(w.samples)-1 && now.Sub(w.samples[i].at) > memory {
		i++
	}
	w.samples = append(w.samples[:0], w.samples[i:]...)
}

// best returns the largest sample; false when there is none.
func (w *windowed) best() (float64, bool) {
	if len(w.samples) == 0 {
		return 0, false
	}
	return w.samples[0].v, true
}
