package multisession

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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
	g.Until("the desktop of who is chosen is beside the panels", func() bool { return g.win.sets.Front() == first && g.win.pages[first].sight != nil })
	if first.Chat.Unread() != 1 {
		t.Error("a line counts as read before anybody was at the chat")
	}
	first.Chat.Focus()
	g.Until("it is read", func() bool { return first.Chat.Unread() == 0 && g.win.win.Title() == "Tandem" })
}

// seen starts a session in which the technician sees and controls name's desktop.
func (g *stage) seen(name string) *panel.Set {
	g.T.Helper()
	s := g.start()
	c := g.Site.Join(s.Session, name)
	g.Until(name+" is in", func() bool { return s.State().Phase == desk.Active })
	if err := s.Session.Ask(session.Control); err != nil {
		g.T.Fatal(err)
	}
	c.Answers <- session.Allowed
	c.Answers <- session.Allowed
	g.Until("there is a picture", func() bool {
		return s.State().Grants.Allows(session.Control) && !s.Session.Viewer().State().Get().First.IsZero() && g.sight(s.Session) != nil
	})
	g.Settle()
	return s
}

// sight is where the desktop is beside a session's panels; nil while it is not.
func (g *stage) sight(s *desk.Session) fyne.CanvasObject {
	if p := g.win.pages[g.win.sets.Of(s)]; p != nil && p.sight != nil {
		return p.sight
	}
	return nil
}

func TestKeysGoOnlyWhereTheTechnicianHasSaid(t *testing.T) {
	g := newStage(t)
	bob := g.seen("Bob")
	if f := g.win.win.Canvas().Focused(); f != nil {
		t.Errorf("the keys go to %T by themselves", f)
	}
	bob.OpenViewer()
	picture := g.win.win.Canvas().Focused()
	if picture == nil || g.Windows() != 1 {
		t.Fatalf("the keys go nowhere, %d windows; want them to go to the picture in the one", g.Windows())
	}
	bob.Chat.Focus()
	entry := g.win.win.Canvas().Focused()
	if entry == nil || entry == picture {
		t.Fatalf("the keys go to %T; want the chat", entry)
	}
	bob.OpenViewer()
	eve := g.seen("Eve")
	if f := g.win.win.Canvas().Focused(); f != nil {
		t.Errorf("the keys that went to one customer go to %T", f)
	}
	if g.sight(bob.Session) != nil || g.Windows() != 1 {
		t.Errorf("Bob's desktop is still there, %d windows", g.Windows())
	}
	if got := bob.Session.State().Get().Grants; !got.Allows(session.Control) {
		t.Error("who is out of sight has lost what was granted")
	}
	g.win.list.Step(1)
	g.Until("Bob's desktop is there again", func() bool { return g.sight(bob.Session) != nil && g.sight(eve.Session) == nil })
}

func TestTheDesktopGoesWithItsSession(t *testing.T) {
	g := newStage(t)
	bob := g.seen("Bob")
	page := func() *page { return g.win.pages[g.win.sets.Of(bob.Session)] }
	test.Tap(page().move)
	if g.Windows() != 2 || page().sight == nil {
		t.Fatalf("%d windows, the desktop in the session's own: %v", g.Windows(), page().sight != nil)
	}
	g.seen("Eve")
	if page().sight == nil {
		t.Error("what is in another window makes Bob's desktop go")
	}
	test.Tap(page().move)
	if g.Windows() != 1 || page().sight != nil {
		t.Errorf("%d windows, the desktop seen: %v; want it when Bob is chosen", g.Windows(), page().sight != nil)
	}
	g.win.list.Step(1)
	if page().sight == nil {
		t.Fatal("the desktop has not come back")
	}
	g.win.sets.Of(bob.Session).OpenViewer()
	g.Settle()
	escape, f11 := &fyne.KeyEvent{Name: fyne.KeyEscape}, &fyne.KeyEvent{Name: fyne.KeyF11}
	g.win.win.Canvas().Focused().(desktop.Keyable).KeyDown(escape)
	g.win.win.Canvas().Focused().(desktop.Keyable).KeyDown(f11)
	if page().sight == nil {
		t.Fatal("a key that is the customer's was taken")
	}
	shapetest.Walk(page().sight, func(o fyne.CanvasObject) bool {
		keys, is := o.(interface{ SetChecked(bool) })
		if is {
			keys.SetChecked(false)
		}
		return is
	})
	g.win.win.Canvas().Focused().(desktop.Keyable).KeyDown(f11)
	if g.Windows() != 2 || page().sight != nil {
		t.Fatalf("%d windows, the desktop beside the panels: %v; want it in full screen", g.Windows(), page().sight != nil)
	}
	for _, w := range g.App.Driver().AllWindows() {
		if w.FullScreen() {
			w.Canvas().Focused().(desktop.Keyable).KeyDown(f11) // the keys are still the technician's
		}
	}
	if g.Windows() != 1 || page().sight == nil {
		t.Errorf("%d windows, the desktop beside the panels: %v; want it back", g.Windows(), page().sight != nil)
	}
	if got := bob.Session.State().Get().Grants; !got.Allows(session.View) {
		t.Error("changing the place has given the view back")
	}
	if err := bob.Session.Yield(session.View); err != nil {
		t.Fatal(err)
	}
	g.Until("the chat has the desktop's room", func() bool { return page().sight == nil })
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
