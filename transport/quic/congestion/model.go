package congestion

import "time"

// A model is what is known of the line.
type model struct {
	sampler  rateSampler
	rates    rateFilter
	recent   float64 // the largest full sample of the last round
	current  float64 // likewise, of this round so far
	high     float64 // the largest rate of the last minute or so: it sinks slowly
	bounded  float64 // by heavy losses: the rate is no more than this; 0: not bounded
	limited  bool    // the sample that ended the last round was, by the application
	round    int64
	roundEnd int64 // the round ends when a packet is acknowledged that was sent after this was delivered

	rtt      time.Duration // smoothed
	latest   time.Duration
	usual    median
	least    time.Duration // the shortest round trip; 0: none was measured
	leastAt  time.Duration // when it was last seen
	standing standing
	peak     time.Duration // the longest round trip of the last minute or so: it sinks slowly
}

// peakRounds is over how many rounds the longest round trip and the highest rate are forgotten.
const peakRounds = 200

// near is how much longer a round trip may be, as a share, and still pass for the shortest.
const near = 16

// The least share of the model's rate that is left by heavy losses, and by
// those for want of room.
const (
	heavyBound   = 0.5
	crowdedBound = 0.7
)

func (m *model) timed(rtt, now time.Duration) {
	if m.least == 0 {
		m.rtt = rtt
	} else {
		m.rtt += (rtt - m.rtt) / 8
	}
	if usual := m.usual.add(rtt); m.usual.n <= medianLeast || usual < m.least {
		m.least = usual
	}
	if rtt <= m.least+m.least/near {
		m.leastAt = now
	}
	m.standing.add(rtt)
	m.latest = rtt
	m.peak = max(rtt, m.peak)
}

// crowded reports whether the queue is about as long as it gets, so that a
// packet may have been lost for want of room.
func (m *model) crowded(packet int) bool {
	return m.peak > m.least+m.margin(packet) && m.latest > m.least+(m.peak-m.least)*7/10
}

// sampled takes the sample of the newest packet acknowledged; true when it ends a round.
func (m *model) sampled(p *packet) bool {
	s := m.sampler.sample(p)
	ends := s.prior >= m.roundEnd
	if ends {
		m.round++
		m.roundEnd, m.limited = m.sampler.delivered, s.limited
		m.peak -= (m.peak - m.rtt) / peakRounds
		m.high -= m.high / peakRounds
		if m.current > 0 {
			m.recent, m.current = m.current, 0
		}
	}
	if !s.limited || s.rate >= m.rates.best() {
		m.rates.add(s.rate, m.round, s.limited)
		m.current, m.high = max(m.current, s.rate), max(m.high, s.rate)
	}
	return ends
}

// rate returns what the line delivers, in bytes a second; 0 when nothing is known.
func (m *model) rate() float64 {
	r := m.rates.best()
	if m.bounded > 0 {
		return min(r, m.bounded)
	}
	return r
}

// bound keeps the rate down to what arrives, but not under a share of the model's.
func (m *model) bound(share float64) {
	m.bounded = max(m.recent, share*m.rates.best())
}

// product returns the bytes that fill the line without a queue.
func (m *model) product() float64 { return m.rate() * m.least.Seconds() }

// margin is how much longer than the shortest round trip one must be to show a queue.
func (m *model) margin(packet int) time.Duration {
	d := max(leastMargin, m.least/4)
	if r := max(m.recent, m.rates.best()); r > 0 {
		d += time.Duration(burstPackets * float64(packet) / r * 1e9)
	}
	return d
}

// leastMargin is more than timers and radios add to a round trip by themselves.
const leastMargin = 10 * time.Millisecond
