package congestion

import "time"

// A rateSampler measures how fast packets are delivered
// (draft-ietf-ccwg-bbr, section 4.1.2).
type rateSampler struct {
	delivered   int64 // bytes ever acknowledged
	deliveredAt time.Duration
	firstSentAt time.Duration // of the packets that the next sample is about
	limitedTo   int64         // samples are limited by the application until this is delivered
	limited     bool
}

// A rateSample is what the acknowledgement of one packet tells.
type rateSample struct {
	rate    float64 // bytes a second; 0: none
	limited bool
	prior   int64 // delivered when the packet was sent
}

// sent notes the state in p as it is sent, with inFlight bytes before it.
func (r *rateSampler) sent(p *packet, inFlight int) {
	if inFlight == 0 {
		r.firstSentAt, r.deliveredAt = p.sentAt, p.sentAt
	}
	p.firstSentAt, p.deliveredAt, p.delivered, p.limited = r.firstSentAt, r.deliveredAt, r.delivered, r.limited
}

// limit marks what is sent until all under way, inFlight bytes, is delivered.
func (r *rateSampler) limit(inFlight int) {
	r.limited = true
	r.limitedTo = r.delivered + int64(inFlight)
}

func (r *rateSampler) acked(bytes int, now time.Duration) {
	r.delivered += int64(bytes)
	r.deliveredAt = now
	if r.limited && r.delivered > r.limitedTo {
		r.limited = false
	}
}

// sample returns the rate that p, the newest of the packets just acknowledged, shows.
func (r *rateSampler) sample(p *packet) rateSample {
	r.firstSentAt = p.sentAt
	s := rateSample{limited: p.limited, prior: p.delivered}
	took := max(p.sentAt-p.firstSentAt, r.deliveredAt-p.deliveredAt)
	if took > 0 {
		s.rate = float64(r.delivered-p.delivered) / took.Seconds()
	}
	return s
}
