package desk

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/control"
	"tandem/app/session/notes"
	"tandem/app/session/roster"
	"tandem/app/session/screen"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// A Session is one customer being helped, by this technician or with them
// looking on.
type Session struct {
	ID      string
	Number  string // nine digits
	Page    string // the address to read out
	Expires time.Time
	Started time.Time // here

	desk     *Desk
	log      *slog.Logger
	id       *transport.Identity
	me       string // its fingerprint
	end      *quic.Endpoint
	chat     *chat.Chat
	notes    *notes.Notes
	viewer   *screen.Viewer
	keys     *control.Technician
	share    share
	view     turn
	audience audience
	state    session.Value[SessionState]

	following roster.Following
	list      session.Value[roster.List] // what this desk tells, once it leads or has led
	helped    session.Value[string]      // the customer who is helped, by ID; empty: nobody
	working   session.Value[string]      // the same while this desk is the primary technician's, else empty
	intros    chan *link.Joined          // to the primary technician, by the site
	lonely    chan struct{}              // an assistant is to look for the primary technician

	ending    chan struct{}
	endOnce   sync.Once
	forgotten chan struct{} // closed by Desk.Forget

	lines sync.WaitGroup // to other technicians, and the dialling of them

	order sync.Mutex // makes what follows from one list happen before the next; taken before mu

	mu          sync.Mutex        // guards what follows
	role        Role              // also in the state
	participant string            // what the site calls this desk while it is an assistant
	led         string            // who led before this desk did, by ID
	promise     bool              // the site says that this desk is to lead
	former      string            // as what participant who led stays, by the site
	handingTo   string            // to whom the site was asked to transfer the session, by ID
	guests      map[string]*guest // by ID; who is in, or may come back
	came        []string          // who was ever let in, and this desk, by ID
	callers     []*caller         // who waits to be let in
	dialing     map[string]bool   // technicians, by ID
	now         *guest            // the customer who is helped and in; nil while they are not
	wantControl bool              // control is to be asked for as soon as the view is granted
}

// State is what is shown of the session.
func (s *Session) State() *session.Value[SessionState] { return &s.state }

// Chat is what is written to and by the others.
func (s *Session) Chat() *chat.Chat { return s.chat }

// Viewer holds the picture of the customer's display.
func (s *Session) Viewer() *screen.Viewer { return s.viewer }

// Control sends keys and pointer while control is granted, and drops them otherwise.
func (s *Session) Control() *control.Technician { return s.keys }

// Stats returns how well the line to the customer does; false while there is none.
func (s *Session) Stats() (quic.Stats, bool) {
	s.mu.Lock()
	var conn *quic.Conn
	if s.now != nil {
		conn = s.now.conn
	}
	s.mu.Unlock()
	if conn == nil {
		return quic.Stats{}, false
	}
	return conn.Stats(), true
}

func (s *Session) update(f func(*SessionState)) {
	s.state.Update(func(st SessionState) SessionState {
		before := st
		f(&st)
		if st.Phase != before.Phase || st.Gone != before.Gone || st.Doubt != before.Doubt || st.Apart != before.Apart {
			st.Changed = time.Now()
		}
		return st
	})
	s.desk.poke()
}

// put adds p to the people, or replaces who has its ID.
func (st *SessionState) put(p Participant) {
	st.People = slices.Clone(st.People)
	if i := slices.IndexFunc(st.People, func(o Participant) bool { return o.ID == p.ID }); i >= 0 {
		st.People[i] = p
	} else {
		st.People = append(st.People, p)
	}
}

// set changes how far the participant with this ID is there.
func (st *SessionState) set(id string, is Presence) {
	for _, p := range st.People {
		if p.ID == id {
			p.Presence = is
			st.put(p)
		}
	}
}

// End ends the session for all, from any goroutine; for an assistant it is Leave.
func (s *Session) End() { s.endOnce.Do(func() { close(s.ending) }) }

// run waits for customers until the session ends.
func (s *Session) run(ctx context.Context) {
	defer s.desk.poke()
	outer := ctx
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // lines that are dropped must not say good-bye before
	defer cancel()
	g := new(errgroup.Group)
	g.Go(func() error {
		s.chat.Unread().Watch(ctx, func(int) { s.desk.poke() })
		return nil
	})
	g.Go(func() error {
		for {
			conn, err := s.end.Accept(ctx)
			if err != nil {
				return nil // ctx has ended
			}
			g.Go(func() error { s.serve(ctx, conn); return nil })
		}
	})
	g.Go(func() error { s.seek(ctx); return nil })
	g.Go(func() error {
		s.audience.who.Watch(ctx, func(who []string) { s.update(func(st *SessionState) { st.Audience = who }) })
		return nil
	})
	select {
	case <-s.ending:
	case <-outer.Done():
	}
	suspended := errors.Is(context.Cause(outer), errSuspended)
	if suspended {
		s.dropAll()
	} else {
		s.tellEnd(ctx)
	}
	cancel()
	_ = g.Wait() // they return no errors
	s.lines.Wait()
	_ = s.end.Close() // all its lines are closed
	if suspended {
		return
	}
	s.update(func(st *SessionState) {
		st.Phase, st.Ended, st.Resuming, st.Apart, st.Admissions = Over, time.Now(), false, false, nil
	})
	s.warn(outer, s.keep(outer))
}

// errSuspended is the cause of a desk's end that leaves the sessions to be resumed.
var errSuspended = errors.New("desk: suspended")

// dropAll breaks the lines, so that the customers' machines come back.
func (s *Session) dropAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.guests {
		if g.conn != nil {
			g.conn.Drop()
		}
	}
}

// tellEnd tells the others and the site that the session is over, or that this
// assistant leaves it.
func (s *Session) tellEnd(ctx context.Context) {
	s.mu.Lock()
	var lives []*session.Session
	for _, g := range s.guests {
		if g.live != nil {
			lives = append(lives, g.live)
		}
	}
	m := &link.Message{End: &link.End{Session: s.ID}}
	if s.role == Assistant {
		m = &link.Message{Left: &link.Left{Session: s.ID}}
	}
	s.mu.Unlock()
	for _, live := range lives {
		live.End()
	}
	for _, live := range lives {
		awaitOver(live)
	}
	// The desk's ctx may be over, but the others are still to be told.
	_ = s.desk.send(context.WithoutCancel(ctx), m) // or it ends as one that nobody resumes
}

// awaitOver gives live a moment to say goodbye.
func awaitOver(live *session.Session) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	live.State().Watch(ctx, func(st session.State) {
		if st.Phase == session.Over {
			cancel()
		}
	})
}

// keep keeps what it takes to resume the session, or that it is over.
func (s *Session) keep(ctx context.Context) error {
	st := s.state.Get()
	k := keptSession{ID: s.ID, Number: s.Number, Page: s.Page, Expires: s.Expires, Started: s.Started, Ended: st.Ended}
	if st.Phase != Over {
		id, err := s.id.Marshal()
		if err != nil {
			return err
		}
		k.Identity, k.Guests = id, s.keptGuests()
		leader, term := s.following.Leader()
		s.mu.Lock()
		k.Order, k.Term, k.HandingTo = slices.Clone(s.came), term, s.handingTo
		if s.role == Assistant {
			k.Assistant, k.Leader = s.participant, leader
		}
		s.mu.Unlock()
	}
	return s.desk.keep.put(ctx, s.desk.keep.key("session", s.ID), k)
}

func (s *Session) warn(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil && !errors.Is(err, transport.ErrClosed) {
		s.log.WarnContext(ctx, "session", "err", err)
	}
}
