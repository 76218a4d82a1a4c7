package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/control"
	"tandem/app/session/screen"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// A Phase is how far a session is.
type Phase uint8

// The phases.
const (
	Waiting    Phase = iota // for the customer to come with the number
	Connecting              // the customer has come; the machines reach for each other
	Active
	Over
)

// A Departure is how the customer went.
type Departure uint8

// The departures.
const (
	NotGone Departure = iota
	CustomerLeft
	CustomerLost        // the line broke, or the customer's program did
	CustomerUnreachable // the machines never reached each other
)

// A SessionState is what is shown of a session.
type SessionState struct {
	Phase    Phase
	Customer session.Person // the name is the customer's own word
	Address  string         // the customer's, as the site sees it
	Joined   time.Time      // when the customer was in; zero before
	Gone     Departure      // how the last customer went, while none is in
	Doubt    bool           // the site says that the customer's program is gone
	Expired  bool           // nobody came with the number in time
	Grants   session.Grants
	Asked    map[session.Permission]session.Asked
	Next     bool  // control is to be asked for as soon as the view is granted
	Failed   error // the customer's machine spoke nonsense or another version
}

// A Session is one customer being helped.
type Session struct {
	ID      string
	Number  string // nine digits
	Page    string // the address to read out
	Expires time.Time
	Started time.Time

	desk   *Desk
	log    *slog.Logger
	end    *quic.Endpoint
	offer  link.Offer
	chat   *chat.Chat
	viewer *screen.Viewer
	keys   *control.Technician
	state  session.Value[SessionState]

	ending  chan struct{}
	endOnce sync.Once

	mu          sync.Mutex // guards what follows
	live        *session.Session
	conn        *quic.Conn
	participant string // of the customer who has knocked last
	wantControl bool   // control is to be asked for as soon as the view is granted
}

// unreachable is how long a customer who has knocked may take to connect.
const unreachable = 25 * time.Second

// doubt is how long a line may be silent once the site says that the customer is gone.
const doubt = 3 * time.Second

func newSession(d *Desk, st *link.Started) (*Session, error) {
	id, err := transport.NewIdentity()
	if err != nil {
		return nil, err
	}
	log := d.cfg.Log.With("session", st.Session)
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency, Log: log})
	if err != nil {
		return nil, err
	}
	if err := end.Listen(); err != nil {
		_ = end.Close() // it never came up
		return nil, err
	}
	fp := id.Fingerprint()
	var j chat.Journal
	if d.cfg.Journal != nil {
		j = d.cfg.Journal(st.Session, st.Number)
	}
	account := d.state.Get().Account
	return &Session{
		ID: st.Session, Number: st.Number, Page: st.Page, Expires: st.Expires, Started: time.Now(),
		desk: d, log: log, end: end,
		offer:  link.Offer{Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates)},
		chat:   chat.New(chat.Config{Me: account, Journal: j}),
		viewer: screen.NewViewer(d.cfg.Decoder, log),
		keys:   control.NewTechnician(),
		ending: make(chan struct{}),
	}, nil
}

// State is what is shown of the session.
func (s *Session) State() *session.Value[SessionState] { return &s.state }

// Chat is what is written to and by the customer.
func (s *Session) Chat() *chat.Chat { return s.chat }

// Viewer holds the picture of the customer's display.
func (s *Session) Viewer() *screen.Viewer { return s.viewer }

// Control sends keys and pointer while control is granted, and drops them otherwise.
func (s *Session) Control() *control.Technician { return s.keys }

// Stats returns how well the line to the customer does; false while there is none.
func (s *Session) Stats() (quic.Stats, bool) {
	s.mu.Lock()
	conn := s.conn
	s.mu.Unlock()
	if conn == nil {
		return quic.Stats{}, false
	}
	return conn.Stats(), true
}

func (s *Session) update(f func(*SessionState)) {
	s.state.Update(func(st SessionState) SessionState { f(&st); return st })
}

// ErrNoCustomer means that nobody is there to be asked.
var ErrNoCustomer = errors.New("desk: no customer has joined")

// Ask asks the customer for p. Control includes no view: it is asked for by
// itself once the view, which is asked for first if need be, is granted.
func (s *Session) Ask(p session.Permission) error {
	s.mu.Lock()
	live := s.live
	s.mu.Unlock()
	if live == nil {
		return ErrNoCustomer
	}
	if p != session.Control || live.State().Get().Grants.Allows(session.View) {
		return live.Ask(p)
	}
	if err := live.Ask(session.View); err != nil {
		return err
	}
	s.setWantControl(true)
	s.askControl(live) // the answer may have come before
	return nil
}

func (s *Session) setWantControl(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.want(on)
}

