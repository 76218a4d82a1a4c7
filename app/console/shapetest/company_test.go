package shapetest

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
)

// icon presses the button without words that says these ones.
func (p *person) icon(words string) {
	p.T.Helper()
	var b pressable
	p.Until("one can press what says "+words, func() bool { b = icon(p.App, words); return b != nil && !b.Disabled() })
	test.Tap(b)
}

// over reports whether b was told that the session is over for them alone.
func over(b *desktest.Beside) bool {
	err, ended := b.Ended()
	return ended && errors.Is(err, session.ErrDismissed)
}

func TestPeopleBesideTheCustomer(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			p := &person{NewStage(t), s.ways}
			p.Closes(s.make(p.Stage).Open(p.App, p.Desk))
			p.company()
		})
	}
}

// company helps one customer beside others, and sends those away.
func (p *person) company() {
	p.T.Helper()
	p.goTo(starter)
	p.press("Start a session")
	p.Until("there is a session", func() bool { return len(p.Desk.State().Get().Sessions) == 1 })
	s := p.Desk.State().Get().Sessions[0]
	p.Site.Join(s, "Bob")
	p.reads("Bob is in the session")
	p.goTo(people)
	var beside []*desktest.Beside
	for _, o := range []struct{ name, account, wants, is string }{
		{"Eve", "", "Eve wants to join as another customer", "Another customer"},
		{"Carl", "carl", "Carl wants to join as an assistant", "Assistant"},
	} {
		beside = append(beside, p.Site.Beside(s, o.name, o.account))
		p.reads(o.wants)
		p.press("Let in")
		p.reads(o.is)
	}
	if icon(p.App, "Dismiss: end the session for Bob alone") != nil {
		p.T.Error("the customer who is helped can be dismissed")
	}
	p.goTo(talk)
	p.Until("it does not say that the customer reads it", func() bool { return entryAsking(p.App, "Write here.") != nil })
	p.goTo(people)

	p.icon("Make primary: Eve is asked and shows from then on")
	p.Until("Eve is helped", func() bool { return s.State().Get().Customer.Name == "Eve" })
	p.icon("Make primary: Bob is asked and shows from then on")
	p.Until("Bob is helped", func() bool { return s.State().Get().Customer.Name == "Bob" })

	p.icon("Dismiss: end the session for Carl alone")
	p.reads("Carl is told that the session is over for them.")
	p.press("Cancel")
	if said(p.App, "Carl is told") || over(beside[1]) {
		p.T.Error("after Cancel it is still asked, or Carl is out")
	}
	p.icon("Hand control of the session over to Carl")
	p.reads("Carl leads the session from then on")
	p.icon("Dismiss: end the session for Eve alone")
	p.reads("Eve is told that the session is over for them.")
	if said(p.App, "Carl leads the session from then on") {
		p.T.Error("two questions at once")
	}
	p.press("Dismiss")
	p.Until("Eve is out", func() bool { return over(beside[0]) })
	p.icon("Dismiss: end the session for Carl alone")
	p.press("Dismiss")
	p.Until("Carl is out", func() bool { return over(beside[1]) })
	p.Until("both have gone from the list", func() bool { return !said(p.App, "Eve") && !said(p.App, "Carl") })
	if st := s.State().Get(); st.Phase != desk.Active || !said(p.App, "Bob") {
		p.T.Errorf("phase %v; want the session to go on with Bob", st.Phase)
	}
}
