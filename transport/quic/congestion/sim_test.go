package congestion

import (
	"math/rand/v2"
	"slices"
	"time"
)

// A sim is a line with a Sender at its near end. All fields but the first four
// may be left out.
type sim struct {
	s     *Sender
	rate  float64 // bytes a second
	rtt   time.Duration
	queue time.Duration // the longest wait before a packet is dropped
	loss  float64
	early float64 // the share of packets that overtake all, and take half the route
	quiet bool    // the application has nothing to send

	rnd      *rand.Rand
	now      time.Duration
	free     time.Duration // when the line has sent all it was given
	next     int64
	inFlight int
	under    []under // under way, oldest first

	delivered int
	rtts      []time.Duration
	most      int // bytes sent at one moment
}

type under struct {
	number int64
	sent   time.Duration
	acked  time.Duration // when that is heard; lost if it is 0
}

const simPacket = 1200

// start is not 0, because times may be anything.
const start = -time.Hour

func newSim(mbit, rtt int) *sim {
	return &sim{
		s: New(Config{Packet: simPacket}), rate: float64(mbit) * 125_000,
		rtt: time.Duration(rtt) * time.Millisecond, queue: 200 * time.Millisecond,
		rnd: rand.New(rand.NewPCG(1, 2)), now: start, free: start,
	}
}

// run lets d go by and returns the goodput in Mbit/s.
func (m *sim) run(d time.Duration) float64 {
	m.delivered, m.rtts, m.most = 0, m.rtts[:0], 0
	for end := m.now + d; m.now < end; {
		wake := min(m.send(), end)
		if i := m.first(); i >= 0 {
			wake = min(wake, m.under[i].acked)
		} else if n := len(m.under); n > 0 {
			wake = min(wake, m.under[n-1].sent+m.patience())
		}
		m.now = max(m.now, wake)
		m.hear()
	}
	return float64(m.delivered) * 8 / 1e6 / d.Seconds()
}

// trickle lets d go by with little to send, ten times a second.
func (m *sim) trickle(d time.Duration) {
	for range d / (100 * time.Millisecond) {
		m.quiet = false
		m.run(time.Millisecond)
		m.quiet = true
		m.run(99 * time.Millisecond)
	}
	m.quiet = false
}

// send sends what may be sent and returns when to try again.
func (m *sim) send() time.Duration {
	burst := 0
	defer func() { m.most = max(m.most, burst) }()
	for {
		if !m.s.CanSend(m.inFlight) {
			return m.now + time.Second
		}
		if !m.s.Ready(m.now) {
			t, wait := m.s.Next()
			if !wait {
				panic("neither ready nor waiting")
			}
			return t
		}
		if m.quiet {
			return m.now + time.Millisecond
		}
		burst += simPacket
		m.inFlight += simPacket
		m.s.Sent(m.now, m.next, simPacket, m.inFlight, true)
		u := under{number: m.next, sent: m.now}
		m.free = max(m.free, m.now)
		if m.free-m.now <= m.queue && m.rnd.Float64() >= m.loss {
			m.free += time.Duration(simPacket / m.rate * 1e9)
			u.acked = m.free + m.rtt
			if m.early > 0 && m.rnd.Float64() < m.early {
				u.acked = m.now + m.rtt/2
			}
		}
		m.under = append(m.under, u)
		m.next++
	}
}

// first returns the place of the acknowledgement that is heard next; -1: none.
func (m *sim) first() int {
	best := -1
	for i, u := range m.under {
		if u.acked != 0 && (best < 0 || u.acked < m.under[best].acked) {
			best = i
		}
		if best >= 0 && i > best+4 {
			break
		}
	}
	return best
}

// hear tells the Sender what is acknowledged now, and with it what is lost.
func (m *sim) hear() {
	i := m.first()
	if n := len(m.under); i < 0 && n > 0 && m.now >= m.under[n-1].sent+m.patience() {
		m.lose(m.next)
	}
	if i < 0 || m.under[i].acked > m.now {
		return
	}
	u := m.under[i]
	m.s.Timed(m.now - u.sent)
	m.rtts = append(m.rtts, m.now-u.sent)
	i -= m.lose(u.number - 2)
	m.inFlight -= simPacket
	m.delivered += simPacket
	m.s.Acked(m.now, u.number, simPacket)
	m.under = slices.Delete(m.under, i, i+1)
}

// lose declares the packets before number lost, and returns how many there were.
func (m *sim) lose(number int64) (n int) {
	for ; len(m.under) > 0 && m.under[0].number < number; n++ {
		m.inFlight -= simPacket
		m.s.Lost(m.now, m.under[0].number, simPacket)
		m.under = m.under[1:]
	}
	return n
}

// patience is when a line from which nothing is heard is given up.
func (m *sim) patience() time.Duration { return 3 * (m.rtt + m.queue) }

// worst returns the round trip that all but 1 % of those heard of kept under.
func (m *sim) worst() time.Duration {
	slices.Sort(m.rtts)
	return m.rtts[len(m.rtts)*99/100]
}
