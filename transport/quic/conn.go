package quic

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/plug"

	"tandem/transport"
	"tandem/transport/quic/congestion"
)

// maxChannels is how many channels a peer may have open at once.
const maxChannels = 128

// headTimeout is how long a peer may take to say what a channel is.
const headTimeout = 5 * time.Second

// A Conn is a line to one peer whose certificate was checked. It is a transport.Conn.
type Conn struct {
	qc   *quic.Conn
	cfg  Config
	peer transport.Fingerprint

	control plug.Installed
	sender  atomic.Pointer[congestion.Sender] // nil: the stock one

	once sync.Once // starts the reader of datagrams

	mu     sync.Mutex // guards latest
	latest map[quic.StreamID]*latest
}

var (
	_ transport.Conn  = (*Conn)(nil)
	_ transport.Meter = (*Conn)(nil)
)

func newConn(qc *quic.Conn, cfg Config) (*Conn, error) {
	fp, err := transport.PeerFingerprint(qc.ConnectionState().TLS)
	if err != nil {
		return nil, err
	}
	c := &Conn{qc: qc, cfg: cfg, peer: fp, latest: map[quic.StreamID]*latest{}}
	if !cfg.Stock {
		c.control = control(qc, c.newSender, cfg.Log)
	}
	return c, nil
}

// Peer returns the fingerprint of the peer's certificate.
func (c *Conn) Peer() transport.Fingerprint { return c.peer }

// Done is closed when the line has ended, for whatever reason.
func (c *Conn) Done() <-chan struct{} { return c.qc.Context().Done() }

// Err tells why the line has ended: transport.ErrClosed or transport.ErrLost,
// wrapped, or nil while it is up.
func (c *Conn) Err() error {
	if c.qc.Context().Err() == nil {
		return nil
	}
	return wrap(context.Cause(c.qc.Context()))
}

// Stats tell how well a line does.
type Stats = transport.Stats

// Stats returns the figures of now.
func (c *Conn) Stats() Stats {
	s := c.qc.ConnectionStats()
	rate, tries := 0, 0
	if s := c.sender.Load(); s != nil {
		rate, tries = s.Delivers(), s.Tries()
	}
	return Stats{
		Rate: rate, Tries: tries, RTT: s.SmoothedRTT, MinRTT: s.MinRTT, SentBytes: s.BytesSent, LostPackets: s.PacketsLost,
		SentPackets: s.PacketsSent, Remote: c.qc.RemoteAddr().String(),
	}
}

// Alive reports whether anything is heard of the peer within d, for when there
// is reason to doubt it; at least two keep-alives fit in three seconds.
func (c *Conn) Alive(ctx context.Context, d time.Duration) bool {
	before := c.qc.ConnectionStats().PacketsReceived
	select {
	case <-time.After(d):
	case <-c.Done():
		return false
	case <-ctx.Done():
	}
	return c.qc.ConnectionStats().PacketsReceived > before
}

// Drop ends the line at once, as lost.
func (c *Conn) Drop() { _ = c.qc.CloseWithError(codeProtocol, "") }

// Open opens a channel.
func (c *Conn) Open(ctx context.Context, name string, m transport.Mode) (transport.Channel, error) {
	if len(name) == 0 || len(name) > transport.MaxName || m > transport.Latest {
		return nil, fmt.Errorf("transport/quic: open %q: bad name or mode", name)
	}
	s, err := c.qc.OpenStreamSync(ctx)
	if err != nil {
		return nil, fmt.Errorf("transport/quic: open %q: %w", name, wrapCtx(ctx, err))
	}
	head := append([]byte{byte(m)}, transport.AppendFrame(nil, []byte(name))...)
	ch := c.channel(s, name, m)
	if _, err := s.Write(head); err != nil {
		return nil, fmt.Errorf("transport/quic: open %q: %w", name, wrap(err))
	}
	return ch, nil
}

// Accept waits for the peer to open a channel. A stream whose head is late or
// makes no sense is reset, and the next one waited for.
func (c *Conn) Accept(ctx context.Context) (string, transport.Channel, error) {
	for {
		s, err := c.qc.AcceptStream(ctx)
		if err != nil {
			return "", nil, fmt.Errorf("transport/quic: accept: %w", wrapCtx(ctx, err))
		}
		name, m, err := readHead(s)
		if err != nil {
			c.cfg.Log.WarnContext(ctx, "channel turned away", "err", err)
			reset(s, codeProtocol)
			continue
		}
		return name, c.channel(s, name, m), nil
	}
}

func readHead(s *quic.Stream) (string, transport.Mode, error) {
	_ = s.SetReadDeadline(time.Now().Add(headTimeout)) // fails on a stream that is gone only
	defer func() { _ = s.SetReadDeadline(time.Time{}) }()
	var mode [1]byte
	if _, err := io.ReadFull(s, mode[:]); err != nil {
		return "", 0, err
	}
	name, err := (&transport.Framer{R: s}).Next(transport.MaxName)
	if err != nil {
		return "", 0, err
	}
	if len(name) == 0 || !utf8.Valid(name) || mode[0] > byte(transport.Latest) {
		return "", 0, fmt.Errorf("name %q, mode %d", name, mode[0])
	}
	return string(name), transport.Mode(mode[0]), nil
}

func (c *Conn) channel(s *quic.Stream, name string, m transport.Mode) transport.Channel {
	if c.cfg.Urgency != nil {
		s.SetPriority(int8(c.cfg.Urgency(name)), false)
	}
	if m == transport.Ordered {
		return &ordered{c: c, s: s, in: transport.Framer{R: s}}
	}
	l := &latest{c: c, s: s, news: make(chan struct{}, 1), due: make(chan struct{}, 1), end: make(chan struct{})}
	c.mu.Lock()
	c.latest[s.StreamID()] = l
	c.mu.Unlock()
	c.once.Do(func() { go c.datagrams() }) // ends with the line
	go l.watch()                           // ends with the stream
	go l.pump()                            // likewise
	return l
}

// datagrams hands arriving datagrams to their channels until the line ends.
func (c *Conn) datagrams() {
	for {
		b, err := c.qc.ReceiveDatagram(c.qc.Context())
		if err != nil {
			return
		}
		id, n := binary.Uvarint(b)
		if n <= 0 {
			continue
		}
		seq, k := binary.Uvarint(b[n:])
		if k <= 0 {
			continue
		}
		c.mu.Lock()
		l := c.latest[quic.StreamID(id)]
		c.mu.Unlock()
		if l != nil { // else it has ended, or its stream is still on the way
			l.put(seq, b[n+k:])
		}
	}
}

// Close ends the line in good order.
func (c *Conn) Close() error {
	return c.qc.CloseWithError(codeClosed, "")
}

func reset(s *quic.Stream, code quic.StreamErrorCode) {
	s.CancelRead(code)
	s.CancelWrite(code)
}

func wrapCtx(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return wrap(err)
}

// wrap gives err the transport package's error that callers test for.
func wrap(err error) error {
	var app *quic.ApplicationError
	var stream *quic.StreamError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		return transport.ErrClosed
	case errors.As(err, &stream) && stream.ErrorCode == codeRefused:
		return transport.ErrRefused
	case errors.As(err, &stream) && stream.ErrorCode == codeClosed:
		return transport.ErrClosed
	case errors.As(err, &app) && (app.ErrorCode == codeClosed || app.ErrorCode == codeSuperseded):
		return fmt.Errorf("%w: %w", transport.ErrClosed, err)
	}
	return fmt.Errorf("%w: %w", transport.ErrLost, err)
}