// want keeps what setWantControl says, and shows it. s.mu is held.
func (s *Session) want(on bool) {
	s.wantControl = on
	s.update(func(st *SessionState) { st.Next = on })
}

// Withdraw takes back the pending request for p, and for control when the view
// was only asked for its sake.
func (s *Session) Withdraw(p session.Permission) error {
	s.mu.Lock()
	live := s.live
	s.mu.Unlock()
	if live == nil {
		return ErrNoCustomer
	}
	s.setWantControl(false)
	return live.Withdraw(p)
}

// Yield gives p back to the customer: what the technician no longer uses.
func (s *Session) Yield(p session.Permission) error {
	s.mu.Lock()
	live := s.live
	s.mu.Unlock()
	if live == nil {
		return ErrNoCustomer
	}
	return live.Yield(p)
}

// End ends the session for all, from any goroutine.
func (s *Session) End() { s.endOnce.Do(func() { close(s.ending) }) }

// run waits for customers until the session ends.
func (s *Session) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g := new(errgroup.Group)
	g.Go(func() error {
		for {
			conn, err := s.end.Accept(ctx)
			if err != nil {
				return nil // ctx has ended
			}
			g.Go(func() error { s.serve(ctx, conn); return nil })
		}
	})
	select {
	case <-s.ending:
	case <-ctx.Done():
	}
	s.mu.Lock()
	live := s.live
	s.mu.Unlock()
	if live != nil {
		live.End()
		s.awaitOver(live)
	}
	// The desk's ctx may be over, but the customer is still to be told.
	_ = s.desk.send(context.WithoutCancel(ctx), &link.Message{End: &link.End{Session: s.ID}}) // the link's loss tells the site too
	cancel()
	_ = g.Wait()      // they return no errors
	_ = s.end.Close() // all its lines are closed
	s.update(func(st *SessionState) { st.Phase = Over })
}

// awaitOver gives live a moment to say goodbye.
func (s *Session) awaitOver(live *session.Session) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	live.State().Watch(ctx, func(st session.State) {
		if st.Phase == session.Over {
			cancel()
		}
	})
}

// knock lets a customer in.
func (s *Session) knock(ctx context.Context, k *link.Knock) {
	fp, err := transport.ParseFingerprint(k.Offer.Fingerprint)
	if err != nil {
		return // link.Parse has checked it
	}
	s.end.Expect(fp)
	s.mu.Lock()
	s.participant = k.Participant
	s.mu.Unlock()
	s.update(func(st *SessionState) {
		st.Phase, st.Gone, st.Doubt, st.Failed = Connecting, NotGone, false, nil
		st.Customer, st.Address = session.Person{Name: k.Name, Role: session.Customer}, k.Address
	})
	a := &link.Answer{Session: s.ID, Participant: k.Participant, Offer: s.offer}
	if err := s.desk.send(ctx, &link.Message{Answer: a}); err != nil {
		s.log.WarnContext(ctx, "customer not answered", "err", err)
	}
	time.AfterFunc(unreachable, func() {
		s.mu.Lock()
		same := s.participant == k.Participant
		s.mu.Unlock()
		s.update(func(st *SessionState) {
			if same && st.Phase == Connecting {
				st.Phase, st.Gone = Waiting, CustomerUnreachable
			}
		})
	})
}

// left handles the site's word that a participant has gone.
func (s *Session) left(l *link.Left) {
	s.mu.Lock()
	conn := s.conn
	mine := l.Participant == s.participant
	s.mu.Unlock()
	if !mine {
		return
	}
	if conn == nil {
		s.update(func(st *SessionState) {
			if st.Phase == Connecting {
				st.Phase, st.Gone = Waiting, CustomerLeft
				if l.Lost {
					st.Gone = CustomerLost
				}
			}
		})
		return
	}
	s.update(func(st *SessionState) { st.Doubt = true })
	go func() { // ends with the line, or after doubt
		if !conn.Alive(context.Background(), doubt) {
			conn.Drop()
		}
		s.update(func(st *SessionState) { st.Doubt = false })
	}()
}

// expired handles the site's word that the session is over.
func (s *Session) expired() {
	s.update(func(st *SessionState) { st.Expired = st.Joined.IsZero() })
	s.End()
}

