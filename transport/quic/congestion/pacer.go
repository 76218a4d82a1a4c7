package congestion

import "time"

// burstTime is how much may go at once, as time at the pace: a few late timers' worth.
const burstTime = 8 * time.Millisecond

// burstPackets may always go at once, and mostBurst packets never: quic-go
// lets no more than 256 wait to be read at the other end.
const (
	burstPackets = 3
	mostBurst    = 100
)

// leastWait is the shortest wait that is worth a timer.
const leastWait = time.Millisecond

// A pacer is a token bucket.
type pacer struct {
	started bool
	tokens  float64 // bytes, at the time at
	at      time.Duration
}

func (p *pacer) budget(now time.Duration, rate float64, packet int) float64 {
	most := min(max(float64(burstPackets*packet), rate*burstTime.Seconds()), float64(mostBurst*packet))
	if !p.started {
		return most
	}
	return min(most, p.tokens+rate*max(0, now-p.at).Seconds())
}

func (p *pacer) sent(now time.Duration, bytes int, rate float64, packet int) {
	left := p.budget(now, rate, packet) - float64(bytes)
	p.tokens = max(left, -float64(burstPackets*packet)) // what goes unasked, such as probes, is owed in part
	p.at, p.started = now, true
}

// next returns when a packet may go; false: at once.
func (p *pacer) next(rate float64, packet int) (time.Duration, bool) {
	short := float64(packet) - p.tokens
	if !p.started || short <= 0 {
		return 0, false
	}
	wait := time.Duration(short/rate*1e9) + 1
	return p.at + max(leastWait, wait), true
}
