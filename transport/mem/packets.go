// Package mem is a line within one process: for tests and for what runs on both
// ends of one machine.
//
// Packets returns two net.PacketConns joined by a link of a given rate, delay
// and loss, on which QUIC runs as on a network; Pair returns two
// transport.Conns joined directly. Both work under testing/synctest: they use
// no socket, and only timers to wait.
package mem

import (
	"math/rand/v2"
	"net"
	"os"
	"sync"
	"time"
)

// A Link says how packets travel, alike in both directions. The zero value
// loses nothing and takes no time.
type Link struct {
	Rate  int           // bytes a second; 0: no limit
	Delay time.Duration // one way
	Loss  float64       // share of packets lost, 0 to 1
	Queue time.Duration // longest wait for the rate before a packet is dropped; 0: 200 ms
	Seed  uint64        // of the losses
}

// A Port is one end of a link: a net.PacketConn.
type Port struct {
	link Link
	addr *net.UDPAddr
	peer *Port
	done chan struct{}
	in   chan []byte

	mu       sync.Mutex // guards what follows
	rnd      *rand.Rand
	free     time.Time // when the line has sent all it was given
	cut      bool
	closed   bool
	deadline chan struct{}
	timer    *time.Timer
}

var _ net.PacketConn = (*Port)(nil)

// Packets returns the two ends of a link.
func Packets(l Link) (a, b *Port) {
	if l.Queue == 0 {
		l.Queue = 200 * time.Millisecond
	}
	port := func(last byte) *Port {
		return &Port{
			link: l, addr: &net.UDPAddr{IP: net.IPv4(192, 0, 2, last), Port: 4433},
			done: make(chan struct{}), in: make(chan []byte, 4096), deadline: make(chan struct{}),
			rnd: rand.New(rand.NewPCG(l.Seed, uint64(last))),
		}
	}
	a, b = port(1), port(2)
	a.peer, b.peer = b, a
	return a, b
}

// Cut loses all packets of both directions from now on, or no longer.
func (p *Port) Cut(cut bool) {
	for _, q := range []*Port{p, p.peer} {
		q.mu.Lock()
		q.cut = cut
		q.mu.Unlock()
	}
}

// WriteTo sends a packet to the other end, whatever addr says.
func (p *Port) WriteTo(b []byte, _ net.Addr) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return 0, net.ErrClosed
	}
	now := time.Now()
	if p.free.Before(now) {
		p.free = now
	}
	if p.cut || p.free.Sub(now) > p.link.Queue || p.rnd.Float64() < p.link.Loss {
		return len(b), nil
	}
	if p.link.Rate > 0 {
		p.free = p.free.Add(time.Duration(len(b)) * time.Second / time.Duration(p.link.Rate))
	}
	msg, peer := append([]byte(nil), b...), p.peer
	if wait := p.free.Add(p.link.Delay).Sub(now); wait > 0 {
		time.AfterFunc(wait, func() { peer.put(msg) })
	} else {
		peer.put(msg)
	}
	return len(b), nil
}

func (p *Port) put(msg []byte) {
	select {
	case p.in <- msg:
	default: // nobody reads: the socket is full
	}
}

// ReadFrom returns the next packet from the other end.
func (p *Port) ReadFrom(b []byte) (int, net.Addr, error) {
	p.mu.Lock()
	deadline := p.deadline
	p.mu.Unlock()
	select {
	case msg := <-p.in:
		return copy(b, msg), p.peer.addr, nil
	case <-p.done:
		return 0, nil, net.ErrClosed
	case <-deadline:
		return 0, nil, os.ErrDeadlineExceeded
	}
}

// SetReadDeadline makes ReadFrom fail from t on; the zero time means never.
func (p *Port) SetReadDeadline(t time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
	}
	ch := make(chan struct{})
	p.deadline = ch
	if !t.IsZero() {
		p.timer = time.AfterFunc(time.Until(t), func() { close(ch) })
	}
	return nil
}

// SetDeadline is SetReadDeadline: writes do not block.
func (p *Port) SetDeadline(t time.Time) error { return p.SetReadDeadline(t) }

// SetWriteDeadline does nothing: writes do not block.
func (p *Port) SetWriteDeadline(time.Time) error { return nil }

// LocalAddr returns this end's address.
func (p *Port) LocalAddr() net.Addr { return p.addr }

// Close ends this end; what is on its way to the other arrives.
func (p *Port) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return net.ErrClosed
	}
	p.closed = true
	close(p.done)
	return nil
}
