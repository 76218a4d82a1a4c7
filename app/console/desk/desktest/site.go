package desktest

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tandem/app/console/desk"
	"tandem/capture/codec"
	"tandem/capture/codec/tile"
	"tandem/transport/link"
)

// The name and password that a Site signs in.
const (
	User     = "alice"
	Password = "correct horse"
)

// A Site answers one desk.
type Site struct {
	t      *testing.T
	server *httptest.Server

	mu        sync.Mutex // guards what follows
	lk        *link.Conn // nil while no desk is connected
	sessions  int
	joins     int
	refuse    link.Reason
	account   link.Welcome
	signedOut bool
	deaf      bool              // takes no notes
	available link.Available    // as the desk has said last
	notes     map[string]string // by session
	// forgotten means that no session is known any more.
	forgotten bool
	answers   map[string]chan *link.Answer // by participant
	ended     map[string]bool              // sessions
	waits     map[string]bool              // participants whom the desk has told to wait
	out       map[string]bool              // participants whose stay the desk has ended
}

// NewSite returns a running site, which stops with the test.
func NewSite(t *testing.T) *Site {
	s := &Site{t: t, answers: map[string]chan *link.Answer{}, ended: map[string]bool{}, waits: map[string]bool{}, out: map[string]bool{}, notes: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+link.PathSignIn, s.signIn)
	mux.HandleFunc(link.PathTechnician, s.technician)
	s.server = httptest.NewTLSServer(mux)
	t.Cleanup(s.server.Close)
	return s
}

// Link returns how a desk reaches the site.
func (s *Site) Link() *link.Site {
	l, err := link.NewSite(s.server.URL, "", link.Pin(s.server.Certificate().Raw))
	if err != nil {
		s.t.Fatal(err)
	}
	return l
}

// Refuse makes the site refuse to start sessions, with a reason; with none it
// starts them again.
func (s *Site) Refuse(r link.Reason) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = r
}

// Welcome tells the desk what its account may do.
func (s *Site) Welcome(w link.Welcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account = w
	if s.lk != nil {
		_ = s.lk.Send(s.t.Context(), &link.Message{Welcome: &w}) // the desk's loss
	}
}

// ForgetAll lets the site know none of the sessions when a desk resumes them.
func (s *Site) ForgetAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgotten = true
}

// SignOut makes tokens void, or good again. Signing in gives good ones always.
func (s *Site) SignOut(is bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.signedOut = is
}

// Deaf lets the site take no notes, or take them again.
func (s *Site) Deaf(is bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaf = is
}

// Notes returns what the site has of a session's notes.
func (s *Site) Notes(session string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notes[session]
}

// Available returns what the desk has told of its technician.
func (s *Site) Available() link.Available {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.available
}

// Break breaks the line to the desk.
func (s *Site) Break() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lk != nil {
		_ = s.lk.Drop() // it may have gone by itself
	}
}

// Ended reports whether the desk has told that a session is over.
func (s *Site) Ended(session string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended[session]
}

func (s *Site) signIn(w http.ResponseWriter, r *http.Request) {
	var in link.SignIn
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Name != User || in.Password != Password {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	err := json.NewEncoder(w).Encode(link.SignedIn{Token: "token", Name: "Alice Martin", Site: "desktest"})
	if err != nil {
		s.t.Error(err)
	}
}

func (s *Site) technician(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	out := s.signedOut
	s.mu.Unlock()
	if out {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	ws, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	lk := link.NewConn(ws)
	s.setLink(lk)
	defer s.setLink(nil)
	s.mu.Lock()
	_ = lk.Send(r.Context(), &link.Message{Welcome: &s.account}) // the desk's loss
	s.mu.Unlock()
	for {
		m, err := lk.Recv(r.Context())
		if err != nil {
			return
		}
		s.handle(r.Context(), lk, m)
	}
}

func (s *Site) setLink(lk *link.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lk = lk
}

func (s *Site) handle(ctx context.Context, lk *link.Conn, m *link.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case m.Start != nil && s.refuse != "":
		_ = lk.Send(ctx, &link.Message{Refused: &link.Refused{Reason: s.refuse}}) // the desk's loss
	case m.Start != nil:
		s.sessions++
		_ = lk.Send(ctx, &link.Message{Started: &link.Started{ // the desk's loss
			Session: fmt.Sprint("s", s.sessions), Number: fmt.Sprint(123456788 + s.sessions), Page: "https://help.example.com",
			Expires: time.Now().Add(time.Hour), Site: "desktest",
		}})
	case m.Resume != nil && s.forgotten:
		_ = lk.Send(ctx, &link.Message{Refused: &link.Refused{Reason: link.Ended, Session: m.Resume.Session}}) // the desk's loss
	case m.Resume != nil:
		_ = lk.Send(ctx, &link.Message{Started: &link.Started{Session: m.Resume.Session}}) // the desk's loss
	case m.Invite != nil:
		_ = lk.Send(ctx, &link.Message{Invited: &link.Invited{Session: m.Invite.Session, To: m.Invite.To, Reason: s.refuse}}) // the desk's loss
	case m.Notes != nil && !s.deaf:
		s.notes[m.Notes.Session] = m.Notes.Text
		_ = lk.Send(ctx, &link.Message{Noted: &link.Noted{Session: m.Notes.Session, Version: m.Notes.Version}}) // the desk's loss
	case m.Phrases != nil:
		s.account.Phrases = m.Phrases.List
		_ = lk.Send(ctx, &link.Message{Welcome: &s.account}) // the desk's loss
	case m.Availability != nil:
		s.available = m.Availability.Is
	case m.Answer != nil:
		if c := s.answers[m.Answer.Participant]; c != nil {
			c <- m.Answer
			delete(s.answers, m.Answer.Participant)
		}
	case m.Wait != nil:
		s.waits[m.Wait.Participant] = true
	case m.Left != nil:
		s.out[m.Left.Participant] = true
	case m.End != nil:
		s.ended[m.End.Session] = true
	}
}

// send sends m to the desk.
func (s *Site) send(m *link.Message) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lk == nil {
		s.t.Fatal("no desk is connected")
	}
	if err := s.lk.Send(s.t.Context(), m); err != nil {
		s.t.Fatal(err)
	}
}

// Waits reports whether the desk has told a participant to wait.
func (s *Site) Waits(participant string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.waits[participant]
}

// Out reports whether the desk has ended the stay of a customer, or has not let
// them in.
func (s *Site) Out(c *Customer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out[c.participant]
}

// Say tells the desk anything.
func (s *Site) Say(m *link.Message) { s.send(m) }

// Expire tells the desk that a session is over.
func (s *Site) Expire(session string) { s.send(&link.Message{End: &link.End{Session: session}}) }

// Desk returns a desk that is signed in and runs until the test ends. It has
// the site, the decoder and the log of cfg filled in.
func (s *Site) Desk(cfg desk.Config) *desk.Desk {
	s.t.Helper()
	d, _ := s.DeskUntil(cfg)
	return d
}

// DeskUntil is Desk, with a function that ends it earlier, in good order.
func (s *Site) DeskUntil(cfg desk.Config) (d *desk.Desk, stop func()) {
	s.t.Helper()
	cfg.Site, cfg.Log = s.Link(), slog.New(slog.DiscardHandler)
	cfg.Decoder = func() codec.Decoder { return tile.NewDecoder(tile.Config{}) }
	d = desk.New(cfg)
	if err := d.SignIn(s.t.Context(), User, Password); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = d.Run(ctx) // ctx ends it
	}()
	stop = func() {
		cancel()
		<-done
	}
	s.t.Cleanup(stop)
	return d, stop
}
