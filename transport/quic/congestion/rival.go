package congestion

import "time"

// A rival is a foreign flow that fills the line's buffer, and the window with
// which to hold one's own beside it.
type rival struct {
	there bool
	cubic cubic
	age   time.Duration // how long to believe in it
	left  time.Duration // when it was last seen to be gone
	was   bool          // left is set
}

// A foreign flow that was seen to be gone for less than memory is back as soon
// as a queue stands for returnRounds: its queue may just have been empty.
const (
	memory       = 15 * time.Second
	returnRounds = 3
)

// rivalAge is how long a foreign flow is believed in without a look,
// rivalAgeMost how long one that came back after the last.
const (
	rivalAge     = 5 * time.Second
	rivalAgeMost = 10 * time.Second
)

// begin takes up the competition with a window of so many packets, which soon
// grows to half of what the line holds; or where it was left a moment ago.
func (r *rival) begin(packets, half float64, now time.Duration, newest int64) {
	r.there = true
	if r.knows(now) {
		r.age = rivalAgeMost
		return
	}
	r.age = rivalAge
	r.cubic.begin(packets, max(packets, half), newest)
}

func (r *rival) leave(now time.Duration) {
	if r.there {
		r.there, r.was, r.left = false, true, now
	}
}

func (r *rival) knows(now time.Duration) bool { return r.was && now-r.left < memory }

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
