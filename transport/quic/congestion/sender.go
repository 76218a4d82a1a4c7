package congestion

import (
	"sync/atomic"
	"time"
)

// Config says what is known of the line before anything is sent on it.
type Config struct {
	Packet int           // bytes of a full packet; 0: 1200
	Window int           // bytes that may be under way at first; 0: 32 packets
	RTT    time.Duration // the round trip as far as it is known; 0: 100 ms
}

// What an unknown line is taken for.
const (
	defaultPacket = 1200
	firstPackets  = 32
	defaultRTT    = 100 * time.Millisecond
)

// idleGap is how much later than it might have a packet goes when the
// application had nothing to send before.
const idleGap = 2 * time.Millisecond

// A Sender is the congestion control of one path. Its methods are called by one
// goroutine at a time, with times that do not go back. Use New.
type Sender struct {
	cfg      Config
	inFlight int // bytes sent, and neither acknowledged nor lost
	newest   int64
	now      time.Duration

	ring  ring
	pacer pacer
	model model
	batch batch
	phase phase
	loss  lossRound
	look  look
	rival rival

	window float64 // bytes that may be under way
	told   atomic.Int64
	tries  atomic.Int64

	open   bool // since opened a packet might have gone
	opened time.Duration
}

// A batch is the acknowledgement being read; it may be of many packets.
type batch struct {
	began  bool
	at     time.Duration
	newest packet
	bytes  int
	full   bool // the window was, before it
	rtt    time.Duration
	timed  bool // rtt is set
}

// New returns a Sender for a path on which nothing was sent.
func New(cfg Config) *Sender {
	if cfg.Packet <= 0 {
		cfg.Packet = defaultPacket
	}
	if cfg.Window <= 0 {
		cfg.Window = firstPackets * cfg.Packet
	}
	if cfg.RTT <= 0 {
		cfg.RTT = defaultRTT
	}
	s := &Sender{cfg: cfg, ring: newRing(), window: float64(cfg.Window)}
	s.model.rtt = cfg.RTT
	return s
}

// Sent records that a packet was sent. Numbers rise. inFlight is the bytes under
// way with this packet; counted tells whether it is one of them. One that is not,
// as it only acknowledges, takes nothing from the pace: else whoever receives much
// could not answer.
func (s *Sender) Sent(now time.Duration, number int64, bytes, inFlight int, counted bool) {
	s.settle()
	s.now = now
	if !counted {
		return
	}
	s.pacer.sent(now, bytes, s.Rate(), s.cfg.Packet)
	before := max(0, inFlight-bytes)
	if s.open && now-s.opened > idleGap {
		s.model.sampler.limit(before)
	}
	s.open = false
	p := packet{number: number, bytes: bytes, live: true, sentAt: now}
	s.model.sampler.sent(&p, before)
	s.ring.put(p, now-s.forgotten())
	s.inFlight, s.newest = inFlight, number
}

// forgotten is the age at which a packet is not expected to be heard of any more.
func (s *Sender) forgotten() time.Duration { return 10*s.model.rtt + time.Second }

// Timed records the round trip that the acknowledgement shows whose packets
// Acked and Lost are about to be called with, less the time the peer held it back.
func (s *Sender) Timed(rtt time.Duration) {
	s.settle()
	s.batch.rtt, s.batch.timed = max(rtt, time.Microsecond), true
}

// Acked records that a packet was acknowledged.
func (s *Sender) Acked(now time.Duration, number int64, bytes int) {
	if s.batch.began && s.batch.at != now {
		s.settle()
	}
	p, ok := s.ring.take(number)
	if !ok {
		return // of a time before this Sender
	}
	b := &s.batch
	if !b.began {
		b.began, b.at, b.newest, b.bytes = true, now, p, 0
		b.full = s.inFlight+burstPackets*s.cfg.Packet >= int(s.window)
	}
	if p.number > b.newest.number {
		b.newest = p
	}
	b.bytes += bytes
	s.inFlight = max(0, s.inFlight-bytes)
	s.model.sampler.acked(bytes, now)
}

