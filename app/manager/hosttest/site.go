// Package hosttest is the other side of a customer's session, for tests: a site
// with one number, a technician behind it, and a computer that exists in memory.
package hosttest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/coder/websocket"

	"tandem/app/session"
	"tandem/app/session/audience"
	"tandem/app/session/chat"
	"tandem/app/session/roster"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// Number is the number that the site knows.
const Number = "123456789"

// The names that the site vouches for.
const (
	TechnicianName = "Alice"
	SiteName       = "Example Support"
)

// A Site is a site on this machine. Its fields are set by New.
type Site struct {
	Site *link.Site
	// Refuse, when it is set before a join, is answered to it.
	Refuse *link.Refused
	// Technicians receives the technician's side of each session.
	Technicians chan *Technician
	// Same lets every join meet the same technician, by the certificate.
	Same *transport.Identity
	// Left receives what each Manager said when it left; nil when it just went.
	Left chan *link.Left
	// Say takes what the site is to tell the Manager that is in.
	Say chan *link.Message
}

// A Technician is the technician's side of a session.
type Technician struct {
	ID      string // by what the customer's machine knows them
	Session *session.Session
	Conn    *quic.Conn
	Chat    *chat.Chat
	Over    chan error // receives what the session's Run returned
	// List is what the technician's machine tells of who is there.
	List session.Value[roster.List]
	// Answer, when it is set, makes the answers to lists of who else may see the
	// screen, as bytes of the channel "audience"; nil for none. Otherwise they are
	// honest.
	Answer session.Value[func(list []byte) []byte]
}

// New starts a site that ends with the test.
func New(t *testing.T) *Site {
	t.Helper()
	s := &Site{Technicians: make(chan *Technician, 4), Left: make(chan *link.Left, 4), Say: make(chan *link.Message)}
	ctx, cancel := context.WithCancel(context.Background())
	mux := http.NewServeMux()
	mux.HandleFunc(link.PathCustomer, func(w http.ResponseWriter, r *http.Request) {
		ws, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		s.customer(ctx, t, link.NewConn(ws))
	})
	srv := httptest.NewTLSServer(mux)
	t.Cleanup(func() {
		cancel()
		srv.CloseClientConnections()
		srv.Close()
	})
	site, err := link.NewSite(srv.URL, "", link.Pin(srv.Certificate().Raw))
	if err != nil {
		t.Fatal(err)
	}
	s.Site = site
	return s
}

// customer answers one Manager.
func (s *Site) customer(ctx context.Context, t *testing.T, lk *link.Conn) {
	defer func() { _ = lk.Drop() }()
	m, err := lk.Recv(ctx)
	if err != nil || m.Join == nil {
		return
	}
	if s.Refuse != nil || m.Join.Number != Number {
		r := s.Refuse
		if r == nil {
			r = &link.Refused{Reason: link.WrongNumber}
		}
		_ = lk.Send(ctx, &link.Message{Refused: r})
		return
	}
	offer := s.technician(ctx, t, m.Join)
	if lk.Send(ctx, &link.Message{Joined: &link.Joined{
		Session: "s", Participant: "p", Technician: TechnicianName, Site: SiteName, Offer: offer,
	}}) != nil {
		return
	}
	heard := make(chan *link.Left, 1)
	go func() {
		defer close(heard)
		for {
			m, err := lk.Recv(ctx)
			if err != nil {
				return
			}
			if m.Left != nil {
				heard <- m.Left
			}
		}
	}()
	for {
		select {
		case m := <-s.Say:
			_ = lk.Send(ctx, m)
		case l := <-heard:
			s.Left <- l
			return
		case <-ctx.Done():
			return
		}
	}
}

// technician listens for the customer who joins, and returns where.
func (s *Site) technician(ctx context.Context, t *testing.T, j *link.Join) link.Offer {
	id, err := transport.NewIdentity()
	if err != nil {
		t.Error(err)
		return link.Offer{}
	}
	if s.Same != nil {
		id = s.Same
	}
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency})
	if err != nil {
		t.Error(err)
		return link.Offer{}
	}
	customer, err := transport.ParseFingerprint(j.Offer.Fingerprint)
	if err != nil {
		t.Error(err)
	}
	end.Expect(customer)
	if err := end.Listen(); err != nil {
		t.Error(err)
	}
	go serve(ctx, end, id.Fingerprint().String(), TechnicianName, j.Name, s.Technicians)
	fp := id.Fingerprint()
	return link.Offer{Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates)}
}

// serve is the computer of a technician called me.
func serve(ctx context.Context, end *quic.Endpoint, id, me, name string, to chan<- *Technician) {
	defer func() { _ = end.Close() }()
	for {
		conn, err := end.Accept(ctx)
		if err != nil {
			return
		}
		talk := chat.New(chat.Config{Me: me})
		line := talk.Join(chat.Member{ID: name, Name: name, Role: session.Customer}, 0)
		tech := &Technician{ID: id, Conn: conn, Chat: talk, Over: make(chan error, 1)}
		tech.Session = session.New(session.Config{
			Conn: conn, Self: session.Person{Name: "whoever", Role: session.Technician}, PeerName: name,
			Features: []session.Feature{line, drain{}, answers{tech}},
		})
		go func() { tech.Over <- tech.Session.Run(ctx) }()
		go tech.announce(ctx, line, to)
	}
}

// announce tells of a technician once the session is active, and opens the chat.
// Of several lines that were dialled only one gets that far.
func (x *Technician) announce(ctx context.Context, talk *chat.Peer, to chan<- *Technician) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	told := false
	x.Session.State().Watch(ctx, func(st session.State) {
		switch {
		case st.Phase == session.Over:
			cancel()
		case st.Phase == session.Active && !told:
			told = true
			to <- x
			go x.tell(ctx)
			go func() {
				if ch, err := x.Session.Open(ctx, chat.Name, transport.Ordered); err == nil {
					_ = talk.Serve(ctx, ch)
				}
			}()
		}
	})
}

// tell tells who is there.
func (x *Technician) tell(ctx context.Context) {
	if ch, err := x.Session.Open(ctx, roster.Name, transport.Ordered); err == nil {
		_ = roster.Tell(ctx, ch, &x.List, roster.List.ForCustomers)
	}
}

// drain takes pictures without looking at them.
type drain struct{}

func (drain) Name() string              { return "screen" }
func (drain) Needs() session.Permission { return session.None }

func (drain) Serve(ctx context.Context, ch transport.Channel) error {
	for {
		if _, err := ch.Recv(ctx); err != nil {
			return err
		}
	}
}

// answers answers lists of who else may see the screen.
type answers struct{ x *Technician }

func (answers) Name() string              { return audience.Name }
func (answers) Needs() session.Permission { return session.None }

func (a answers) Serve(ctx context.Context, ch transport.Channel) error {
	answer := a.x.Answer.Get()
	if answer == nil {
		return (&audience.Listener{Heard: func(who []string) []string { return who }}).Serve(ctx, ch)
	}
	for {
		b, err := ch.Recv(ctx)
		if err != nil {
			return err
		}
		if b = answer(b); b == nil {
			continue
		}
		if err := ch.Send(ctx, b); err != nil {
			return err
		}
	}
}
