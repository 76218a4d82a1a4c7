package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"
	"golang.org/x/sync/errgroup"

	"tandem/transport"
)

// A Feature is one thing that two machines do over a channel of its name.
type Feature interface {
	// Name is the channel's name.
	Name() string
	// Needs is the permission without which this machine refuses the channel.
	Needs() Permission
	// Serve runs the feature on a channel that the peer opened, until ctx
	// ends, which it does as soon as the permission is taken back, or the
	// channel does. The channel is closed when Serve has returned.
	Serve(ctx context.Context, ch transport.Channel) error
}

// A Successive feature serves one channel at a time, the one that came last.
type Successive interface {
	Feature
	// Succeed is called for every channel, in the order in which they come, and
	// returns what is then called, at once with others', in the place of Serve.
	// It does not block.
	Succeed(ctx context.Context, ch transport.Channel) (serve func() error)
}

// A Role is a person's part in a session.
type Role uint8

// The roles.
const (
	Technician Role = 1
	Customer   Role = 2
)

// A Person is one who takes part.
type Person struct {
	Name   string
	Role   Role
	System string // their computer's operating system, runtime.GOOS
}

// channelName is the session's own channel.
const channelName = "session"

// Timeouts of a session.
const (
	helloTimeout   = 10 * time.Second
	sendTimeout    = 10 * time.Second // for a peer that stops reading
	goodbyeTimeout = time.Second
)

// Errors that a session ends with; all others mean that the peer broke the protocol.
var (
	// ErrEnded means that the peer ended the session.
	ErrEnded = errors.New("session: ended by the peer")
	// ErrDismissed is the ErrEnded of a session that goes on for others.
	ErrDismissed = fmt.Errorf("%w, for this side alone", ErrEnded)
	// ErrVersion means that the peer speaks another version.
	ErrVersion = errors.New("session: the peer speaks another version")
)

// Config says what a session is made of.
type Config struct {
	Conn transport.Conn
	// Self is this machine's person. A Customer's side opens the channel "session".
	Self Person
	// Colleague means that the peer is a technician, as Self is: nothing is
	// asked or granted between the two. Opens is set on the side that opens the
	// channel "session" then.
	Colleague, Opens bool
	// PeerName is the peer's name as the site has verified it; it is shown in
	// place of what the peer calls itself. Empty: the peer's own word counts.
	PeerName string
	Features []Feature
	// Guard decides which features the peer may use; nil: those that need no permission.
	Guard Guard
	// Decider answers requests and Allowed tells what is granted; a customer's side needs both.
	Decider Decider
	Allowed *Value[Grants]
	Log     *slog.Logger // nil: silent
}

// A Phase is how far a session is.
type Phase uint8

// The phases.
const (
	Greeting Phase = iota
	Active
	Over
)

// A State is what both sides show of a session.
type State struct {
	Phase  Phase
	Peer   Person
	Grants Grants // as the customer's side has told
	// Asked is the technician's latest request of each permission.
	Asked map[Permission]Asked
	Err   error // why the session is over: ErrEnded, ErrDismissed, nil for Session.End, or what broke
}

// Asked is how a request stands.
type Asked struct {
	ID      uint64
	Outcome Outcome
	At      time.Time // when it was asked, or answered
}

// A Session is one side of a session. Use New.
type Session struct {
	cfg     Config
	state   Value[State]
	ending  chan struct{}
	endOnce sync.Once
	reason  uint8 // of the goodbye; set before ending is closed
	out     chan *message

	mu      sync.Mutex                    // guards what follows
	decides map[uint64]context.CancelFunc // a customer's open requests
	nextID  uint64                        // of a technician's requests
}

// outQueue is how many messages of the channel "session" may wait.
const outQueue = 32

// New returns a session over cfg.Conn that has not begun.
func New(cfg Config) *Session {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Allowed == nil {
		cfg.Allowed = new(Value[Grants])
	}
	return &Session{
		cfg: cfg, ending: make(chan struct{}), out: make(chan *message, outQueue),
		decides: map[uint64]context.CancelFunc{},
	}
}

// State is what to show of the session.
func (s *Session) State() *Value[State] { return &s.state }

// Run greets the peer and runs the session until it is over. It returns nil
// after End, ErrEnded or ErrDismissed when the peer ended it, else what went wrong. When it
// returns, every feature has returned and the line is closed.
func (s *Session) Run(ctx context.Context) error {
	err := s.run(ctx)
	_ = s.cfg.Conn.Close() // it is over either way
	if ctx.Err() != nil && !errors.Is(err, ErrEnded) {
		err = ctx.Err()
	}
	s.state.Update(func(st State) State {
		st.Phase, st.Err = Over, err
		st.Grants = Grants{Missing: st.Grants.Missing}
		return st
	})
	return err
}

// errOver stops the group after End.
var errOver = errors.New("session: over")

func (s *Session) run(ctx context.Context) error {
	own, err := s.greet(ctx)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.read(ctx, own) })
	g.Go(func() error { return s.write(ctx, own) })
	g.Go(func() error { return s.accept(ctx) })
	if s.cfg.Self.Role == Customer {
		g.Go(func() error { return s.tellGrants(ctx) })
	}
	err = g.Wait()
	select {
	case <-s.ending: // the peer hangs up as soon as it has heard of it
		return nil
	default:
		return err
	}
}

// End ends the session for both. It may be called more than once.
func (s *Session) End() { s.endOnce.Do(func() { close(s.ending) }) }

