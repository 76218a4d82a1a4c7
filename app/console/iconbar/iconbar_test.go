package iconbar

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/panel"
	"tandem/app/console/shapetest"
	"tandem/app/console/viewer"
)

// A stage is a bar on a desk at a stand-in site.
type stage struct {
	*shapetest.Stage
	bar *bar
}

func newStage(t *testing.T) *stage {
	g := &stage{Stage: shapetest.NewStage(t)}
	g.bar = open(Config{Post: g.Post, Hook: viewer.NoHook, Position: shapetest.Somewhere, Quit: g.Quit}, g.App, g.Desk)
	g.Closes(g.bar.close)
	return g
}

// start presses the plus sign.
func (g *stage) start() *desk.Session {
	g.T.Helper()
	g.Until("a session can be started", func() bool { return !g.bar.start.Disabled() })
	n := len(g.Desk.State().Get().Sessions)
	test.Tap(g.bar.start)
	g.Until("it is in front", func() bool {
		ss := g.Desk.State().Get().Sessions
		return len(ss) > n && g.bar.sets.Front() == g.bar.sets.Of(ss[n]) && g.bar.sets.Front() != nil
	})
	return g.bar.sets.Front().Session
}

func TestIconsSayWhatTheyDoOrWhyTheyDoNot(t *testing.T) {
	g := newStage(t)
	g.Until("the line says what to do first", func() bool { return g.bar.line.Text == emptyWords() })
	chat := g.bar.icon(panel.Talk).button
	chat.MouseIn(&desktop.MouseEvent{})
	if got := g.bar.line.Text; !chat.Disabled() || got != noneWords() {
		t.Errorf("without a session: disabled %v, %q; want it disabled, and why", chat.Disabled(), got)
	}
	chat.MouseOut()
	if got := g.bar.line.Text; got != emptyWords() {
		t.Errorf("with the pointer gone the line says %q; want %q", got, emptyWords())
	}
	s := g.start()
	if g.bar.popouts[key{s, "invite"}] == nil {
		t.Error("the number to read out is not shown")
	}
	chat.FocusGained()
	if got := g.bar.line.Text; chat.Disabled() || got != "Write to the others in the session (Ctrl+T)" {
		t.Errorf("with a session: disabled %v, %q; want what it does", chat.Disabled(), got)
	}
}

func TestPopoutsStayWithTheirCustomer(t *testing.T) {
	g := newStage(t)
	bob := g.start()
	c := g.Site.Join(bob, "Bob")
	g.Until("Bob is in", func() bool { return g.bar.win.Title() == "Bob – 123 456 789" })
	test.Tap(g.bar.icon(panel.Talk).button)
	g.Until("his chat is open", func() bool {
		p := g.bar.popouts[key{bob, "chat"}]
		return p != nil && p.win.Title() == "Chat · Bob – 123 456 789"
	})
	eve := g.start()
	windows := len(g.bar.popouts)
	if err := c.Chat.Say("hello?"); err != nil {
		t.Fatal(err)
	}
	g.Until("a mark tells of Bob", func() bool { return g.bar.clients.mark.Text == "1" })
	if g.bar.sets.Front().Session != eve || len(g.bar.popouts) != windows {
		t.Error("a line of the chat brought its session to the front, or opened a window")
	}
	test.Tap(g.bar.icon(panel.Talk).button)
	if g.bar.popouts[key{eve, "chat"}] == nil || g.bar.popouts[key{bob, "chat"}] == nil {
		t.Error("the chat of the session in front took the place of the other's")
	}
	bob.End()
	g.Until("it is over", func() bool { return bob.State().Get().Phase == desk.Over })
	g.Desk.Forget(bob)
	g.Until("its windows have gone", func() bool { return g.bar.popouts[key{bob, "chat"}] == nil })
}

func TestClosingAsksInAWindow(t *testing.T) {
	g := newStage(t)
	s := g.start()
	g.bar.askToQuit()
	if g.bar.popouts[key{nil, "quit"}] == nil || g.Quits != 0 {
		t.Fatal("nothing asks what is to happen to the session")
	}
	s.End()
	g.Until("it is over", func() bool { return s.State().Get().Phase == desk.Over })
	g.bar.askToQuit()
	if g.Quits != 1 || g.App.Preferences().Int("iconbar.x") != 7 {
		t.Errorf("%d quits, x %d; want one, and the place kept", g.Quits, g.App.Preferences().Int("iconbar.x"))
	}
}

func TestNoTipStaysWhenTheBarWasDragged(t *testing.T) {
	g := newStage(t)
	x := 7
	g.bar.cfg.Position = func(fyne.Window) (int, int, bool) { return x, 8, true }
	g.bar.settle()
	start := g.bar.start
	g.Until("a session can be started", func() bool { return !start.Disabled() })
	start.MouseIn(&desktop.MouseEvent{})
	g.bar.settle()
	if got := g.bar.line.Text; got != start.what {
		t.Errorf("with the pointer at an icon the line says %q; want %q", got, start.what)
	}
	x = 300
	g.bar.settle()
	if got := g.bar.line.Text; got != emptyWords() {
		t.Errorf("after the bar was dragged the line says %q; want %q", got, emptyWords())
	}
}
