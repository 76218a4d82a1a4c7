package multisession

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/panel"
	"tandem/app/console/shapetest"
	"tandem/app/console/viewer"
	"tandem/app/session"
)

// A stage is a window on a desk at a stand-in site.
type stage struct {
	*shapetest.Stage
	win *window
}

func newStage(t *testing.T) *stage {
	g := &stage{Stage: shapetest.NewStage(t)}
	g.win = open(Config{Post: g.Post, Hook: viewer.NoHook, Position: shapetest.Somewhere, Quit: g.Quit}, g.App, g.Desk)
	g.Closes(g.win.close)
	return g
}

// start starts a session, which comes to the front.
func (g *stage) start() *panel.Set {
	g.T.Helper()
	g.Until("a session can be started", func() bool { return g.win.list.Why() == "" })
	was := g.win.sets.Front()
	g.win.list.Start()
	g.Until("the new session is in front", func() bool { f := g.win.sets.Front(); return f != nil && f != was })
	return g.win.sets.Front()
}

func TestSessionsInTheBackgroundChangeNothingButTheirMarks(t *testing.T) {
	g := newStage(t)
	first := g.start()
	bob := g.Site.Join(first.Session, "Bob")
	g.Until("Bob is in", func() bool { return first.State().Phase == desk.Active })
	if err := first.Session.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	second := g.start()
	if g.win.room.Objects[0] != g.win.pages[second].content {
		t.Error("a session that was started here is not in front")
	}
	bob.Answers <- session.Allowed
	g.Until("Bob's picture has come", func() bool { return !first.Session.Viewer().State().Get().First.IsZero() })
	if err := bob.Chat.Say("hello?"); err != nil {
		t.Fatal(err)
	}
	g.Until("the title counts who waits", func() bool { return g.win.win.Title() == "(1) Tandem" })
	if g.win.sets.Front() != second || g.Windows() != 1 {
		t.Errorf("in front %v, %d windows; want what was in front, and no viewer", g.win.sets.Front().Session.ID, g.Windows())
	}
	g.win.list.Step(1)
	g.Until("the viewer of who is chosen opens", func() bool { return g.win.sets.Front() == first && g.Windows() == 2 })
	if first.Chat.Unread() != 1 {
		t.Error("a line counts as read before anybody was at the chat")
	}
	first.Chat.Focus()
	g.Until("it is read", func() bool { return first.Chat.Unread() == 0 && g.win.win.Title() == "Tandem" })
}

func TestNoViewerTakesTheKeysFromAnother(t *testing.T) {
	g := newStage(t)
	for i, name := range []string{"Bob", "Eve"} {
		s := g.start()
		c := g.Site.Join(s.Session, name)
		g.Until(name+" is in", func() bool { return s.State().Phase == desk.Active })
		if err := s.Session.Ask(session.View); err != nil {
			t.Fatal(err)
		}
		c.Answers <- session.Allowed
		g.Until("there is a picture", func() bool { return !s.Session.Viewer().State().Get().First.IsZero() })
		if i == 0 {
			g.Until("the first viewer opens", func() bool { return g.Windows() == 2 })
			continue
		}
		g.Until("the grant is shown", func() bool { return s.State().Grants.Allows(session.View) })
		g.Settle()
		if g.Windows() != 2 {
			t.Errorf("%d windows; want no second viewer by itself", g.Windows())
		}
		s.OpenViewer()
		if g.Windows() != 3 {
			t.Errorf("%d windows; want both viewers", g.Windows())
		}
	}
}

func TestClosingAsks(t *testing.T) {
	g := newStage(t)
	s := g.start()
	g.win.asked.Ask()
	g.win.asked.Ask() // once more asks no second time
	if len(g.win.win.Canvas().Overlays().List()) != 1 || g.Quits != 0 {
		t.Fatalf("%d questions, %d quits; want one question", len(g.win.win.Canvas().Overlays().List()), g.Quits)
	}
	test.Tap(g.win.win.Canvas().Focused().(fyne.Tappable))
	if len(g.win.win.Canvas().Overlays().List()) != 0 || g.Quits != 0 {
		t.Error("the answer that has the focus does not go on helping")
	}
	s.Session.End()
	g.Until("it is over", func() bool { return s.State().Phase == desk.Over })
	g.win.asked.Ask()
	if g.Quits != 1 || g.App.Preferences().Int("multisession.x") != 7 {
		t.Errorf("%d quits, x %d; want one, and the place kept", g.Quits, g.App.Preferences().Int("multisession.x"))
	}
}

func TestEmptyState(t *testing.T) {
	g := newStage(t)
	if g.win.room.Objects[0] != g.win.empty {
		t.Error("nothing says what to do first")
	}
	s := g.start()
	s.Session.End()
	g.Until("it is over", func() bool { return s.State().Phase == desk.Over })
	g.Desk.Forget(s.Session)
	g.Until("it is empty again", func() bool { return g.win.room.Objects[0] == g.win.empty })
}

func TestASessionInAWindowOfItsOwn(t *testing.T) {
	g := newStage(t)
	s := g.start()
	page := func() *page { return g.win.pages[g.win.sets.Of(s.Session)] }
	test.Tap(page().move)
	if g.Windows() != 2 || g.win.room.Objects[0] != page().gone || page().own.Title() != s.Title() {
		t.Fatalf("%d windows; want the session's own, and to be told of it in the other", g.Windows())
	}
	other := g.start()
	if g.win.room.Objects[0] != g.win.pages[other].content {
		t.Error("another session is not in the window of all")
	}
	g.win.bring(s.Session, panel.Talk)
	if page().own == nil || g.win.room.Objects[0] != page().gone {
		t.Error("choosing the session took its window away")
	}
	test.Tap(page().move)
	if g.Windows() != 1 || g.win.room.Objects[0] != page().content {
		t.Errorf("%d windows; want the session back in the window of all", g.Windows())
	}
	test.Tap(page().move)
	s.Session.End()
	g.Until("it is over", func() bool { return g.win.sets.Of(s.Session).State().Phase == desk.Over })
	g.Desk.Forget(s.Session)
	g.Until("its window goes with it", func() bool { return g.Windows() == 1 })
}

func TestTheListAndOnesOwnSettingsAreReached(t *testing.T) {
	g := newStage(t)
	g.start()
	g.win.bringList()
	if f := g.win.win.Canvas().Focused(); f == nil {
		t.Error("the keys do not go to the list of all sessions")
	}
	g.win.openMine()
	g.win.openMine()
	if n := len(g.win.win.Canvas().Overlays().List()); n != 1 {
		t.Errorf("what technicians set for themselves is open %d times; want once", n)
	}
}
