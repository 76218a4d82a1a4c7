package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// replyTimeout is how long a reply may take. It is generous, since any client
// may grab the server for a while.
const replyTimeout = 20 * time.Second

// ErrBadReply is returned for a reply that is shorter than its request promises.
var ErrBadReply = errors.New("capture/x11: bad reply")

// A Seq numbers a request, for its reply to be asked for.
type Seq uint16

// A Conn is one connection to a display server, used by one goroutine.
type Conn struct {
	// Screen is the screen that the display's name stands for, as it was when
	// the connection was made.
	Screen Screen

	line   line
	err    error  // the first failure of the line, which is final
	seq    Seq    // of the last request
	out    []byte // requests not yet written
	in     []byte // received: in[r:w] is unread
	r, w   int
	drop   int    // bytes to come that nobody wants; then nothing is unread
	body   []byte // the last reply
	head   [headSize]byte
	events queue
	ids    ids
}

// A line carries the bytes to and from a server.
type line interface {
	io.ReadWriteCloser
	SetReadDeadline(time.Time) error
}

// Send adds a request: its major opcode, the byte after it, and the words that
// follow the header. It is written by the next Flush, Reply or Event.
func (c *Conn) Send(opcode, data byte, words ...uint32) Seq {
	return c.SendBytes(opcode, data, nil, words...)
}

// SendBytes is Send with bytes after the words, which it pads.
func (c *Conn) SendBytes(opcode, data byte, tail []byte, words ...uint32) Seq {
	size := 1 + len(words) + (len(tail)+3)/4
	c.out = append(c.out, opcode, data, byte(size), byte(size>>8))
	for _, w := range words {
		c.out = binary.LittleEndian.AppendUint32(c.out, w)
	}
	c.out = append(c.out, tail...)
	for i := len(tail); i%4 != 0; i++ {
		c.out = append(c.out, 0)
	}
	c.seq++
	return c.seq
}

// Flush writes the requests gathered so far.
func (c *Conn) Flush() error {
	if c.err != nil || len(c.out) == 0 {
		return c.err
	}
	_, err := c.line.Write(c.out)
	c.out = c.out[:0]
	return c.fail(err)
}

// Reply waits for the reply to the request seq, which it returns whole, valid
// until the next call. Replies must be waited for in the order of their
// requests. The error is an *Error when the server refused the request.
func (c *Conn) Reply(seq Seq) (Reply, error) {
	size, err := c.await(seq)
	if err != nil {
		return nil, err
	}
	if size > cap(c.body) {
		c.body = make([]byte, size)
	}
	c.body = c.body[:size]
	if err := c.read(c.body); err != nil {
		return nil, err
	}
	return c.body, nil
}

// ReplyInto waits as Reply does, but puts what follows the reply's first 32
// bytes into dst, of which it must fill at least the whole.
func (c *Conn) ReplyInto(seq Seq, dst []byte) error {
	size, err := c.await(seq)
	if err != nil {
		return err
	}
	if err := c.read(c.head[:]); err != nil {
		return err
	}
	n := min(size-headSize, len(dst))
	if err := c.read(dst[:n]); err != nil {
		return err
	}
	c.skip(size - headSize - n)
	if n < len(dst) {
		return fmt.Errorf("%w: %d bytes, want %d", ErrBadReply, n, len(dst))
	}
	return nil
}

// Check waits until the server has done the request seq, which has no reply.
func (c *Conn) Check(seq Seq) error {
	const getInputFocus = 43
	last := c.Send(getInputFocus, 0)
	refused := c.refusal(seq, last)
	if refused != nil {
		if _, err := c.Reply(last); err != nil {
			return err
		}
	}
	return refused
}

// Event waits until the given moment for something to happen and returns it,
// or nil when the moment has come. It is valid until the next call.
func (c *Conn) Event(until time.Time) (*Event, error) {
	if e := c.events.pop(); e != nil {
		return e, nil
	}
	if err := c.Flush(); err != nil {
		return nil, err
	}
	if err := c.line.SetReadDeadline(until); err != nil {
		return nil, c.fail(err)
	}
	return c.event()
}

// Queued returns an event that has been received already, or nil.
func (c *Conn) Queued() *Event {
	for {
		if e := c.events.pop(); e != nil || !c.holdsEvent() {
			return e
		}
		c.events.push((*Event)(c.in[c.r : c.r+headSize]))
		c.r += headSize
	}
}

// holdsEvent reports whether an event of 32 bytes is the next of what was received.
func (c *Conn) holdsEvent() bool {
	if c.w-c.r < headSize {
		return false
	}
	kind := c.in[c.r]
	return kind != kindError && kind != kindReply && kind&^0x80 != kindGeneric
}

// Close ends the connection; the server frees what it held.
func (c *Conn) Close() error {
	if c.err == nil {
		_ = c.Flush() // the server frees everything whether or not it arrives
	}
	c.err = net.ErrClosed
	return c.line.Close()
}

func (c *Conn) fail(err error) error {
	if err == nil || c.err != nil {
		return c.err
	}
	c.err = fmt.Errorf("capture/x11: connection lost: %w", err)
	return c.err
}