// serve runs the session with the customer on conn. Of the lines that a
// customer's machine opens at once only one gets as far as a hello.
func (s *Session) serve(ctx context.Context, conn *quic.Conn) {
	name := s.state.Get().Customer.Name
	live := session.New(session.Config{
		Conn: conn, PeerName: name, Log: s.log,
		Self:     session.Person{Name: s.desk.state.Get().Account, Role: session.Technician, System: runtime.GOOS},
		Features: []session.Feature{s.chat, s.viewer},
	})
	ctx, cancel := context.WithCancel(ctx)
	var g errgroup.Group
	g.Go(func() error { s.follow(ctx, live, conn); return nil })
	g.Go(func() error { s.talk(ctx, live); return nil })
	g.Go(func() error { s.steer(ctx, live); return nil })
	err := live.Run(ctx)
	cancel()
	_ = g.Wait() // they return no errors
	s.mu.Lock()
	mine := s.live == live
	if mine {
		s.live, s.conn, s.wantControl = nil, nil, false
	}
	s.mu.Unlock()
	if !mine {
		s.log.InfoContext(ctx, "line not used", "err", err)
		return
	}
	s.end.Forget(conn.Peer())
	s.log.InfoContext(ctx, "customer gone", "how", departure(err), "err", err)
	s.update(func(st *SessionState) {
		st.Phase, st.Gone, st.Doubt, st.Grants, st.Asked = Waiting, departure(err), false, session.Grants{}, nil
		st.Next = false
		if !errors.Is(err, transport.ErrLost) && !errors.Is(err, session.ErrEnded) && !errors.Is(err, context.Canceled) {
			st.Failed = err
		}
	})
}

// String returns the departure's name, for the log.
func (d Departure) String() string {
	return [...]string{"ended", "left", "lost", "unreachable"}[d]
}

func departure(err error) Departure {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return NotGone
	case errors.Is(err, session.ErrEnded), errors.Is(err, transport.ErrClosed):
		return CustomerLeft
	}
	return CustomerLost
}

// follow copies what the live session tells into the state, and asks what is
// to be asked by itself.
func (s *Session) follow(ctx context.Context, live *session.Session, conn *quic.Conn) {
	greeted := false
	live.State().Watch(ctx, func(st session.State) {
		if st.Phase != session.Active {
			return
		}
		if !greeted {
			greeted = true
			s.mu.Lock()
			s.live, s.conn = live, conn
			s.mu.Unlock()
			s.chat.NewPeer() // a customer who comes back does so with a new program
			s.chat.SetNames(s.desk.state.Get().Account, st.Peer.Name)
			s.update(func(o *SessionState) { o.Phase, o.Joined, o.Customer = Active, time.Now(), st.Peer })
			if p := s.desk.cfg.Request; p != session.None {
				s.warn(ctx, s.Ask(p))
			}
		}
		s.update(func(o *SessionState) { o.Grants, o.Asked = st.Grants, st.Asked })
		s.askControl(live)
	})
}

// askControl asks for control once the view that had to come first is granted,
// and gives it up when the view is refused.
func (s *Session) askControl(live *session.Session) {
	st := live.State().Get()
	view := st.Asked[session.View].Outcome
	s.mu.Lock()
	ask := s.wantControl && st.Grants.Allows(session.View)
	if s.wantControl && (ask || view != session.Pending && view != session.Allowed) {
		s.want(false)
	}
	s.mu.Unlock()
	if ask {
		s.warn(context.Background(), live.Ask(session.Control))
	}
}

// talk opens the chat.
func (s *Session) talk(ctx context.Context, live *session.Session) {
	if !active(ctx, live) {
		return
	}
	ch, err := live.Open(ctx, chat.Name, transport.Ordered)
	if err != nil {
		s.warn(ctx, err)
		return
	}
	defer func() { _ = ch.Close() }() // the line may be gone
	s.warn(ctx, s.chat.Serve(ctx, ch))
}

// steer opens the control channel whenever control is granted.
func (s *Session) steer(ctx context.Context, live *session.Session) {
	for seen := uint64(0); ; {
		st, at, err := live.State().Next(ctx, seen)
		if err != nil {
			return
		}
		seen = at
		if st.Phase != session.Active || !st.Grants.Allows(session.Control) {
			continue
		}
		if err := s.steerOnce(ctx, live); err != nil {
			s.warn(ctx, fmt.Errorf("control ended: %w", err))
		}
	}
}

func (s *Session) steerOnce(ctx context.Context, live *session.Session) error {
	ch, err := live.Open(ctx, control.Name, transport.Ordered)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }() // the customer's side may have ended it
	return s.keys.Run(ctx, ch)
}

// active waits until live has greeted; false when it ends before.
func active(ctx context.Context, live *session.Session) bool {
	for seen := uint64(0); ; {
		st, at, err := live.State().Next(ctx, seen)
		if err != nil || st.Phase == session.Over {
			return false
		}
		if st.Phase == session.Active {
			return true
		}
		seen = at
	}
}

func (s *Session) warn(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil && !errors.Is(err, transport.ErrClosed) {
		s.log.WarnContext(ctx, "session", "err", err)
	}
}
