package congestion

import (
	"fmt"
	"testing"
	"time"
)

func TestFillsTheLineWithoutAQueue(t *testing.T) {
	for _, mbit := range []int{1, 2, 8, 50, 500} {
		for _, rtt := range []int{2, 10, 60, 150, 400} {
			if mbit*rtt > 10_000 {
				continue // takes long, and tells nothing new
			}
			t.Run(fmt.Sprintf("%d Mbit/s %d ms", mbit, rtt), func(t *testing.T) {
				m := newSim(mbit, rtt)
				m.run(5 * time.Second)
				got := m.run(20 * time.Second)
				if got < 0.93*float64(mbit) {
					t.Errorf("%.2f Mbit/s; want at least 93 %%", got)
				}
				few := 10 * time.Duration(simPacket/m.rate*1e9)
				if worst := m.worst(); worst > 2*m.rtt+few+10*time.Millisecond {
					t.Errorf("round trips of up to %v on a line of %v", worst, m.rtt)
				}
				if m.s.Competing() {
					t.Error("competes alone on the line")
				}
			})
		}
	}
}

func TestRandomLossCostsLittle(t *testing.T) {
	for _, c := range []struct {
		loss  float64
		share float64 // of the line, at the least
	}{{0.01, 0.88}, {0.03, 0.8}, {0.15, 0.35}, {0.3, 0.05}} {
		m := newSim(8, 60)
		m.loss = c.loss
		m.run(5 * time.Second)
		if got := m.run(20 * time.Second); got < 8*c.share {
			t.Errorf("at %v loss %.2f Mbit/s of 8; want at least %.2f", c.loss, got, 8*c.share)
		}
	}
}

func TestFollowsTheRate(t *testing.T) {
	m := newSim(8, 60)
	m.run(10 * time.Second)
	m.rate /= 4
	m.run(3 * time.Second)
	if got := m.run(3 * time.Second); got < 1.7 {
		t.Errorf("%.2f Mbit/s of 2", got)
	}
	m.run(4 * time.Second)
	m.run(5 * time.Second)
	if worst := m.worst(); worst > 160*time.Millisecond {
		t.Errorf("ten seconds after the rate fell round trips are up to %v", worst)
	}
	m.rate *= 20
	m.run(6 * time.Second)
	if got := m.run(5 * time.Second); got < 35 {
		t.Errorf("six seconds after the rate rose %.2f Mbit/s of 40", got)
	}
}

func TestFollowsTheRoute(t *testing.T) {
	m := newSim(8, 40)
	m.run(10 * time.Second)
	m.rtt = 140 * time.Millisecond
	if got := m.run(20 * time.Second); got < 5.5 {
		t.Errorf("%.2f Mbit/s of 8 while the route got longer", got)
	}
	m.run(20 * time.Second)
	m.run(10 * time.Second)
	if worst := m.worst(); m.s.Competing() || worst > 2*m.rtt {
		t.Errorf("long after: competing %v, round trips up to %v", m.s.Competing(), worst)
	}
	m.rtt = 20 * time.Millisecond
	m.run(3 * time.Second)
	if got := m.run(3 * time.Second); got < 7.2 {
		t.Errorf("%.2f Mbit/s of 8 after the route got shorter", got)
	}
}

func TestNoBurstAfterIdling(t *testing.T) {
	m := newSim(50, 60)
	m.run(5 * time.Second)
	m.quiet = true
	m.run(20 * time.Second)
	m.quiet = false
	got := m.run(time.Second)
	if most := int(1.5 * m.rate * burstTime.Seconds()); m.most > most {
		t.Errorf("%d bytes at once; want at most %d", m.most, most)
	}
	if got < 40 {
		t.Errorf("%.1f Mbit/s in the second after idling; the line's 50 are forgotten", got)
	}
	if worst := m.worst(); worst > 2*m.rtt {
		t.Errorf("round trips of up to %v", worst)
	}
}

func TestLittleTrafficKeepsTheRate(t *testing.T) {
	m := newSim(8, 60)
	m.run(5 * time.Second)
	before := m.s.model.rate()
	for range 600 {
		m.quiet = true
		m.run(90 * time.Millisecond)
		m.quiet = false
		m.run(2 * time.Millisecond)
	}
	if after := m.s.model.rate(); after < 0.9*before {
		t.Errorf("a minute of little traffic took the rate from %.0f to %.0f", before, after)
	}
}

func TestLittleTrafficEndsNoSearch(t *testing.T) {
	m := newSim(8, 60)
	m.trickle(3 * time.Second)
	if !m.s.Starting() {
		t.Error("the rate is taken for found, while next to nothing was sent")
	}
	m.run(150 * time.Millisecond)
	if tries, known := m.s.Tries(), m.s.Delivers(); !m.s.Starting() || tries <= known {
		t.Errorf("tries %d bytes a second, with %d known: who sends no more finds no more", tries, known)
	}
	if got := m.run(time.Second); got < 6 {
		t.Errorf("%.2f Mbit/s of 8 in the first second", got)
	}
	if tries, known := m.s.Tries(), m.s.Delivers(); m.s.Starting() || tries != known {
		t.Errorf("tries %d bytes a second of a line that is known for %d", tries, known)
	}
}