// Lost records that a packet was declared lost.
func (s *Sender) Lost(now time.Duration, number int64, bytes int) {
	s.settle()
	s.now = now
	if _, ok := s.ring.take(number); !ok {
		return
	}
	s.inFlight = max(0, s.inFlight-bytes)
	crowded := s.model.crowded(s.cfg.Packet)
	s.loss.lost(bytes, crowded)
	if s.rival.there && crowded {
		s.rival.cubic.lost(number, s.newest)
	}
}

// CanSend reports whether the window has room for more than the bytes under way.
func (s *Sender) CanSend(inFlight int) bool {
	s.settle()
	s.inFlight = inFlight
	if float64(inFlight) >= s.window {
		s.open = false
		return false
	}
	return true
}

// Ready reports whether the pace allows a full packet now.
func (s *Sender) Ready(now time.Duration) bool {
	s.settle()
	s.expireLook(now)
	if s.pacer.budget(now, s.Rate(), s.cfg.Packet) < float64(s.cfg.Packet) {
		return false
	}
	if !s.open {
		s.open, s.opened = true, now
	}
	return true
}

// Next returns when the pace allows a full packet; false: at once.
func (s *Sender) Next() (time.Duration, bool) {
	s.settle()
	return s.pacer.next(s.Rate(), s.cfg.Packet)
}

// Resize sets how large a full packet is.
func (s *Sender) Resize(bytes int) { s.cfg.Packet = bytes }

// Window returns how many bytes may be under way.
func (s *Sender) Window() int {
	s.settle()
	return int(s.window)
}

// Delivers returns how many bytes a second the line is thought to deliver, at
// the least while little was ever sent. Any goroutine may ask.
func (s *Sender) Delivers() int { return int(s.told.Load()) }

// Tries returns how many bytes a second are worth sending of what can wait: more
// than Delivers says while that is searched for, or nobody would ever find more.
// Any goroutine may ask.
func (s *Sender) Tries() int { return int(s.tries.Load()) }

func (s *Sender) tell() {
	r, rtt := s.model.rate(), s.model.rtt.Seconds()
	tries := r
	switch {
	case s.rival.there:
		r = s.window / rtt
	case !s.phase.full:
		r, tries = max(r, float64(s.cfg.Window)/rtt), 2*r
	}
	s.told.Store(int64(r))
	s.tries.Store(int64(max(r, tries)))
}

// Starting reports whether the line's rate is still being searched for.
func (s *Sender) Starting() bool { return s.phase.name == startup }

// Competing reports whether a foreign flow is seen to fill the line's buffer.
func (s *Sender) Competing() bool { return s.rival.there }

// settle works through the acknowledgement that was read.
func (s *Sender) settle() {
	if !s.batch.began {
		return
	}
	b := s.batch
	s.batch = batch{}
	idle := b.at - s.now
	s.now = b.at
	s.loss.delivered += b.bytes
	if b.timed {
		s.model.timed(b.rtt, b.at)
		s.look.timed(b.rtt)
	}
	if s.model.sampled(&b.newest) {
		s.endRound()
	}
	s.advance()
	s.rival.acked(&b, s.cfg.Packet, idle, &s.model)
	s.setWindow(float64(b.bytes))
	s.tell()
}

// endRound does what is done once in a round trip.
func (s *Sender) endRound() {
	heavy, crowded := s.loss.end(s.cfg.Packet)
	s.phase.rounds++
	switch {
	case heavy:
		s.model.bound(heavyBound)
	case crowded && s.phase.full:
		s.model.bound(crowdedBound)
	}
	s.checkFull(heavy)
	if (heavy || crowded) && s.phase.name == up {
		s.enter(down)
	}
	s.mayLook(crowded)
	s.model.standing.next()
}
