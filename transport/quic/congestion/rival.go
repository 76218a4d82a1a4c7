package congestion

import "time"

// A rival is a foreign flow that fills the line's buffer, and the window with
// which to hold one's own beside it.
type rival struct {
	there bool
	cubic cubic
	left  time.Duration // when it was last seen to be gone
	was   bool          // left is set
}

// A foreign flow that was seen to be gone for less than memory is back as soon
// as a queue stands for returnRounds: its queue may just have been empty.
const (
	memory       = 15 * time.Second
	returnRounds = 3
)

func (r *rival) leave(now time.Duration) {
	if r.there {
		r.there, r.was, r.left = false, true, now
	}
}

func (r *rival) knows(now time.Duration) bool { return r.was && now-r.left < memory }

// begin takes up the competition with this many packets.
func (r *rival) begin(packets float64, now time.Duration, newest int64) {
	r.there = true
	r.cubic.begin(packets, now, newest)
}

// acked lets the window grow if it was full, having last grown idle ago.
func (r *rival) acked(b *batch, packet int, idle time.Duration, m *model) {
	switch {
	case !r.there:
	case b.full:
		r.cubic.acked(float64(b.bytes)/float64(packet), b.at, m.rtt)
	default:
		r.cubic.idle(idle)
	}
}
