package dashboard

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/look"
	"tandem/app/console/viewer"
	"tandem/app/session"
	"tandem/transport/link"
)

// A stage is a dashboard on a desk at a stand-in site. Its GUI goroutine is the
// test's own, which runs what is posted while it waits.
type stage struct {
	t     *testing.T
	posts chan func()
	app   fyne.App
	site  *desktest.Site
	desk  *desk.Desk
	board *board
	quits int
}

func newStage(t *testing.T, cfg desk.Config) *stage {
	g := &stage{t: t, posts: make(chan func(), 100), app: test.NewApp(), site: desktest.NewSite(t)}
	g.app.Settings().SetTheme(look.New())
	g.desk = g.site.Desk(cfg)
	g.board = open(Config{
		Post: func(f func()) { g.posts <- f }, Hook: viewer.NoHook,
		Position: func(fyne.Window) (int, int, bool) { return 7, 8, true }, Quit: func() { g.quits++ },
	}, g.app, g.desk)
	t.Cleanup(func() {
		g.board.close()
		for len(g.posts) > 0 {
			(<-g.posts)()
		}
	})
	return g
}

// until runs what is posted until ok.
func (g *stage) until(what string, ok func() bool) {
	g.t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case f := <-g.posts:
			f()
		case <-tick.C:
		case <-deadline:
			g.t.Fatalf("never came true: %s", what)
		}
	}
}

// start presses the button and returns the page of the new session.
func (g *stage) start() *page {
	g.t.Helper()
	g.until("a session can be started", func() bool { return !g.board.list.start.Disabled() })
	n := len(g.board.pages)
	test.Tap(g.board.list.start)
	g.until("there is a page", func() bool { return len(g.board.pages) > n && g.board.pages[g.board.chosen] != nil })
	return g.board.pages[g.board.chosen]
}

func (g *stage) says(p *page, words string) {
	g.t.Helper()
	g.until("the page says "+words, func() bool { return p.status.Text() == words })
}

func TestEachStateIsSaid(t *testing.T) {
	g := newStage(t, desk.Config{})
	p := g.start()
	g.says(p, "Waiting for the customer")
	if !p.invite.large.Visible() || p.invite.small.Visible() {
		t.Error("the number is not large while the customer is awaited")
	}
	if !p.view.ask.Disabled() || p.view.status.Text() != "Possible as soon as a customer is in" {
		t.Errorf("view: disabled %v, %q; want it disabled, and why", p.view.ask.Disabled(), p.view.status.Text())
	}
	c := g.site.Join(p.session, "Bob")
	g.says(p, "Bob is in the session")
	if p.invite.large.Visible() || !p.invite.small.Visible() {
		t.Error("the number is still large with the customer in")
	}
	if got, want := p.info.name.Text+"|"+p.info.system.Text+"|"+p.info.allows.Text, "Bob|Linux|chat only"; got != want {
		t.Errorf("customer is %q; want %q", got, want)
	}
	c.Leave()
	g.says(p, "Bob has left. The same number lets them in again.")
	c = g.site.Join(p.session, "Eve")
	g.says(p, "Eve is in the session")
	c.Break()
	g.says(p, "The line to Eve was lost. The same number lets them in again.")
	test.Tap(p.end.end)
	g.says(p, "The session has ended")
	test.Tap(p.end.remove)
	g.until("the page is gone", func() bool { return len(g.board.pages) == 0 && g.board.place.Objects[0] == g.board.empty })
}

func TestExpiredNumberIsSaid(t *testing.T) {
	g := newStage(t, desk.Config{})
	p := g.start()
	g.site.Expire(p.session.ID)
	g.says(p, "Nobody used the number in time. Start a new session.")
}

func TestWhyNoSessionStarts(t *testing.T) {
	g := newStage(t, desk.Config{})
	g.site.Refuse(link.NotAllowed)
	g.until("a session can be started", func() bool { return !g.board.list.start.Disabled() })
	test.Tap(g.board.list.start)
	g.until("the reason is said", func() bool {
		return g.board.list.note.Text == "Your account may not start sessions. Ask your administrator."
	})
	g.site.Break()
	g.until("the break is said", func() bool {
		return g.board.header.link.Text() == "The line to the site is broken. Reconnecting…" && g.board.list.start.Disabled()
	})
	g.until("the line is back", func() bool { return g.board.header.link.Text() == "Connected to the site" })
}

