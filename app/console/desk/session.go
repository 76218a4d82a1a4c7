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
	"tandem/app/session/clipboard"
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

	desk   *Desk
	log    *slog.Logger
	id     *transport.Identity
	me     string // its fingerprint
	end    *quic.Endpoint
	chat   *chat.Chat
	notes  *notes.Notes
	viewer *screen.Viewer
	keys   *control.Technician
	share  share
	view   turn
	state  session.Value[SessionState]

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
	handingTo   string            // to whom the site was asked to transfer the session, by ID
	guests      map[string]*guest // by ID; who is in, or may come back
	came        []string          // who was ever let in, and this desk, by ID
	callers     []*caller         // who waits to be let in
	dialing     map[string]bool   // technicians, by ID
	now         *guest            // the customer who is helped and in; nil while they are not
	wantControl bool              // control is to be asked for as soon as the view is granted
}

// newSession returns a session that the site has started.
func newSession(d *Desk, st *link.Started) (*Session, error) {
	id, err := transport.NewIdentity()
	if err != nil {
		return nil, err
	}
	return create(d, id, keptSession{
		ID: st.Session, Number: st.Number, Page: st.Page, Expires: st.Expires, Started: time.Now(),
	}, nil, notes.Kept{})
}

// recalled returns a session that was running when the program was killed.
func recalled(ctx context.Context, d *Desk, k keptSession) (*Session, error) {
	id, err := transport.ParseIdentity(k.Identity)
	if err != nil {
		return nil, err
	}
	said, err := d.keep.lines(ctx, k.ID)
	if err != nil {
		return nil, err
	}
	written, err := d.keep.notes(ctx, k.ID)
	if err != nil {
		return nil, err
	}
	s, err := create(d, id, k, said, written)
	if err != nil {
		return nil, err
	}
	for _, kg := range k.Guests {
		s.recallGuest(kg)
	}
	if len(k.Order) > 0 {
		s.came = k.Order
	}
	s.handingTo = k.HandingTo
	s.update(func(st *SessionState) { st.Resuming = true })
	return s, nil
}

// create returns a session that has not been run, with a socket of its own.
func create(d *Desk, id *transport.Identity, k keptSession, said []chat.Line, written notes.Kept) (*Session, error) {
	end, err := endpoint(id, d.cfg.Log.With("session", k.ID))
	if err != nil {
		return nil, err
	}
	return build(d, id, end, k, said, written), nil
}

// endpoint returns a socket that listens.
func endpoint(id *transport.Identity, log *slog.Logger) (*quic.Endpoint, error) {
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency, Log: log})
	if err != nil {
		return nil, err
	}
	if err := end.Listen(); err != nil {
		_ = end.Close() // it never came up
		return nil, err
	}
	return end, nil
}

// build returns a session that has not been run, with a socket that listens.
func build(d *Desk, id *transport.Identity, end *quic.Endpoint, k keptSession, said []chat.Line, written notes.Kept) *Session {
	log := d.cfg.Log.With("session", k.ID)
	me := id.Fingerprint().String()
	account := d.state.Get().Account
	s := &Session{
		ID: k.ID, Number: k.Number, Page: k.Page, Expires: k.Expires, Started: k.Started,
		desk: d, log: log, id: id, me: me, end: end,
		chat:   chat.New(chat.Config{Me: account, History: said, Journal: &journal{keep: d.keep, id: k.ID, have: len(said)}}),
		notes:  d.newNotes(k.ID, written),
		viewer: screen.NewViewer(d.cfg.Decoder, log),
		keys:   control.NewTechnician(),
		intros: make(chan *link.Joined, 1), lonely: make(chan struct{}, 1),
		ending: make(chan struct{}), forgotten: make(chan struct{}),
		guests: map[string]*guest{}, came: []string{me}, dialing: map[string]bool{},
	}
	if k.Assistant != "" {
		s.role, s.participant = Assistant, k.Assistant
		s.following.Lead(k.Leader, k.Term)
	} else {
		s.following.Lead(me, k.Term)
		s.chat.Pass(true)
	}
	s.share.technician = clipboard.NewTechnician(func(text string) { d.pool.came(s, text) })
	s.update(func(st *SessionState) {
		st.Role = s.role
		st.put(Participant{
			ID: me, Me: true, Primary: s.role == Primary, Presence: Here, Joined: k.Started,
			Person: session.Person{Name: account, Role: session.Technician},
		})
	})
	return s
}

// offer is how others reach this desk now.
func (s *Session) offer() link.Offer { return offer(s.id, s.end) }

func offer(id *transport.Identity, end *quic.Endpoint) link.Offer {
	fp := id.Fingerprint()
	return link.Offer{Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates)}
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
	ctx, cancel := context.WithCancel(ctx)
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
	select {
	case <-s.ending:
	case <-ctx.Done():
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
