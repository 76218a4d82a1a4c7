package congestion

import "time"

// A phase is how the line is being used to learn about it.
type phase struct {
	name   phaseName
	rounds int     // that have ended in it
	rate   float64 // of the model when it began
	full   bool    // the line's rate was found
	best   float64 // startup: the rate that the next must exceed
	flat   int     // startup: how often it did not
	cycles int
}

type phaseName uint8

const (
	startup phaseName = iota // doubles the rate every round
	drain                    // empties the queue that startup made
	down                     // empties the queue that up made
	cruise                   // sends what is delivered
	up                       // looks whether more is
)

// gains of each phase: of the pace over the rate, and of the window over the product.
func (n phaseName) gains() (pace, window float64) {
	switch n {
	case startup:
		return 2.77, 2 // draft-ietf-ccwg-bbr, section 5.6.4: 4 ln 2
	case drain:
		return 0.5, 2
	case down:
		return 0.75, 1.5
	case up:
		return 1.25, 2
	}
	return 1, 1.5
}

// Startup ends when the rate grew by less than growth in flatRounds rounds.
const (
	growth     = 1.25
	flatRounds = 3
)

// paceMargin keeps the pace a little under the rate, so that queues drain.
const paceMargin = 0.99

// leastPackets is the smallest window, and what the slowest pace sends in a
// round trip: a line on which little is sent looks slow.
const leastPackets = 4

// windowSlack is how much more is under way than the product, as time at the
// rate, because acknowledgements and timers are late. It is never more than
// windowSlackMost packets, which the other end's queues hold.
const (
	windowSlack     = 5 * time.Millisecond
	windowSlackMost = 60
)

// Rate returns the pace, in bytes a second.
func (s *Sender) Rate() float64 {
	gain, _ := s.phase.name.gains()
	r := gain * s.model.rate()
	if s.phase.full {
		r *= paceMargin
	} else {
		r = max(r, gain*float64(s.cfg.Window)/s.model.rtt.Seconds())
	}
	if s.rival.there && s.look.stage == lookNone {
		r = max(r, growth*s.window/s.model.rtt.Seconds())
	}
	return max(r, leastPackets*float64(s.cfg.Packet)/s.model.rtt.Seconds())
}

func (s *Sender) enter(n phaseName) {
	s.phase.name, s.phase.rounds, s.phase.rate = n, 0, s.model.rates.best()
	if n == up {
		s.model.bounded = 0
		s.phase.cycles++
	}
}

// checkFull ends startup when the rate does not grow any more. A round that the
// application did not fill says nothing, unless there was a queue all the same.
func (s *Sender) checkFull(heavy bool) {
	p := &s.phase
	least, _, ok := s.model.standing.of(1)
	queue := ok && least > s.model.least+s.model.margin(s.cfg.Packet)
	if p.full || s.model.limited && !heavy && !queue {
		return
	}
	if best := s.model.rates.best(); best >= growth*p.best && !heavy {
		p.best, p.flat = best, 0
		return
	}
	p.flat++
	if queue {
		p.flat++
	}
	if p.flat >= flatRounds || heavy {
		p.full = true
		s.enter(drain)
	}
}

// advance goes to the next phase when it is time.
func (s *Sender) advance() {
	if s.advanceLook() {
		return
	}
	empty := float64(s.inFlight) <= s.model.product()
	switch p := &s.phase; p.name {
	case drain, down:
		if empty || p.rounds >= 3 {
			s.enter(cruise)
		}
	case cruise:
		if p.rounds >= 3+p.cycles%3 && !s.rival.there {
			s.enter(up)
		}
	case up:
		s.advanceUp()
	}
}

// advanceUp ends up after a round, unless the line turns out to have more.
func (s *Sender) advanceUp() {
	p := &s.phase
	switch best := s.model.rates.best(); {
	case p.rounds < 1:
	case best >= p.rate*(1+growth)/2:
		p.rounds, p.rate = 0, best
	case float64(s.inFlight) >= 1.2*s.model.product() || p.rounds >= 2:
		s.enter(down)
	}
}

// setWindow sets the window after bytes were acknowledged.
func (s *Sender) setWindow(bytes float64) {
	_, gain := s.phase.name.gains()
	if s.model.bounded > 0 {
		gain = 1
	}
	m := &s.model
	packet := float64(s.cfg.Packet)
	slack := burstPackets*packet + min(m.rate()*windowSlack.Seconds(), windowSlackMost*packet)
	target := max(gain*m.product()+slack, leastPackets*packet)
	switch {
	case s.look.stage != lookNone:
		s.window = min(s.window, s.look.window)
		return
	case s.phase.full:
		s.window = min(s.window+bytes, target)
	case s.window < target || m.sampler.delivered < int64(s.cfg.Window):
		s.window += bytes
	}
	if s.rival.there {
		s.window = max(s.rival.cubic.window, leastPackets) * packet
	}
}