// Dismiss is End, and tells the peer that the session goes on for others.
func (s *Session) Dismiss() {
	s.endOnce.Do(func() {
		s.reason = endedForYou
		close(s.ending)
	})
}

// Open opens a channel to the peer's feature of this name.
func (s *Session) Open(ctx context.Context, name string, m transport.Mode) (transport.Channel, error) {
	return s.cfg.Conn.Open(ctx, name, m)
}

// greet sets up the channel "session" and exchanges hellos on it.
func (s *Session) greet(ctx context.Context) (transport.Channel, error) {
	ctx, cancel := context.WithTimeout(ctx, helloTimeout)
	defer cancel()
	own, err := s.ownChannel(ctx)
	if err != nil {
		return nil, fmt.Errorf("session: greet: %w", err)
	}
	features := map[string]uint64{}
	for _, f := range s.cfg.Features {
		features[f.Name()] = 1
	}
	mine := &hello{Protocol: Protocol, Features: features, Name: s.cfg.Self.Name, Role: uint8(s.cfg.Self.Role), System: s.cfg.Self.System}
	if err := send(ctx, own, &message{Hello: mine}); err != nil {
		return nil, fmt.Errorf("session: greet: %w", err)
	}
	b, err := own.Recv(ctx)
	if err != nil {
		return nil, fmt.Errorf("session: greet: %w", err)
	}
	m, err := parse(b)
	switch {
	case err != nil:
		return nil, err
	case m.Hello == nil:
		return nil, fmt.Errorf("%w: no hello", ErrMessage)
	case m.Hello.Protocol != Protocol:
		return nil, fmt.Errorf("%w: %d, here %d", ErrVersion, m.Hello.Protocol, Protocol)
	case Role(m.Hello.Role) != s.peerRole():
		return nil, fmt.Errorf("%w: role %d", ErrMessage, m.Hello.Role)
	}
	name := m.Hello.Name
	if s.cfg.PeerName != "" {
		name = s.cfg.PeerName
	}
	s.state.Update(func(st State) State {
		st.Phase = Active
		st.Peer = Person{name, Role(m.Hello.Role), m.Hello.System}
		return st
	})
	return own, nil
}

// peerRole is the role that the peer must have.
func (s *Session) peerRole() Role {
	if s.cfg.Self.Role == Customer || s.cfg.Colleague {
		return Technician
	}
	return Customer
}

func (s *Session) ownChannel(ctx context.Context) (transport.Channel, error) {
	if s.cfg.Self.Role == Customer || s.cfg.Opens {
		return s.cfg.Conn.Open(ctx, channelName, transport.Ordered)
	}
	name, ch, err := s.cfg.Conn.Accept(ctx)
	if err == nil && name != channelName {
		err = fmt.Errorf("%w: channel %q before the session's", ErrMessage, name)
	}
	return ch, err
}

// read handles the peer's messages.
func (s *Session) read(ctx context.Context, own transport.Channel) error {
	ctx, cancel := context.WithCancel(ctx)
	var deciders errgroup.Group
	defer func() { _ = deciders.Wait() }() // they return no errors
	defer cancel()
	for {
		b, err := own.Recv(ctx)
		if err != nil {
			return err
		}
		m, err := parse(b)
		if err != nil {
			return err
		}
		if m.End != nil {
			return m.End.err()
		}
		switch {
		case s.cfg.Colleague && *m != message{}:
			err = fmt.Errorf("%w: between technicians", ErrMessage)
		case s.cfg.Self.Role == Customer:
			err = s.fromTechnician(ctx, &deciders, m)
		default:
			err = s.fromCustomer(m)
		}
		if err != nil {
			return err
		}
	}
}

// write sends what is queued, and says goodbye at the end.
func (s *Session) write(ctx context.Context, own transport.Channel) error {
	for {
		select {
		case m := <-s.out:
			short, cancel := context.WithTimeout(ctx, sendTimeout)
			err := send(short, own, m)
			cancel()
			if err != nil {
				return err
			}
		case <-s.ending:
			s.sayGoodbye(ctx, own, s.reason)
			return errOver
		case <-ctx.Done():
			if errors.Is(context.Cause(ctx), context.Canceled) {
				// The program stops: the peer should not have to guess.
				s.sayGoodbye(context.WithoutCancel(ctx), own, endedForAll)
			}
			return ctx.Err()
		}
	}
}

// sayGoodbye tells the peer that the session is over and gives it a moment to
// hear it: closing a line at once would overtake the message.
func (s *Session) sayGoodbye(ctx context.Context, own transport.Channel, reason uint8) {
	ctx, cancel := context.WithTimeout(ctx, goodbyeTimeout)
	defer cancel()
	if send(ctx, own, &message{End: &end{reason}}) != nil {
		return // it will find out by itself
	}
	if d, ok := s.cfg.Conn.(interface{ Done() <-chan struct{} }); ok {
		select {
		case <-d.Done():
		case <-ctx.Done():
		}
	}
}

func send(ctx context.Context, ch transport.Channel, m *message) error {
	b, err := cbor.Marshal(m)
	if err != nil {
		return fmt.Errorf("session: encode: %w", err)
	}
	return ch.Send(ctx, b)
}

// queue hands m to the writer. A peer that reads so slowly that the queue is
// full loses the session, not this machine its memory.
func (s *Session) queue(m *message) error {
	select {
	case s.out <- m:
		return nil
	default:
		return fmt.Errorf("session: the peer does not read: %w", transport.ErrLost)
	}
}
