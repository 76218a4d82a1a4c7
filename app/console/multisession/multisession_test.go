package multisession

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/look"
	"tandem/app/console/panel"
	"tandem/app/console/viewer"
	"tandem/app/session"
)

// A stage is a window on a desk at a stand-in site. Its GUI goroutine is the
// test's own, which runs what is posted while it waits.
type stage struct {
	t     *testing.T
	posts chan func()
	app   fyne.App
	site  *desktest.Site
	desk  *desk.Desk
	win   *window
	quits int
}

func newStage(t *testing.T) *stage {
	g := &stage{t: t, posts: make(chan func(), 100), app: test.NewApp(), site: desktest.NewSite(t)}
	g.app.Settings().SetTheme(look.New())
	g.desk = g.site.Desk(desk.Config{})
	g.win = open(Config{
		Post: func(f func()) { g.posts <- f }, Hook: viewer.NoHook,
		Position: func(fyne.Window) (int, int, bool) { return 7, 8, true }, Quit: func() { g.quits++ },
	}, g.app, g.desk)
	t.Cleanup(func() {
		g.win.close()
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

// start starts a session, which comes to the front.
func (g *stage) start() *panel.Set {
	g.t.Helper()
	g.until("a session can be started", func() bool { return g.win.list.Why() == "" })
	was := g.win.sets.Front()
	g.win.list.Start()
	g.until("the new session is in front", func() bool { f := g.win.sets.Front(); return f != nil && f != was })
	return g.win.sets.Front()
}

// windows counts the windows that are open; Fyne's test driver has one without a title.
func (g *stage) windows() (n int) {
	for _, w := range g.app.Driver().AllWindows() {
		if w.Title() != "" {
			n++
		}
	}
	return n
}

func TestSessionsInTheBackgroundChangeNothingButTheirMarks(t *testing.T) {
	g := newStage(t)
	first := g.start()
	bob := g.site.Join(first.Session, "Bob")
	g.until("Bob is in", func() bool { return first.State().Phase == desk.Active })
	if err := first.Session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	second := g.start()
	if g.win.room.Objects[0] != g.win.pages[second].content {
		t.Error("a session that was started here is not in front")
	}
	bob.Answers <- session.Allowed
	g.until("Bob's picture has come", func() bool { return !first.Session.Viewer().State().Get().First.IsZero() })
	if err := bob.Chat.Say("hello?"); err != nil {
		t.Fatal(err)
	}
	g.until("the title counts who waits", func() bool { return g.win.win.Title() == "(1) Tandem" })
	if g.win.sets.Front() != second || g.windows() != 1 {
		t.Errorf("in front %v, %d windows; want what was in front, and no viewer", g.win.sets.Front().Session.ID, g.windows())
	}
	g.win.list.Step(1)
	g.until("the viewer of who is chosen opens", func() bool { return g.win.sets.Front() == first && g.windows() == 2 })
	if first.Chat.Unread() != 1 {
		t.Error("a line counts as read before anybody was at the chat")
	}
	first.Chat.Focus()
	g.until("it is read", func() bool { return first.Chat.Unread() == 0 && g.win.win.Title() == "Tandem" })
}

func TestNoViewerTakesTheKeysFromAnother(t *testing.T) {
	g := newStage(t)
	for i, name := range []string{"Bob", "Eve"} {
		s := g.start()
		c := g.site.Join(s.Session, name)
		g.until(name+" is in", func() bool { return s.State().Phase == desk.Active })
		if err := s.Session.Ask(session.View); err != nil {
			t.Fatal(err)
		}
		c.Answers <- session.Allowed
		g.until("there is a picture", func() bool { return !s.Session.Viewer().State().Get().First.IsZero() })
		if i == 0 {
			g.until("the first viewer opens", func() bool { return g.windows() == 2 })
			continue
		}
		g.until("the grant is shown", func() bool { return s.State().Grants.Allows(session.View) })
		for range 20 { // whatever is still to be shown
			select {
			case f := <-g.posts:
				f()
			case <-time.After(10 * time.Millisecond):
			}
		}
		if g.windows() != 2 {
			t.Errorf("%d windows; want no second viewer by itself", g.windows())
		}
		s.OpenViewer()
		if g.windows() != 3 {
			t.Errorf("%d windows; want both viewers", g.windows())
		}
	}
}

func TestClosingAsks(t *testing.T) {
	g := newStage(t)
	s := g.start()
	g.win.askToQuit()
	g.win.askToQuit() // once more asks no second time
	if len(g.win.win.Canvas().Overlays().List()) != 1 || g.quits != 0 {
		t.Fatalf("%d questions, %d quits; want one question", len(g.win.win.Canvas().Overlays().List()), g.quits)
	}
	test.Tap(g.win.win.Canvas().Focused().(fyne.Tappable))
	if g.win.asked != nil || g.quits != 0 {
		t.Error("the answer that has the focus does not go on helping")
	}
	s.Session.End()
	g.until("it is over", func() bool { return s.State().Phase == desk.Over })
	g.win.askToQuit()
	if g.quits != 1 || g.app.Preferences().Int("multisession.x") != 7 {
		t.Errorf("%d quits, x %d; want one, and the place kept", g.quits, g.app.Preferences().Int("multisession.x"))
	}
}

func TestEmptyState(t *testing.T) {
	g := newStage(t)
	if g.win.room.Objects[0] != g.win.empty {
		t.Error("nothing says what to do first")
	}
	s := g.start()
	s.Session.End()
	g.until("it is over", func() bool { return s.State().Phase == desk.Over })
	g.desk.Forget(s.Session)
	g.until("it is empty again", func() bool { return g.win.room.Objects[0] == g.win.empty })
}