func TestOutcomesOfRequestsAreSaid(t *testing.T) {
	g := newStage(t, desk.Config{})
	p := g.start()
	c := g.site.Join(p.session, "Bob")
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
		g.until("the view can be asked for", func() bool { return p.view.ask.Visible() && !p.view.ask.Disabled() })
		test.Tap(p.view.ask)
		g.until("it is pending", func() bool {
			return strings.HasSuffix(p.view.status.Text(), "Waiting for the customer…") && p.view.withdraw.Visible()
		})
		c.Answers <- o.outcome
		g.until(o.words, func() bool { return p.view.status.Text() == o.words })
	}
	test.Tap(p.view.ask)
	g.until("it is pending", func() bool { return p.view.withdraw.Visible() })
	test.Tap(p.view.withdraw)
	g.until("it is withdrawn", func() bool { return p.view.status.Text() == "You have withdrawn the request" })
}

func TestControlWaitsForTheViewAndTheViewerOpens(t *testing.T) {
	g := newStage(t, desk.Config{})
	p := g.start()
	c := g.site.Join(p.session, "Bob")
	g.says(p, "Bob is in the session")
	test.Tap(p.control.ask)
	g.until("control waits", func() bool { return p.control.status.Text() == "Will be asked as soon as the view is allowed" })
	c.Answers <- session.Allowed
	g.until("the viewer opens", func() bool { return p.viewer != nil })
	c.Answers <- session.Allowed
	g.until("both are granted", func() bool {
		return p.view.yield.Visible() && p.control.yield.Visible() && p.info.allows.Text == "see and control the desktop"
	})
	c.Set(func(gr *session.Grants) { gr.Paused, gr.Missing = true, []string{session.MissingStopKey} })
	g.until("the pause is said", func() bool {
		return p.view.status.Text() == "Allowed. The customer has paused the view." && p.missing.Visible()
	})
	p.viewer.Close()
	g.until("all is given back, and the session goes on", func() bool {
		return p.viewer == nil && p.view.ask.Visible() && p.info.allows.Text == "chat only" && p.st.Phase == desk.Active
	})
}

func TestChat(t *testing.T) {
	g := newStage(t, desk.Config{})
	p := g.start()
	g.until("it says that there is nobody to write to", func() bool { return p.talk.entry.Disabled() && p.talk.note.Visible() })
	c := g.site.Join(p.session, "Bob")
	g.until("there is somebody to write to", func() bool { return !p.talk.entry.Disabled() && !p.talk.note.Visible() })
	p.talk.entry.SetText("Hello")
	p.talk.entry.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	p.talk.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.talk.entry.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got := p.talk.entry.Text; strings.Count(got, "\n") != 1 {
		t.Errorf("after Shift+Enter the entry holds %q; want a new line", got)
	}
	p.talk.entry.SetText("Hello")
	p.talk.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	g.until("it is delivered", func() bool {
		return len(p.talk.shown) == 1 && strings.HasSuffix(p.talk.shown[0].head.Text, "delivered") && p.talk.entry.Text == ""
	})
	p.tabs.SelectIndex(1)
	if err := c.Chat.Say("my printer"); err != nil {
		t.Fatal(err)
	}
	g.until("it is marked as unread", func() bool { return p.tools.Text == "Tools (1)" })
	p.tabs.SelectIndex(0)
	if got := p.tools.Text; got != "Tools" {
		t.Errorf("tab %q after it was read; want Tools", got)
	}
}

func TestClosingAsksWhatToDo(t *testing.T) {
	g := newStage(t, desk.Config{})
	p := g.start()
	g.site.Join(p.session, "Bob")
	g.says(p, "Bob is in the session")
	g.board.askToQuit()
	if !g.board.asking || g.quits != 0 || g.board.win.Canvas().Overlays().Top() == nil {
		t.Fatalf("asking %v, quits %d; want a question", g.board.asking, g.quits)
	}
	g.board.askToQuit() // once more asks no second time
	if got := len(g.board.win.Canvas().Overlays().List()); got != 1 {
		t.Errorf("%d questions; want one", got)
	}
	p.session.End()
	g.says(p, "The session has ended")
	g.board.asking = false
	g.board.askToQuit()
	if g.quits != 1 {
		t.Errorf("%d quits with nothing running; want 1", g.quits)
	}
	if got := g.app.Preferences().Int("dashboard.x"); got != 7 {
		t.Errorf("the window's x is kept as %d; want 7", got)
	}
}
