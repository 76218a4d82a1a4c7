package mem

import (
	"context"
	"fmt"
	"sync"

	"tandem/transport"
)

// window is how many messages an unread channel holds before Send blocks.
const window = 16

// A Conn is one end of a line within the process.
type Conn struct {
	peer *Conn
	line *line
	in   chan *offer
}

// line is what both ends share.
type line struct {
	mu   sync.Mutex
	err  error
	done chan struct{}
}

type offer struct {
	name string
	ch   *channel
}

var _ transport.Conn = (*Conn)(nil)

// Pair returns the two ends of a line that is never late and loses nothing.
func Pair() (a, b *Conn) {
	l := &line{done: make(chan struct{})}
	a = &Conn{line: l, in: make(chan *offer, 64)}
	b = &Conn{line: l, in: make(chan *offer, 64)}
	a.peer, b.peer = b, a
	return a, b
}

// Break ends the line as a network that goes away does: both ends get transport.ErrLost.
func (c *Conn) Break() { c.line.end(transport.ErrLost) }

// Close ends the line in good order.
func (c *Conn) Close() error {
	c.line.end(transport.ErrClosed)
	return nil
}

// Done is closed when the line has ended.
func (c *Conn) Done() <-chan struct{} { return c.line.done }

// Err tells why the line has ended.
func (c *Conn) Err() error { return c.line.why() }

func (l *line) end(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
		close(l.done)
	}
}

func (l *line) why() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// Open opens a channel.
func (c *Conn) Open(ctx context.Context, name string, m transport.Mode) (transport.Channel, error) {
	if len(name) == 0 || len(name) > transport.MaxName || m > transport.Latest {
		return nil, fmt.Errorf("transport/mem: open %q: bad name or mode", name)
	}
	if isDone(c.line.done) {
		return nil, fmt.Errorf("transport/mem: open %q: %w", name, c.line.why())
	}
	here, there := newPipe(), newPipe()
	mine := &channel{line: c.line, in: here, out: there, mode: m}
	theirs := &channel{line: c.line, in: there, out: here, mode: m}
	select {
	case <-c.line.done:
		return nil, fmt.Errorf("transport/mem: open %q: %w", name, c.line.why())
	case <-ctx.Done():
		return nil, ctx.Err()
	case c.peer.in <- &offer{name, theirs}:
		return mine, nil
	}
}

// Accept waits for the peer to open a channel.
func (c *Conn) Accept(ctx context.Context) (string, transport.Channel, error) {
	select {
	case o := <-c.in:
		return o.name, o.ch, nil
	case <-c.line.done:
		return "", nil, fmt.Errorf("transport/mem: accept: %w", c.line.why())
	case <-ctx.Done():
		return "", nil, ctx.Err()
	}
}

// pipe is one direction of a channel.
type pipe struct {
	msgs chan []byte
	once sync.Once
	done chan struct{} // closed, after err is set, when either side ends it
	err  error
}

func newPipe() *pipe { return &pipe{msgs: make(chan []byte, window), done: make(chan struct{})} }

func (p *pipe) end(err error) {
	p.once.Do(func() {
		p.err = err
		close(p.done)
	})
}

type channel struct {
	line *line
	in   *pipe
	out  *pipe
	mode transport.Mode
}

var _ transport.Refuser = (*channel)(nil)

func (c *channel) Send(ctx context.Context, msg []byte) error {
	limit := transport.MaxMessage
	if c.mode == transport.Latest {
		limit = transport.MaxLatest
	}
	if len(msg) > limit {
		return fmt.Errorf("transport/mem: send: %w: %d bytes", transport.ErrTooLarge, len(msg))
	}
	select { // an ended channel wins over a free place
	case <-c.out.done:
		return fmt.Errorf("transport/mem: send: %w", c.out.err)
	case <-c.line.done:
		return fmt.Errorf("transport/mem: send: %w", c.line.why())
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	own := append([]byte(nil), msg...)
	if c.mode == transport.Latest {
		c.replace(own)
		return nil
	}
	select {
	case c.out.msgs <- own:
		return nil
	case <-c.out.done:
		return fmt.Errorf("transport/mem: send: %w", c.out.err)
	case <-c.line.done:
		return fmt.Errorf("transport/mem: send: %w", c.line.why())
	case <-ctx.Done():
		return ctx.Err()
	}
}

// replace drops what was not read yet and queues msg.
func (c *channel) replace(msg []byte) {
	for {
		select {
		case <-c.out.msgs:
			continue
		default:
		}
		select {
		case c.out.msgs <- msg:
			return
		default:
		}
	}
}

func (c *channel) Recv(ctx context.Context) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	select { // what was sent comes before the end
	case m := <-c.in.msgs:
		return m, nil
	default:
	}
	select {
	case m := <-c.in.msgs:
		return m, nil
	case <-c.in.done:
		select {
		case m := <-c.in.msgs:
			return m, nil
		default:
			return nil, fmt.Errorf("transport/mem: receive: %w", c.in.err)
		}
	case <-c.line.done:
		return nil, fmt.Errorf("transport/mem: receive: %w", c.line.why())
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *channel) Close() error {
	c.out.end(transport.ErrClosed)
	c.in.end(transport.ErrClosed)
	return nil
}

func (c *channel) Refuse() error {
	c.out.end(transport.ErrRefused)
	c.in.end(transport.ErrRefused)
	return nil
}

func isDone(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
