package congestion

import (
	"slices"
	"time"
)

// rateRounds is for how many rounds a rate counts: more than a cycle of phases,
// so that there is always a probe among them.
const rateRounds = 10

// A rateFilter keeps the largest rate of the last rateRounds rounds in which
// the line was used to the full. Rounds in which it was not do not count.
type rateFilter struct {
	rounds [rateRounds]float64
	at     int   // the slot of round
	round  int64 // in which a full sample last came
}

func (f *rateFilter) add(rate float64, round int64, limited bool) {
	if !limited && round != f.round {
		f.round = round
		f.at = (f.at + 1) % rateRounds
		f.rounds[f.at] = 0
	}
	f.rounds[f.at] = max(f.rounds[f.at], rate)
}

func (f *rateFilter) best() float64 {
	var m float64
	for _, r := range f.rounds {
		m = max(m, r)
	}
	return m
}

// reset forgets all but rate.
func (f *rateFilter) reset(rate float64) {
	f.rounds = [rateRounds]float64{}
	f.rounds[f.at] = rate
}

// medianOf is how many round trips are compared, if there were so many: a new
// route is known within a second even while next to nothing is sent. Fewer than
// medianLeast of them tell nothing for good.
const (
	medianOf    = 15
	medianLeast = 5
)

// A median of the last few round trips: a packet that took a short cut, as they
// do while routes change, says nothing of the path of the others.
type median struct {
	last [medianOf]time.Duration
	n    int // how many there were
}

// add returns the median with rtt as the last.
func (m *median) add(rtt time.Duration) time.Duration {
	m.last[m.n%medianOf] = rtt
	m.n++
	sorted := m.last
	among := sorted[:min(m.n, medianOf)]
	slices.Sort(among)
	return among[len(among)/2]
}

// standingRounds is for how many rounds a queue must stand to be looked at.
const standingRounds = 10

const forever = time.Duration(1<<63 - 1)

// A standing keeps the shortest and the longest round trip of each of the last
// standingRounds rounds, of which the last is unfinished.
type standing struct {
	rounds [standingRounds]struct{ least, most time.Duration }
	n      int // how many of them are there
	at     int // the last
}

// next begins another round, unless nothing was measured in the last.
func (s *standing) next() {
	if s.n > 0 && s.rounds[s.at].least == forever {
		return
	}
	s.at = (s.at + 1) % standingRounds
	s.rounds[s.at].least, s.rounds[s.at].most = forever, 0
	s.n = min(s.n+1, standingRounds)
}

func (s *standing) add(rtt time.Duration) {
	if s.n == 0 {
		s.next()
	}
	r := &s.rounds[s.at]
	r.least, r.most = min(r.least, rtt), max(r.most, rtt)
}

// of returns the shortest and the longest round trip of the last so many
// rounds; false before there are as many.
func (s *standing) of(rounds int) (least, most time.Duration, ok bool) {
	least = forever
	for i := range min(rounds, s.n) {
		r := s.rounds[(s.at+standingRounds-i)%standingRounds]
		least, most = min(least, r.least), max(most, r.most)
	}
	return least, most, s.n >= rounds && least < forever
}

func (s *standing) reset() { s.n, s.at = 0, 0 }
