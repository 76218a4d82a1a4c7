package desk_test

import (
	"image"
	"testing"
	"time"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
	"tandem/input"
	"tandem/transport/link"
)

// until waits for ok, which looks at what others change.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("never came true: %s", what)
		}
		<-tick.C
	}
}

// start starts a session.
func start(t *testing.T, d *desk.Desk) *desk.Session {
	t.Helper()
	until(t, "the link is up", func() bool { return d.State().Get().Link == desk.Up })
	n := len(d.State().Get().Sessions)
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "there is a session", func() bool { return len(d.State().Get().Sessions) > n })
	return d.State().Get().Sessions[n]
}

func active(t *testing.T, s *desk.Session) {
	t.Helper()
	until(t, "the customer is in", func() bool { return s.State().Get().Phase == desk.Active })
}

func asked(s *desk.Session, p session.Permission) session.Outcome {
	return s.State().Get().Asked[p].Outcome
}

func TestControlIsAskedForAfterTheView(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	if err := s.Ask(session.Control); err != desk.ErrNoCustomer {
		t.Errorf("Ask of nobody = %v; want ErrNoCustomer", err)
	}
	c := site.Join(s, "Bob")
	active(t, s)
	if err := s.Ask(session.Control); err != nil {
		t.Fatal(err)
	}
	until(t, "the view is asked for", func() bool { return asked(s, session.View) == session.Pending })
	if !s.State().Get().Next || asked(s, session.Control) != "" {
		t.Errorf("asked for %+v, next %v; want the view first", s.State().Get().Asked, s.State().Get().Next)
	}
	c.Answers <- session.Allowed
	until(t, "control is asked for", func() bool { return asked(s, session.Control) == session.Pending })
	c.Answers <- session.Allowed
	until(t, "control is granted", func() bool { return s.State().Get().Grants.Allows(session.Control) })
	until(t, "there is a picture", func() bool { return !s.Viewer().State().Get().First.IsZero() })
	until(t, "keys arrive", func() bool {
		s.Control().Send(input.Pointer{At: image.Pt(5, 6)})
		return len(c.Events()) > 0
	})
	if err := s.Yield(session.View); err != nil {
		t.Fatal(err)
	}
	until(t, "the view is given back", func() bool {
		return !s.State().Get().Grants.Allows(session.View) && !s.Viewer().State().Get().Live
	})
}

func TestControlIsForgottenWhenTheViewIsRefused(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	c := site.Join(s, "Bob")
	active(t, s)
	if err := s.Ask(session.Control); err != nil {
		t.Fatal(err)
	}
	c.Answers <- session.Declined
	until(t, "the refusal is known", func() bool { return asked(s, session.View) == session.Declined && !s.State().Get().Next })
	if got := asked(s, session.Control); got != "" {
		t.Errorf("control is %q; want it not asked for", got)
	}
}

func TestAutomaticRequestAsksAndGrantsNothing(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{Request: session.View}))
	site.Join(s, "Bob")
	until(t, "the view is asked for", func() bool { return asked(s, session.View) == session.Pending })
	if s.State().Get().Grants.Allows(session.View) {
		t.Error("the view is granted without an answer")
	}
}

func TestCustomersWhoGoComeBackWithTheSameNumber(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	for _, gone := range []desk.Departure{desk.CustomerLeft, desk.CustomerLost} {
		c := site.Join(s, "Bob")
		active(t, s)
		if err := c.Chat.Say("hello"); err != nil {
			t.Fatal(err)
		}
		until(t, "the hello of each is heard", func() bool { return len(s.Chat().Lines().Get()) == int(gone) })
		if gone == desk.CustomerLeft {
			c.Leave()
		} else {
			c.Break()
		}
		until(t, "the departure is known", func() bool {
			st := s.State().Get()
			return st.Phase == desk.Waiting && st.Gone == gone
		})
	}
}

func TestOnHold(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	if err := s.Hold(true); err != desk.ErrNoCustomer {
		t.Errorf("Hold of nobody = %v; want ErrNoCustomer", err)
	}
	c := site.Join(s, "Bob")
	active(t, s)
	if err := s.Hold(true); err != nil {
		t.Fatal(err)
	}
	until(t, "the customer is told", c.OnHold)
	if !s.State().Get().OnHold {
		t.Error("not shown as on hold")
	}
	c.Break()
	until(t, "the line is lost", func() bool { return s.State().Get().Phase == desk.Waiting })
	c = site.Join(s, "Bob")
	until(t, "who comes is told", c.OnHold)
	if err := s.Hold(false); err != nil {
		t.Fatal(err)
	}
	until(t, "it goes on", func() bool { return !c.OnHold() && !s.State().Get().OnHold })
}

func TestEndTellsTheCustomerAndTheSite(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	s := start(t, d)
	site.Join(s, "Bob")
	active(t, s)
	s.End()
	s.End() // twice does no harm
	until(t, "it is over", func() bool { return s.State().Get().Phase == desk.Over && site.Ended(s.ID) })
	d.Forget(s)
	if got := len(d.State().Get().Sessions); got != 0 {
		t.Errorf("%d sessions after Forget; want none", got)
	}
}

func TestNumberThatNobodyUsesExpires(t *testing.T) {
	site := desktest.NewSite(t)
	s := start(t, site.Desk(desk.Config{}))
	site.Expire(s.ID)
	until(t, "it has expired", func() bool { st := s.State().Get(); return st.Phase == desk.Over && st.Expired })
}

func TestLinkComesBackAndSessionsStay(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	s := start(t, d)
	site.Join(s, "Bob")
	active(t, s)
	site.Break()
	until(t, "the break is known", func() bool { return d.State().Get().Link == desk.Down })
	if err := d.Start(t.Context()); err == nil {
		t.Error("Start without a link = nil; want an error")
	}
	until(t, "the link is up again", func() bool { return d.State().Get().Link == desk.Up })
	if got := s.State().Get().Phase; got != desk.Active {
		t.Errorf("phase %v after the link broke; want Active", got)
	}
}

func TestRefusedStartSaysWhy(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	site.Refuse(link.SlowDown)
	until(t, "the link is up", func() bool { return d.State().Get().Link == desk.Up })
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "the reason is known", func() bool { return d.State().Get().Refused == link.SlowDown })
	site.Refuse("")
	start(t, d)
	if got := d.State().Get().Refused; got != "" {
		t.Errorf("refused %q after a start; want nothing", got)
	}
}
