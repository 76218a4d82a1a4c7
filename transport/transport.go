// Package transport carries messages between two machines.
//
// A Conn is a line to one peer; on it either side opens named channels, which
// the other side accepts or refuses. quic is the real one, end to end and
// encrypted; mem is a simulated line for tests; link is a machine's line to
// its site. transporttest is the conformance test of the Conns.
package transport

import (
	"context"
	"errors"
	"time"
)

// Errors that callers test for. A Conn or Channel wraps them.
var (
	// ErrClosed means that this side or the peer closed the channel or the
	// line in good order.
	ErrClosed = errors.New("transport: closed")
	// ErrRefused means that the peer does not accept the channel.
	ErrRefused = errors.New("transport: channel refused")
	// ErrLost means that the line broke: the peer crashed, the network went
	// away, or the peer broke the protocol.
	ErrLost = errors.New("transport: line lost")
	// ErrTooLarge means that a message is larger than the channel carries.
	ErrTooLarge = errors.New("transport: message too large")
)

// MaxMessage is the largest message of an Ordered channel, MaxLatest that of a
// Latest one, in bytes.
const (
	MaxMessage = 8 << 20
	MaxLatest  = 1000
)

// MaxName is the longest name of a channel, in bytes.
const MaxName = 64

// A Mode says how a channel treats its messages.
type Mode uint8

const (
	// Ordered delivers every message, in order.
	Ordered Mode = iota
	// Latest may drop messages, never delivers an older one after a newer
	// one, and never waits: for places and levels, of which only the newest counts.
	Latest
)

// A Conn is a line to one peer. Its methods may be called from many goroutines.
type Conn interface {
	// Open opens a channel. It does not wait for the peer: a refusal shows as
	// ErrRefused from the channel's Send or Recv.
	Open(ctx context.Context, name string, m Mode) (Channel, error)
	// Accept waits for the peer to open a channel. The name was checked to be
	// valid UTF-8 of at most MaxName bytes, and nothing more.
	Accept(ctx context.Context) (name string, c Channel, err error)
	// Close ends the line and all its channels in good order: the peer gets ErrClosed.
	Close() error
}

// A Channel carries messages both ways. One goroutine may Send while another
// receives; Close may be called from anywhere.
type Channel interface {
	// Send sends msg, blocking while the line is full. msg may be reused when
	// it returns. When ctx ends before all is sent the channel is broken.
	Send(ctx context.Context, msg []byte) error
	// Recv returns the next message, valid until the next Recv.
	Recv(ctx context.Context) ([]byte, error)
	// Close ends the channel: the peer's Recv gets what was sent, then ErrClosed.
	Close() error
}

// Refuser is a Channel that was accepted from the peer and can be turned down.
type Refuser interface {
	// Refuse ends the channel so that the peer gets ErrRefused.
	Refuse() error
}

// A Meter is a Channel, or a Conn, that knows how well its line does.
type Meter interface {
	Stats() Stats
}

// Stats tell how well a line does. Zero means not known.
type Stats struct {
	Rate        int           // bytes a second that it carries, from what was sent
	Tries       int           // the same of what can wait: more while Rate is searched for
	RTT         time.Duration // smoothed
	MinRTT      time.Duration
	SentBytes   uint64
	LostPackets uint64
	SentPackets uint64
	Remote      string // path and address of the peer
}
