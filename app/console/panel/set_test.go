package panel

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/session"
	"tandem/transport/link"
)

func TestEachStateIsSaid(t *testing.T) {
	g := newStage(t)
	p := g.start()
	view := p.access.requests[0]
	g.says(p, "Waiting for the customer")
	if why := "Possible as soon as a customer is in"; !view.ask.Disabled() || view.status.Text() != why || view.ask.Tip() != why {
		t.Errorf("view: disabled %v, %q, %q; want it disabled, and why", view.ask.Disabled(), view.status.Text(), view.ask.Tip())
	}
	c := g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	if got, want := p.info.name.value.Text+"|"+p.info.system.value.Text+"|"+p.info.allows.value.Text, "Bob|Linux|chat only"; got != want {
		t.Errorf("customer is %q; want %q", got, want)
	}
	c.Leave()
	g.says(p, "Bob has left. The same number lets them in again.")
	c = g.Site.Join(p.Session, "Eve")
	g.says(p, "Eve is in the session")
	c.Break()
	g.says(p, "The line to Eve was lost. The same number lets them in again.")
	test.Tap(p.ending.end)
	g.says(p, "The session has ended")
	test.Tap(p.ending.remove)
	g.Until("it is gone", func() bool { return g.sets.Of(p.Session) == nil })
}

func TestExpiredNumberIsSaid(t *testing.T) {
	g := newStage(t)
	p := g.start()
	g.Site.Expire(p.Session.ID)
	g.says(p, "Nobody used the number in time. Start a new session.")
}

func TestWhyNoSessionStarts(t *testing.T) {
	g := newStage(t)
	g.Site.Refuse(link.NotAllowed)
	g.Until("a session can be started", func() bool { return g.list.Why() == "" })
	test.Tap(g.list.begin)
	g.Until("the reason is said", func() bool {
		return g.list.note.Text == "Your account may not start sessions. Ask your administrator."
	})
	g.Site.Break()
	g.Until("the break is said", func() bool {
		return g.list.begin.Disabled() && g.list.begin.Tip() == "Possible as soon as the site is reached"
	})
	g.Until("the line is back", func() bool { return !g.list.begin.Disabled() })
}

func TestOutcomesOfRequestsAreSaid(t *testing.T) {
	g := newStage(t)
	p := g.start()
	view := p.access.requests[0]
	c := g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	for _, o := range []struct {
		outcome session.Outcome
		words   string
	}{
		{session.Declined, "The customer has declined"},
		{session.Expired, "The customer has not answered"},
		{session.TooSoon, "Asked again too soon. Wait a little."},
		{session.Unable, "The customer's computer cannot do this"},
	} {
		g.Until("the view can be asked for", func() bool { return view.ask.Visible() && !view.ask.Disabled() })
		test.Tap(view.ask)
		g.Until("it is pending", func() bool {
			return strings.HasSuffix(view.status.Text(), "Waiting for the customer…") && view.withdraw.Visible()
		})
		c.Answers <- o.outcome
		g.Until(o.words, func() bool { return view.status.Text() == o.words })
	}
	p.access.toggle(session.View)
	g.Until("it is pending", func() bool { return view.withdraw.Visible() })
	p.access.toggle(session.View)
	g.Until("it is withdrawn", func() bool { return view.status.Text() == "You have withdrawn the request" })
}

func TestControlWaitsForTheViewAndTheViewerOpens(t *testing.T) {
	g := newStage(t)
	p := g.start()
	view, control := p.access.requests[0], p.access.requests[1]
	c := g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	test.Tap(control.ask)
	g.Until("control waits", func() bool { return control.status.Text() == "Will be asked as soon as the view is allowed" })
	c.Answers <- session.Allowed
	g.Until("the viewer opens", func() bool { return p.viewer != nil })
	c.Answers <- session.Allowed
	g.Until("both are granted", func() bool {
		return view.yield.Visible() && control.yield.Visible() && p.info.allows.value.Text == "see and control the desktop"
	})
	c.Set(func(gr *session.Grants) { gr.Paused, gr.Missing = true, []string{session.MissingStopKey} })
	g.Until("the pause is said", func() bool {
		return view.status.Text() == "Allowed. The customer has paused the view." && p.access.missing.Visible()
	})
	p.viewer.Close()
	g.Until("all is given back, and the session goes on", func() bool {
		return p.viewer == nil && view.ask.Visible() && p.info.allows.value.Text == "chat only" && p.st.Phase == desk.Active
	})
}

func TestChat(t *testing.T) {
	g := newStage(t)
	p := g.start()
	e := p.Chat.entry
	g.Until("it says that there is nobody to write to", func() bool { return e.Disabled() && p.Chat.note.Visible() })
	c := g.Site.Join(p.Session, "Bob")
	g.Until("there is somebody to write to", func() bool { return !e.Disabled() && !p.Chat.note.Visible() })
	e.SetText("Hello")
	e.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	e.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got := e.Text; strings.Count(got, "\n") != 1 {
		t.Errorf("after Shift+Enter the entry holds %q; want a new line", got)
	}
	e.SetText("Hello")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	g.Until("it is delivered", func() bool {
		return len(p.Chat.shown) == 1 && strings.HasSuffix(p.Chat.shown[0].head.Text, "delivered") && e.Text == ""
	})
	if err := c.Chat.Say("my printer"); err != nil {
		t.Fatal(err)
	}
	g.Until("it is unread, for nobody is at it", func() bool { return p.Chat.Unread() == 1 })
	p.Chat.Focus()
	g.Until("it is read", func() bool { return p.Chat.Unread() == 0 })
}

func TestAnAddressIsOpenedAfterALook(t *testing.T) {
	g := newStage(t)
	p := g.start()
	c := g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	g.win.SetContent(p.Chat.Content)
	if err := c.Chat.Say("see https://example.com/a"); err != nil {
		t.Fatal(err)
	}
	g.Until("the line is there", func() bool { return len(p.Chat.shown) == 1 })
	press(t, g.win, "example.com")
	if !says(g.win, "Open https://example.com/a?") {
		t.Error("nothing shows all of the address before it is opened")
	}
	press(t, g.win, "Cancel")
	if says(g.win, "Open https://example.com/a?") {
		t.Error("the question stays after its answer")
	}
}

func TestPhrases(t *testing.T) {
	g := newStage(t)
	p := g.start()
	g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	g.win.SetContent(p.Chat.Content)
	p.Chat.phrases.edit()
	p.Chat.phrases.entry.SetText("One moment please.\n\n  Is it on?  ")
	press(t, g.win, "Save")
	g.Until("the site has them", func() bool { return len(g.Desk.State().Get().Phrases) == 2 })
	g.Until("the chat is back", func() bool { return p.Chat.entry.Visible() && !p.Chat.phrases.editor.Visible() })
	p.Chat.entry.SetText("Hello.")
	p.Chat.insert(g.Desk.State().Get().Phrases[1])
	if got, want := p.Chat.entry.Text, "Hello. Is it on?"; got != want {
		t.Errorf("the entry holds %q; want %q", got, want)
	}
}

func TestQualityIsAskedForAndRemembered(t *testing.T) {
	g := newStage(t)
	p := g.start()
	p.ending.options.list.SetSelectedIndex(2)
	q := g.start()
	if got := q.ending.options.list.SelectedIndex(); got != 2 {
		t.Errorf("the next session begins with quality %d; want 2", got)
	}
}
