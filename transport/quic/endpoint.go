package quic

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/plug"

	"tandem/transport"
)

// Config is what an Endpoint needs.
type Config struct {
	Identity *transport.Identity
	// Urgency returns a channel's urgency by its name, 0 (first) to 7. Nil
	// means that all are alike.
	Urgency func(name string) uint8
	Log     *slog.Logger // nil: silent
	// Stock keeps quic-go's own congestion control, for comparison.
	Stock bool
}

// An Endpoint is one machine's end of end-to-end sessions. Use NewEndpoint.
type Endpoint struct {
	cfg   Config
	paths *Paths
	tr    *quic.Transport

	mu       sync.Mutex // guards what follows
	expected map[transport.Fingerprint]bool
	listener *quic.Listener
}

// Timeouts of a line. A peer that has not been heard of for idleTimeout is gone.
const (
	idleTimeout      = 10 * time.Second
	keepAlive        = 2 * time.Second
	handshakeTimeout = 10 * time.Second
	dialStagger      = 100 * time.Millisecond
)

// Application error codes of QUIC connections and streams.
const (
	codeClosed     = 0
	codeSuperseded = 1
	codeRefused    = 2
	codeProtocol   = 3
)

// socketBuffer is asked of the system for each direction, in bytes.
const socketBuffer = 4 << 20

// NewEndpoint returns an endpoint over a UDP socket of this machine, on any port.
func NewEndpoint(cfg Config) (*Endpoint, error) {
	pc, err := net.ListenUDP("udp", &net.UDPAddr{})
	if err != nil {
		return nil, fmt.Errorf("transport/quic: %w", err)
	}
	_ = pc.SetReadBuffer(socketBuffer)  // less than asked for is slower, no error
	_ = pc.SetWriteBuffer(socketBuffer) // likewise
	return NewEndpointOver(cfg, pc)
}

// NewEndpointOver returns an endpoint whose direct path is pc, which belongs to
// it from now on.
func NewEndpointOver(cfg Config, pc net.PacketConn) (*Endpoint, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	paths := NewPaths()
	if err := paths.Add(Direct, pc); err != nil {
		return nil, err
	}
	return &Endpoint{
		cfg: cfg, paths: paths, tr: &quic.Transport{Conn: paths},
		expected: map[transport.Fingerprint]bool{},
	}, nil
}

// Candidates returns the addresses at which other machines may reach this one
// directly, "ip:port", the likelier first, at most limit.
func (e *Endpoint) Candidates(limit int) []string {
	local, ok := e.paths.LocalAddr().(Addr).Addr.(*net.UDPAddr)
	if !ok {
		return []string{e.paths.LocalAddr().(Addr).Addr.String()}
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		e.cfg.Log.Warn("no addresses of this machine", "err", err)
	}
	var global, rest []string
	for _, a := range addrs {
		n, ok := a.(*net.IPNet)
		if !ok {
			continue
		}
		ip, ok := netip.AddrFromSlice(n.IP)
		if !ok || ip.IsLinkLocalUnicast() || ip.IsMulticast() {
			continue
		}
		s := netip.AddrPortFrom(ip.Unmap(), uint16(local.Port)).String()
		if ip.IsLoopback() {
			rest = append(rest, s)
		} else {
			global = append(global, s)
		}
	}
	all := append(global, rest...)
	return all[:min(len(all), limit)]
}

// Expect lets the peer with this certificate in, as often as it comes, until Forget.
func (e *Endpoint) Expect(peer transport.Fingerprint) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.expected[peer] = true
}

// Forget undoes Expect. A line that is up stays up.
func (e *Endpoint) Forget(peer transport.Fingerprint) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.expected, peer)
}

func (e *Endpoint) expects(peer transport.Fingerprint) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.expected[peer]
}

// Listen makes the endpoint answer expected peers; Accept calls it if need be.
func (e *Endpoint) Listen() error {
	_, err := e.listen()
	return err
}

func (e *Endpoint) listen() (*quic.Listener, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.listener != nil {
		return e.listener, nil
	}
	l, err := e.tr.Listen(e.cfg.Identity.TLS(e.expects), quicConfig(e.cfg))
	if err != nil {
		return nil, fmt.Errorf("transport/quic: listen: %w", err)
	}
	e.listener = l
	return l, nil
}

// Accept waits for an expected peer to finish its handshake.
func (e *Endpoint) Accept(ctx context.Context) (*Conn, error) {
	l, err := e.listen()
	if err != nil {
		return nil, err
	}
	for {
		qc, err := l.Accept(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, fmt.Errorf("transport/quic: accept: %w: %w", transport.ErrClosed, err)
		}
		c, err := newConn(qc, e.cfg)
		if err != nil {
			e.cfg.Log.WarnContext(ctx, "peer turned away", "err", err)
			_ = qc.CloseWithError(codeProtocol, "") // it is being turned away anyhow
			continue
		}
		return c, nil
	}
}

// Dial connects to the peer with this certificate at one of its candidates. It
// returns transport.ErrStranger, wrapped, when somebody else answered, else the
// first candidate's error when none could be reached.
func (e *Endpoint) Dial(ctx context.Context, peer transport.Fingerprint, candidates []string) (*Conn, error) {
	if len(candidates) == 0 {
		return nil, errors.New("transport/quic: dial: no candidates")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		qc  *quic.Conn
		err error
	}
	results := make(chan result)
	for i, c := range candidates {
		go func() {
			qc, err := e.dialOne(ctx, peer, c, time.Duration(i)*dialStagger)
			results <- result{qc, err}
		}()
	}
	var won *quic.Conn
	var failed error
	for range candidates { // all of them, so that no goroutine outlives Dial
		switch r := <-results; {
		case r.err == nil && won == nil:
			won = r.qc
			cancel()
		case r.err == nil:
			_ = r.qc.CloseWithError(codeSuperseded, "") // the race is over
		case failed == nil || errors.Is(r.err, transport.ErrStranger):
			failed = r.err
		}
	}
	if won == nil {
		return nil, fmt.Errorf("transport/quic: dial: %w", failed)
	}
	return newConn(won, e.cfg)
}

func (e *Endpoint) dialOne(ctx context.Context, peer transport.Fingerprint, candidate string, wait time.Duration) (*quic.Conn, error) {
	select {
	case <-time.After(wait):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ap, err := netip.ParseAddrPort(candidate)
	if err != nil {
		return nil, err
	}
	addr := Addr{Direct, net.UDPAddrFromAddrPort(ap)}
	return e.tr.Dial(ctx, addr, e.cfg.Identity.TLS(func(fp transport.Fingerprint) bool { return fp == peer }), quicConfig(e.cfg))
}

// Close ends all lines of the endpoint without a word; close those in good order first.
func (e *Endpoint) Close() error {
	err := e.tr.Close()
	if e := e.paths.Close(); err == nil {
		err = e
	}
	return err
}

func quicConfig(cfg Config) *quic.Config {
	qc := &quic.Config{
		HandshakeIdleTimeout:           handshakeTimeout,
		MaxIdleTimeout:                 idleTimeout,
		KeepAlivePeriod:                keepAlive,
		EnableDatagrams:                true,
		InitialPacketSize:              1200,
		InitialStreamReceiveWindow:     1 << 20,
		MaxStreamReceiveWindow:         16 << 20,
		InitialConnectionReceiveWindow: 2 << 20,
		MaxConnectionReceiveWindow:     32 << 20,
		MaxIncomingStreams:             maxChannels,
		MaxIncomingUniStreams:          -1, // none are used
	}
	if !cfg.Stock {
		qc.Tracer = plug.Tracer
	}
	return qc
}
