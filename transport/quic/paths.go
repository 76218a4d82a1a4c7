package quic

import (
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// Paths is a net.PacketConn over several others, its paths. What it reads has
// an Addr that names the path it came by; what it writes goes by the path its
// Addr names. Use NewPaths.
type Paths struct {
	in   chan packet
	done chan struct{}
	wg   sync.WaitGroup
	free sync.Pool

	mu       sync.Mutex // guards all below
	paths    map[string]net.PacketConn
	first    net.Addr
	deadline chan struct{} // closed when the read deadline has passed
	timer    *time.Timer
	closed   bool
}

// Direct is the name of the path over this machine's own UDP socket.
const Direct = "direct"

// queued is how many packets wait to be read, over all paths; more are dropped, as a
// socket would.
const queued = 512

// maxPacket is the largest UDP payload that is read, in bytes.
const maxPacket = 1500

type packet struct {
	buf  *[maxPacket]byte
	n    int
	addr Addr
}

// An Addr is an address on one path.
type Addr struct {
	Path string
	net.Addr
}

// Network returns "udp": to QUIC all paths are alike.
func (a Addr) Network() string { return "udp" }

// String returns path and address.
func (a Addr) String() string { return a.Path + "/" + a.Addr.String() }

// NewPaths returns a Paths without any path.
func NewPaths() *Paths {
	p := &Paths{
		in: make(chan packet, queued), done: make(chan struct{}),
		paths: map[string]net.PacketConn{}, deadline: make(chan struct{}),
	}
	p.free.New = func() any { return new([maxPacket]byte) }
	return p
}

// Add adds a path, which belongs to p from now on, and reads from it until Close.
func (p *Paths) Add(name string, pc net.PacketConn) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return net.ErrClosed
	}
	if p.paths[name] != nil {
		return fmt.Errorf("transport/quic: path %q is there already", name)
	}
	p.paths[name] = pc
	if p.first == nil {
		p.first = pc.LocalAddr()
	}
	p.wg.Go(func() { p.read(name, pc) })
	return nil
}

func (p *Paths) read(name string, pc net.PacketConn) {
	for {
		buf := p.free.Get().(*[maxPacket]byte)
		n, from, err := pc.ReadFrom(buf[:])
		if err != nil {
			if isClosed(p.done) {
				return
			}
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				return
			}
			// A UDP socket reports an ICMP error of one peer and lives on; one
			// that is gone for good says so without end, so wait between.
			select {
			case <-p.done:
				return
			case <-time.After(time.Millisecond):
				continue
			}
		}
		select {
		case p.in <- packet{buf, n, Addr{name, from}}:
		case <-p.done:
			return
		default:
			p.free.Put(buf) // full: the newest is dropped, and QUIC slows down
		}
	}
}

// ReadFrom reads a packet of any path.
func (p *Paths) ReadFrom(b []byte) (int, net.Addr, error) {
	p.mu.Lock()
	deadline := p.deadline
	p.mu.Unlock()
	select {
	case k := <-p.in:
		n := copy(b, k.buf[:k.n])
		p.free.Put(k.buf)
		return n, k.addr, nil
	case <-p.done:
		return 0, nil, net.ErrClosed
	case <-deadline:
		return 0, nil, os.ErrDeadlineExceeded
	}
}

// WriteTo writes a packet by the path that addr, an Addr, names.
func (p *Paths) WriteTo(b []byte, addr net.Addr) (int, error) {
	a, ok := addr.(Addr)
	if !ok {
		return 0, fmt.Errorf("transport/quic: address %v names no path", addr)
	}
	p.mu.Lock()
	pc := p.paths[a.Path]
	p.mu.Unlock()
	if pc == nil {
		return 0, net.ErrClosed
	}
	n, err := pc.WriteTo(b, a.Addr)
	if err != nil && !isClosed(p.done) {
		return len(b), nil // lost like any packet; QUIC finds out by itself
	}
	return n, err
}

// Close closes all paths and waits until none is read any more.
func (p *Paths) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	close(p.done)
	var err error
	for _, pc := range p.paths {
		if e := pc.Close(); e != nil && err == nil {
			err = e
		}
	}
	p.mu.Unlock()
	p.wg.Wait()
	return err
}

// LocalAddr returns the address of the first path.
func (p *Paths) LocalAddr() net.Addr {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.first == nil {
		return Addr{Direct, &net.UDPAddr{}}
	}
	return Addr{Direct, p.first}
}

// SetReadDeadline makes ReadFrom fail from t on; the zero time means never.
func (p *Paths) SetReadDeadline(t time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
	if isClosed(p.deadline) {
		p.deadline = make(chan struct{})
	}
	ch := p.deadline
	switch d := time.Until(t); {
	case t.IsZero():
	case d <= 0:
		close(ch)
	default:
		p.timer = time.AfterFunc(d, func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.deadline == ch && !isClosed(ch) {
				close(ch)
			}
		})
	}
	return nil
}

// SetDeadline is SetReadDeadline: writes do not block.
func (p *Paths) SetDeadline(t time.Time) error { return p.SetReadDeadline(t) }

// SetWriteDeadline does nothing: writes do not block.
func (p *Paths) SetWriteDeadline(time.Time) error { return nil }

// SetReadBuffer does nothing: a path's socket was given its buffer when it was made.
func (p *Paths) SetReadBuffer(int) error { return nil }

// SetWriteBuffer does nothing, like SetReadBuffer.
func (p *Paths) SetWriteBuffer(int) error { return nil }

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
