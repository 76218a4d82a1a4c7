package panel

import (
	"testing"

	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
	"tandem/app/console/shapetest"
	"tandem/app/session"
	"tandem/store/bolt"
	"tandem/transport/link"
)

func TestWhoWantsToComeInIsAskedAbout(t *testing.T) {
	g := newStage(t)
	p := g.start()
	g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	g.win.SetContent(p.People)
	fp := make([]byte, 32)
	g.Site.Say(&link.Message{Knock: &link.Knock{
		Session: p.Session.ID, Participant: "x", Name: "Eve", Address: "192.0.2.9", Offer: link.Offer{Protocol: link.Protocol, Fingerprint: fp},
	}})
	g.Until("it is asked", func() bool { return says(g.win, "Eve wants to join as another customer") })
	press(t, g.win, "Turn away")
	g.Until("it is asked no more", func() bool { return !says(g.win, "Eve wants to join") })
	press(t, g.win, "Invite technician")
	if !p.invite.toTechnician || len(g.shown) != 1 || g.shown[0] != Invitation {
		t.Errorf("to a technician: %v, shown %q; want the invitation of a technician", p.invite.toTechnician, g.shown)
	}
}

func TestWhatPeopleAre(t *testing.T) {
	tech := func(id string, me, primary bool) desk.Participant {
		return desk.Participant{ID: id, Me: me, Primary: primary, Person: session.Person{Role: session.Technician}, Presence: desk.Here}
	}
	customer := func(id string, primary bool, is desk.Presence) desk.Participant {
		return desk.Participant{ID: id, Primary: primary, Person: session.Person{Role: session.Customer}, Presence: is}
	}
	alice, carol := tech("a", true, true), tech("c", false, false)
	bob, eve, gone := customer("b", true, desk.Here), customer("e", false, desk.Here), customer("g", false, desk.Left)
	will := customer("w", false, desk.Here)
	for _, c := range []struct {
		who    desk.Participant
		people []desk.Participant
		want   string
	}{
		{alice, []desk.Participant{alice, carol}, "Leads the session"},
		{carol, []desk.Participant{alice, carol}, "Assistant"},
		{bob, []desk.Participant{alice, bob, gone}, "Customer"},
		{bob, []desk.Participant{alice, bob, eve}, "Primary customer"},
		{eve, []desk.Participant{alice, bob, eve}, "Another customer"},
		{will, []desk.Participant{alice, bob, will}, "Another customer, sees the screen"},
	} {
		if got := part(c.who, desk.SessionState{People: c.people, Audience: []string{"w"}}); got != c.want {
			t.Errorf("%s among %d is %q; want %q", c.who.ID, len(c.people), got, c.want)
		}
	}
	if got := assistants(desk.SessionState{People: []desk.Participant{alice, bob, carol}}); len(got) != 1 || got[0].ID != "c" {
		t.Errorf("assistants are %+v; want the other technician", got)
	}
}

func TestHandingOverToNobodyOffersToInvite(t *testing.T) {
	g := newStage(t)
	p := g.start()
	g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	g.win.SetContent(p.Ending)
	press(t, g.win, "Transfer control")
	if !says(g.win, "No other technician is in the session yet.") {
		t.Error("nothing says why there is nobody to choose")
	}
	press(t, g.win, "Invite technician")
	if !p.invite.toTechnician || p.ending.ask.Visible() {
		t.Error("the question stays, or nobody can be invited")
	}
}

func TestWhatClosingAsks(t *testing.T) {
	g := newStage(t)
	if q, _ := Quitting(g.Desk); q != "" {
		t.Errorf("with nothing running it asks %q", q)
	}
	a := g.start()
	one, end := Quitting(g.Desk)
	b := g.start()
	two, ends := Quitting(g.Desk)
	if one == two || end == ends {
		t.Errorf("one and two sessions are asked about alike: %q, %q", two, ends)
	}
	g.Site.Join(a.Session, "Bob")
	g.Site.Join(b.Session, "Eve")
	g.Until("both are in", func() bool {
		q, _ := Quitting(g.Desk)
		return q == "2 customers are in sessions. What should happen?"
	})
}

func TestClosingForAMomentIsOfferedWhereSessionsAreKept(t *testing.T) {
	g := newStage(t)
	k, err := bolt.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d, stop := g.Site.DeskUntil(desk.Config{Keep: k})
	g.Closes(func() {
		stop()
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	const leave = "Close for a moment"
	without, _ := NewQuestion(g.Post, g.Desk, "?", "End", func(Answer) {})
	if shapetest.Walk(without, func(o fyne.CanvasObject) bool { b, is := o.(*Button); return is && b.Text == leave }) {
		t.Error("it is offered where nothing is kept")
	}
	g.Until("the link is up", func() bool { return d.State().Get().Link == desk.Up })
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	g.Until("there is a session", func() bool { return len(d.State().Get().Sessions) == 1 })
	s := d.State().Get().Sessions[0]
	var got []Answer
	with, _ := NewQuestion(g.Post, d, "?", "End", func(a Answer) { got = append(got, a) })
	g.win.SetContent(with)
	press(t, g.win, leave)
	g.Until("it is answered", func() bool { return len(got) == 1 && got[0] == Leave })
	if d.State().Get().Link != desk.SignedOut || g.Site.Ended(s.ID) {
		t.Errorf("the link is %v, the session ended: %v; want the one closed, and not the other", d.State().Get().Link, g.Site.Ended(s.ID))
	}
}
