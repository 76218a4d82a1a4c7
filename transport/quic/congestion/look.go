package congestion

import (
	"slices"
	"time"
)

// A look takes this Sender's packets off the line for a round trip, to see how
// long it is without them.
type look struct {
	stage   lookStage
	began   time.Duration
	last    time.Duration // when the last one ended
	ever    bool          // last is set
	window  float64
	saved   float64 // the window before
	mark    int64   // the stage ends when more than this is delivered
	least   time.Duration
	samples int              // of least
	recent  float64          // the model's, before
	seen    [3]time.Duration // what the last looks saw while competing
	suspect bool             // a queue stood
}

type lookStage uint8

const (
	lookNone    lookStage = iota
	lookDrain             // until no more than window is under way
	lookSettle            // until packets sent since are acknowledged
	lookMeasure           // for lookSamples more acknowledgements
)

const (
	// lookGain is the window's share of the product while looking.
	lookGain = 0.6
	// lookSamples is how many round trips are measured in a look.
	lookSamples = 2
	// lookPatience is how much longer than four round trips a look may take.
	lookPatience = 200 * time.Millisecond
	// leastAge is how old the shortest round trip may get.
	leastAge = 10 * time.Second
)

// mayLook begins a look, or the competition, when there is a reason. crowded
// tells that the round had losses for want of room.
func (s *Sender) mayLook(crowded bool) {
	if s.look.stage != lookNone || !s.phase.full {
		return
	}
	queue := s.model.least + s.model.margin(s.cfg.Packet)
	long, _, ok := s.model.standing.of(standingRounds)
	stands := ok && long > queue
	short, _, ok := s.model.standing.of(returnRounds)
	returned := ok && short > queue && s.rival.knows(s.now)
	age := s.now - s.look.last
	switch {
	case s.rival.there:
		if age > s.rival.age {
			s.beginLook(stands)
		}
	case returned, crowded && s.phase.name != up && s.look.ever:
		s.meet()
	case stands, s.now-s.model.leastAt > leastAge, crowded && (!s.look.ever || age > rivalAge):
		s.beginLook(stands)
	}
}

// beginLook begins a look. stands tells that it is because of a queue.
func (s *Sender) beginLook(stands bool) {
	m, l := &s.model, &s.look
	rate := m.rate()
	if m.recent > 0 && stands {
		rate = min(rate, m.recent)
	}
	l.stage, l.began, l.least = lookDrain, s.now, forever
	l.saved, l.recent, l.suspect = s.window, m.recent, stands
	l.window = max(lookGain*rate*m.least.Seconds(), leastPackets*float64(s.cfg.Packet))
}

// advanceLook takes a look further; false when there is none.
func (s *Sender) advanceLook() bool {
	l, r := &s.look, &s.model.sampler
	switch l.stage {
	case lookNone:
		return false
	case lookDrain:
		if float64(s.inFlight) > l.window {
			return true
		}
		l.stage, l.mark = lookSettle, r.delivered+int64(s.inFlight)
	case lookSettle:
		if r.delivered > l.mark {
			l.stage, l.least, l.samples = lookMeasure, forever, 0
		}
	case lookMeasure:
		if l.samples >= lookSamples {
			s.conclude()
		}
	}
	return true
}

func (l *look) timed(rtt time.Duration) {
	l.least = min(l.least, rtt)
	l.samples++
}

// expireLook gives a look up that finds no packets to look with.
func (s *Sender) expireLook(now time.Duration) {
	if l := &s.look; l.stage != lookNone && now-l.began > 4*s.model.rtt+lookPatience {
		s.now = now
		s.model.leastAt = now
		s.endLook()
	}
}

// conclude draws the conclusion from a look.
func (s *Sender) conclude() {
	m, l := &s.model, &s.look
	margin := m.margin(s.cfg.Packet)
	queue := l.least > m.least+margin
	same := !slices.ContainsFunc(l.seen[:], func(d time.Duration) bool { return max(d-l.least, l.least-d) > margin/4 })
	switch {
	case queue && !same:
		copy(l.seen[:], l.seen[1:])
		l.seen[len(l.seen)-1] = l.least
		if !s.rival.there {
			s.meet()
		}
	case queue: // the route is longer than it was
		s.rival.there = false
		m.least, m.leastAt = l.least, s.now
	default:
		if s.now-m.leastAt > leastAge && !s.rival.there && !s.rival.knows(s.now) {
			m.least = max(m.least, l.least) // that it is shorter takes more samples than a look has
		}
		m.leastAt = s.now
		if l.recent > 0 && (l.suspect || s.rival.there) {
			m.rates.reset(l.recent) // the queue was ours
		}
		s.rival.leave(s.now)
	}
	if !s.rival.there {
		clear(l.seen[:])
	}
	s.endLook()
}

// meet takes up the competition with a foreign flow.
func (s *Sender) meet() {
	window := s.window
	if s.look.stage != lookNone {
		window = s.look.saved
	}
	packet := float64(s.cfg.Packet)
	half := s.model.high * s.model.rtt.Seconds() / 2
	s.rival.begin(window/packet, half/packet, s.now, s.newest)
	if s.phase.name != cruise {
		s.enter(cruise)
	}
}

func (s *Sender) endLook() {
	s.look.stage, s.look.last, s.look.ever = lookNone, s.now, true
	s.window = s.look.saved
	s.model.standing.reset()
	s.enter(cruise)
}
