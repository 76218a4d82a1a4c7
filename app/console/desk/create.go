package desk

import (
	"context"
	"log/slog"
	"time"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/clipboard"
	"tandem/app/session/control"
	"tandem/app/session/notes"
	"tandem/app/session/screen"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

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
		chat:   chat.New(chat.Config{Me: account, Passes: true, History: said, Journal: &journal{keep: d.keep, id: k.ID, have: len(said)}}),
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
