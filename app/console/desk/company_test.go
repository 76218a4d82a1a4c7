package desk_test

import (
	"context"
	"errors"
	"image"
	"testing"
	"time"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
	"tandem/input"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// A stranger is a machine that the desk has not let in.
type stranger struct {
	end *quic.Endpoint
	fp  transport.Fingerprint
}

func newStranger(t *testing.T) *stranger {
	t.Helper()
	id, err := transport.NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	end, err := quic.NewEndpoint(quic.Config{Identity: id})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = end.Close() })
	return &stranger{end, id.Fingerprint()}
}

func (s *stranger) knock(d *desk.Session, participant, name, account string) *link.Message {
	return &link.Message{Knock: &link.Knock{
		Session: d.ID, Participant: participant, Name: name, Account: account, Address: "192.0.2.66",
		Offer: link.Offer{Protocol: link.Protocol, Fingerprint: s.fp[:], Candidates: s.end.Candidates(link.MaxCandidates)},
	}}
}

// reaches reports whether the stranger gets through to the desk whose answer to
// another is o.
func (s *stranger) reaches(t *testing.T, o link.Offer) bool {
	t.Helper()
	fp, err := transport.ParseFingerprint(o.Fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	conn, err := s.end.Dial(ctx, fp, o.Candidates)
	if err != nil {
		return false
	}
	_, _, err = conn.Accept(ctx) // with TLS 1.3 the dialling side is told of a refusal afterwards
	return !errors.Is(err, transport.ErrLost)
}

func TestNobodyComesInOnTheSitesWordAlone(t *testing.T) {
	for name, account := range map[string]string{"a forged assistant": "mallory", "a customer who was not let in": ""} {
		t.Run(name, func(t *testing.T) {
			site := desktest.NewSite(t)
			s := start(t, site.Desk(desk.Config{}))
			c := site.Join(s, "Bob")
			active(t, s)
			x := newStranger(t)
			site.Say(x.knock(s, "x", "Dr. Mallory", account))
			until(t, "the technician is asked", func() bool { return len(s.State().Get().Admissions) == 1 && site.Waits("x") })
			a := s.State().Get().Admissions[0]
			if a.Name != "Dr. Mallory" || a.Address != "192.0.2.66" || (a.Role == session.Technician) != (account != "") {
				t.Errorf("admission %+v", a)
			}
			if x.reaches(t, c.Offer()) {
				t.Error("it reaches the desk without having been let in")
			}
			if got := len(s.State().Get().People); got != 2 {
				t.Errorf("%d people; want the two", got)
			}
			if err := s.TurnAway(a.ID); err != nil {
				t.Error(err)
			}
			if err := s.Admit(a.ID); err != desk.ErrGone {
				t.Errorf("Admit after TurnAway = %v; want ErrGone", err)
			}
			site.Say(x.knock(s, "y", "Dr. Mallory", account)) // insists
			until(t, "it is asked again", func() bool { return len(s.State().Get().Admissions) == 1 })
			site.Say(&link.Message{Left: &link.Left{Session: s.ID, Participant: "y"}})
			until(t, "who gives up waits no more", func() bool { return len(s.State().Get().Admissions) == 0 })
		})
	}
}

func TestACustomerIsNoTechnicianByTheSameCertificate(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	c := site.Join(s, "Bob")
	active(t, s)
	c.Break()
	until(t, "the line is lost", func() bool { return s.State().Get().Phase == desk.Waiting })
	x := &stranger{fp: c.Fingerprint(), end: newStranger(t).end}
	site.Say(x.knock(s, "x", "Dr. Mallory", "mallory"))
	until(t, "the technician is asked", func() bool { return len(s.State().Get().Admissions) == 1 })
	if p := s.State().Get().People[1]; p.Person.Role != session.Customer || p.Person.Name != "Bob" {
		t.Errorf("Bob has become %+v", p)
	}
}

func TestTransferToNobody(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	site.Join(s, "Bob")
	active(t, s)
	if err := s.Transfer(s.State().Get().People[1].ID); err != desk.ErrGone {
		t.Errorf("Transfer to a customer = %v; want ErrGone", err)
	}
	if err := s.Transfer("nobody"); err != desk.ErrGone {
		t.Errorf("Transfer to nobody = %v; want ErrGone", err)
	}
	if err := s.Leave(); err != desk.ErrPrimary {
		t.Errorf("Leave = %v; want ErrPrimary", err)
	}
}

func TestAssistThatIsRefused(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	until(t, "the link is up", func() bool { return d.State().Get().Link == desk.Up })
	if err := d.Assist(t.Context(), "12 34"); err != desk.ErrNumber {
		t.Errorf("Assist with a part of a number = %v; want ErrNumber", err)
	}
	if err := d.Assist(t.Context(), "482 913 077"); err != nil {
		t.Fatal(err)
	}
	if err := d.Assist(t.Context(), "482913077"); err != desk.ErrStarting {
		t.Errorf("a second Assist = %v; want ErrStarting", err)
	}
	site.Say(&link.Message{Wait: &link.Wait{Session: "s", Participant: "p"}})
	until(t, "it waits", func() bool { return d.State().Get().Assist == desk.Attempt{Number: "482913077", Waits: true} })
	site.Say(&link.Message{Refused: &link.Refused{Reason: link.NotAllowed, Number: "482913077"}})
	until(t, "it is refused", func() bool {
		return d.State().Get().Assist == desk.Attempt{Number: "482913077", Refused: link.NotAllowed}
	})
	if got := d.State().Get().Refused; got != "" {
		t.Errorf("a start is refused: %q", got)
	}
	d.StopAssist()
	if got := d.State().Get().Assist; got != (desk.Attempt{}) {
		t.Errorf("attempt %+v after it was given up", got)
	}
	site.Welcome(link.Welcome{Single: true})
	until(t, "the mode is known", func() bool { return d.State().Get().Single })
	s := start(t, d)
	if err := d.Assist(t.Context(), "482913077"); err != desk.ErrOneSession {
		t.Errorf("Assist with a session open = %v; want ErrOneSession", err)
	}
	s.End()
	until(t, "it is over", func() bool { return s.State().Get().Phase == desk.Over })
}

// second has another customer come in beside the one who is helped.
func second(t *testing.T, site *desktest.Site, s *desk.Session, name string) *desktest.Customer {
	t.Helper()
	in := make(chan *desktest.Customer, 1)
	go func() { in <- site.Join(s, name) }()
	until(t, name+" waits", func() bool { return len(s.State().Get().Admissions) == 1 })
	if err := s.Admit(s.State().Get().Admissions[0].ID); err != nil {
		t.Fatal(err)
	}
	c := <-in
	until(t, name+" is in", func() bool { return last(s).Presence == desk.Here })
	return c
}

// last is who came last.
func last(s *desk.Session) desk.Participant {
	ps := s.State().Get().People
	return ps[len(ps)-1]
}

func TestDismissOfOneWhoIsHereOrAway(t *testing.T) {
	for name, away := range map[string]bool{"here": false, "away": true} {
		t.Run(name, func(t *testing.T) {
			site := desktest.NewSite(t)
			s := start(t, site.Desk(desk.Config{}))
			bob := site.Join(s, "Bob")
			active(t, s)
			mallory := second(t, site, s, "Mallory")
			if away {
				mallory.Break()
				until(t, "Mallory is away", func() bool { return last(s).Presence == desk.Away })
			}
			if err := s.Dismiss(last(s).ID); err != nil {
				t.Fatal(err)
			}
			until(t, "the site is told", func() bool { return site.Out(mallory) })
			if is := last(s).Presence; is != desk.Left {
				t.Errorf("Mallory is %v; want Left", is)
			}
			x := &stranger{fp: mallory.Fingerprint(), end: newStranger(t).end}
			site.Say(x.knock(s, "x", "Mallory", "")) // the same program comes back
			until(t, "the technician is asked", func() bool { return len(s.State().Get().Admissions) == 1 })
			if site.Out(bob) || s.State().Get().Phase != desk.Active {
				t.Error("Bob is out, too")
			}
		})
	}
}

func TestKeysReachNobodyButTheOneWhoIsHelped(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	bob := site.Join(s, "Bob")
	active(t, s)
	mallory := second(t, site, s, "Mallory")
	for _, p := range []session.Permission{session.View, session.Control, session.Clipboard} {
		mallory.Allow(p) // unasked
		bob.Allow(p)
	}
	until(t, "there is Bob's picture", func() bool { return !s.Viewer().State().Get().First.IsZero() })
	until(t, "keys reach Bob", func() bool { s.Control().Send(input.Pointer{At: image.Pt(5, 6)}); return len(bob.Events()) > 0 })
	if es := mallory.Events(); len(es) != 0 {
		t.Errorf("Mallory gets %v", es)
	}
	if st := s.State().Get(); st.Customer.Name != "Bob" {
		t.Errorf("helped is %q", st.Customer.Name)
	}
}
