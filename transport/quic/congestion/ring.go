package congestion

import "time"

// packet is what is remembered of a packet under way; delivered, deliveredAt and
// firstSentAt are the rateSampler's state when it was sent.
type packet struct {
	number      int64
	bytes       int
	live        bool
	limited     bool // by the application
	sentAt      time.Duration
	delivered   int64
	deliveredAt time.Duration
	firstSentAt time.Duration
}

// A ring remembers the packets under way by their numbers, which rise.
type ring struct {
	slots  []packet // length a power of two; number n is in slot n mod length
	oldest int64    // no packet before this one is live
	next   int64    // one more than the newest
}

// The ring begins with firstSlots and never has more than mostSlots, which is
// more than quic-go lets be outstanding.
const (
	firstSlots = 256
	mostSlots  = 1 << 15
)

func newRing() ring { return ring{slots: make([]packet, firstSlots)} }

func (r *ring) slot(number int64) *packet { return &r.slots[number&int64(len(r.slots)-1)] }

// put adds a packet, whose number is above all before. Packets sent before stale
// make room for it first, then the oldest.
func (r *ring) put(p packet, stale time.Duration) {
	if r.next == 0 || p.number-r.oldest >= mostSlots {
		r.oldest = max(r.oldest, p.number-mostSlots+1)
	}
	for r.oldest < p.number {
		if s := r.slot(r.oldest); s.live && s.number == r.oldest && s.sentAt >= stale {
			break
		}
		r.oldest++
	}
	for p.number-r.oldest >= int64(len(r.slots)) {
		r.grow()
	}
	*r.slot(p.number) = p
	r.next = p.number + 1
}

func (r *ring) grow() {
	old := r.slots
	r.slots = make([]packet, 2*len(old))
	for _, p := range old {
		if p.live && p.number >= r.oldest {
			*r.slot(p.number) = p
		}
	}
}

// take returns the packet and forgets it; false when it is not known.
func (r *ring) take(number int64) (packet, bool) {
	if number < r.oldest || number >= r.next {
		return packet{}, false
	}
	p := r.slot(number)
	if !p.live || p.number != number {
		return packet{}, false
	}
	p.live = false
	return *p, true
}