func TestOvertakingPacketsMisleadNobody(t *testing.T) {
	m := newSim(8, 60)
	for range 2 {
		m.early = 0.1
		m.trickle(5 * time.Second)
		m.early = 0
		m.run(time.Second)
	}
	if got := m.run(1500 * time.Millisecond); got < 7.4 {
		t.Errorf("%.2f Mbit/s of 8", got)
	}
	if m.s.Competing() {
		t.Error("competes alone on the line")
	}
}

func TestBrokenLineComesBack(t *testing.T) {
	m := newSim(8, 60)
	m.run(5 * time.Second)
	m.loss = 1
	m.run(3 * time.Second)
	m.loss = 0
	m.run(time.Second)
	if got := m.run(3 * time.Second); got < 7 {
		t.Errorf("%.2f Mbit/s of 8 a second after the line came back", got)
	}
}

func TestStrangePacketsAreIgnored(t *testing.T) {
	s := New(Config{})
	s.Acked(1, 5, 1200)
	s.Lost(1, 6, 1200)
	s.Timed(0)
	s.Sent(2, 7, 1200, 1200, true)
	s.Sent(2, 8, 40, 1200, false)
	s.Acked(3, 7, 1200)
	s.Acked(3, 7, 1200)
	s.Sent(4, 1<<40, 1200, 1200, true) // a peer cannot make it, and it must not cost memory
	if n := len(s.ring.slots); n > mostSlots {
		t.Errorf("%d slots", n)
	}
	if s.Window() < leastPackets*defaultPacket || s.Rate() <= 0 {
		t.Errorf("window %d, rate %v", s.Window(), s.Rate())
	}
}

func TestRingForgetsTheOldest(t *testing.T) {
	r := newRing()
	for n := range int64(3 * mostSlots) {
		r.put(packet{number: n, live: true}, -1)
	}
	if len(r.slots) != mostSlots {
		t.Errorf("%d slots; want %d", len(r.slots), mostSlots)
	}
	if _, ok := r.take(3*mostSlots - 1); !ok {
		t.Error("the newest is gone")
	}
	if _, ok := r.take(5); ok {
		t.Error("the oldest is still there")
	}
	r = newRing()
	for n := range int64(10 * firstSlots) {
		r.put(packet{number: n * 2, live: true}, 0)
		if _, ok := r.take(n * 2); !ok {
			t.Fatal("gone")
		}
	}
	if len(r.slots) != firstSlots {
		t.Errorf("%d slots though one packet was under way", len(r.slots))
	}
}

// step sends one packet and has one acknowledged, as in the middle of a transfer.
func step(s *Sender, n int64) {
	now := time.Duration(n) * time.Millisecond
	s.Timed(60 * time.Millisecond)
	s.Acked(now, n-60, simPacket)
	if s.CanSend(59 * simPacket) {
		_ = s.Ready(now)
	}
	s.Sent(now, n, simPacket, 60*simPacket, true)
	_, _ = s.Next()
}

func warm() (*Sender, int64) {
	s := New(Config{Packet: simPacket})
	n := int64(0)
	for range 5000 {
		n++
		step(s, n)
	}
	return s, n
}

func TestNoAllocations(t *testing.T) {
	s, n := warm()
	if got := testing.AllocsPerRun(10_000, func() { n++; step(s, n) }); got != 0 {
		t.Errorf("%v allocations for a packet; want 0", got)
	}
}

// BenchmarkPacket is the cost of sending one packet and of its acknowledgement.
func BenchmarkPacket(b *testing.B) {
	s, n := warm()
	b.ReportAllocs()
	for b.Loop() {
		n++
		step(s, n)
	}
}

// TestAnswersWhileItReceives is about a side that receives much and says little,
// as a viewer does: what it says is not to wait for what it acknowledges.
func TestAnswersWhileItReceives(t *testing.T) {
	s := New(Config{RTT: 60 * time.Millisecond})
	now, number := time.Second, int64(0)
	for i := range 100 { // many times: all it receives acknowledged, then an answer
		for range 30 {
			number++
			s.Sent(now, number, 40, 0, false)
			now += 2 * time.Millisecond
		}
		if !s.Ready(now) {
			at, _ := s.Next()
			t.Fatalf("answer %d has to wait for %v", i, at-now)
		}
		number++
		s.Sent(now, number, 40, 40, true)
		now += 60 * time.Millisecond
		s.Timed(60 * time.Millisecond)
		s.Acked(now, number, 40)
		s.CanSend(0)
		now += 300 * time.Millisecond
	}
}
