package wire

import (
	"encoding/binary"
	"fmt"
	"time"
)

// headSize is the size of an event, an error and a reply's fixed part.
const headSize = 32

// The first byte of what a server sends: X11 protocol, section 8.
const (
	kindError   = 0
	kindReply   = 1
	kindGeneric = 35 // an event longer than 32 bytes
)

// A Reply is a server's answer with its header, so that offsets are those of
// the protocol's documents.
type Reply []byte

// U16 is the unsigned field at an offset, zero where the reply is too short.
func (r Reply) U16(at int) int {
	if at+2 > len(r) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r[at:]))
}

// I16 is the signed field at an offset, zero where the reply is too short.
func (r Reply) I16(at int) int { return int(int16(r.U16(at))) }

// U32 is the unsigned field at an offset, zero where the reply is too short.
func (r Reply) U32(at int) uint32 {
	if at+4 > len(r) {
		return 0
	}
	return binary.LittleEndian.Uint32(r[at:])
}

// An Event tells something that happened.
type Event [headSize]byte

// Code is the event's number without the mark of events sent by clients.
func (e *Event) Code() byte { return e[0] & 0x7f }

// Before reports whether the event happened before the server did the request
// seq, one of the last 32,768.
func (e *Event) Before(seq Seq) bool { return int16(Seq(e.U16(2))-seq) < 0 }

// U16 is the unsigned field at an offset.
func (e *Event) U16(at int) int { return int(binary.LittleEndian.Uint16(e[at:])) }

// I16 is the signed field at an offset.
func (e *Event) I16(at int) int { return int(int16(e.U16(at))) }

// U32 is the unsigned field at an offset.
func (e *Event) U32(at int) uint32 { return binary.LittleEndian.Uint32(e[at:]) }

// An Error is a server's refusal of one request.
type Error struct {
	Code  byte   // X11 protocol, section 4, or the extension's first error and up
	Value uint32 // the bad resource or value
	Minor int
	Major byte
}

func (e *Error) Error() string {
	return fmt.Sprintf("capture/x11: server refused request %d.%d: error %d, value %#x", e.Major, e.Minor, e.Code, e.Value)
}

// Pair puts two 16-bit fields into one word of a request.
func Pair(first, second int) uint32 { return uint32(uint16(first)) | uint32(uint16(second))<<16 }

// await reads up to the reply to seq and returns its whole size. The reply
// itself is still to be read.
func (c *Conn) await(seq Seq) (int, error) {
	if err := c.ready(); err != nil {
		return 0, err
	}
	for {
		if err := c.fill(headSize); err != nil {
			return 0, c.fail(err)
		}
		head := Reply(c.in[c.r : c.r+headSize])
		if head[0] == kindReply && Seq(head.U16(2)) == seq {
			return headSize + 4*int(head.U32(4)), nil
		}
		number := Seq(head.U16(2))
		if refused := c.message(); refused != nil && number == seq {
			return 0, refused
		}
	}
}

// refusal reads up to, and without a refusal including, the reply to last and
// returns the error of request seq, if there was one.
func (c *Conn) refusal(seq, last Seq) error {
	if err := c.ready(); err != nil {
		return err
	}
	for {
		if err := c.fill(headSize); err != nil {
			return c.fail(err)
		}
		head := Reply(c.in[c.r : c.r+headSize])
		kind, number := head[0], Seq(head.U16(2))
		refused := c.message()
		switch {
		case kind == kindError && number == seq:
			return refused
		case kind == kindReply && number == last:
			return nil
		}
	}
}

func (c *Conn) ready() error {
	if err := c.Flush(); err != nil {
		return err
	}
	return c.fail(c.line.SetReadDeadline(time.Now().Add(replyTimeout)))
}

// message takes the next message, of which at least the head has been
// received: it queues an event, returns an error of a request, and drops a
// reply that nobody waits for any more.
func (c *Conn) message() *Error {
	head := Reply(c.in[c.r : c.r+headSize])
	switch head[0] {
	case kindError:
		e := &Error{Code: head[1], Value: head.U32(4), Minor: head.U16(8), Major: head[10]}
		c.skip(headSize)
		return e
	case kindReply, kindGeneric, kindGeneric | 0x80:
		if head[0] != kindReply {
			c.events.push((*Event)(head))
		}
		c.skip(headSize + 4*int(head.U32(4)))
	default:
		c.events.push((*Event)(head))
		c.skip(headSize)
	}
	return nil
}

// fill receives until n bytes are unread. It goes on where it was when the line's
// deadline came.
func (c *Conn) fill(n int) error {
	for c.drop > 0 {
		got, err := c.line.Read(c.in[:min(c.drop, len(c.in))])
		c.drop -= got
		if err != nil && c.drop > 0 {
			return err
		}
	}
	if c.w-c.r >= n {
		return nil
	}
	copy(c.in, c.in[c.r:c.w])
	c.w -= c.r
	c.r = 0
	for c.w < n {
		got, err := c.line.Read(c.in[c.w:])
		c.w += got
		if err != nil && c.w < n {
			return err
		}
	}
	return nil
}

// read fills dst, directly from the line where it is not received yet.
func (c *Conn) read(dst []byte) error {
	n := copy(dst, c.in[c.r:c.w])
	c.r += n
	for n < len(dst) {
		got, err := c.line.Read(dst[n:])
		n += got
		if err != nil && n < len(dst) {
			return c.fail(err)
		}
	}
	return nil
}

// skip drops n bytes, those that have not come yet as soon as they do.
func (c *Conn) skip(n int) {
	here := min(n, c.w-c.r)
	c.r += here
	c.drop += n - here
}
