package iconbar

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/look"
	"tandem/app/console/viewer"
)

// A stage is a bar on a desk at a stand-in site. Its GUI goroutine is the test's
// own, which runs what is posted while it waits.
type stage struct {
	t     *testing.T
	posts chan func()
	app   fyne.App
	site  *desktest.Site
	desk  *desk.Desk
	bar   *bar
	quits int
}

func newStage(t *testing.T) *stage {
	g := &stage{t: t, posts: make(chan func(), 100), app: test.NewApp(), site: desktest.NewSite(t)}
	g.app.Settings().SetTheme(look.New())
	g.desk = g.site.Desk(desk.Config{})
	g.bar = open(Config{
		Post: func(f func()) { g.posts <- f }, Hook: viewer.NoHook,
		Position: func(fyne.Window) (int, int, bool) { return 7, 8, true }, Quit: func() { g.quits++ },
	}, g.app, g.desk)
	t.Cleanup(func() {
		g.bar.close()
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

// start presses the plus sign.
func (g *stage) start() *desk.Session {
	g.t.Helper()
	g.until("a session can be started", func() bool { return !g.bar.start.Disabled() })
	n := len(g.desk.State().Get().Sessions)
	test.Tap(g.bar.start)
	g.until("it is in front", func() bool {
		ss := g.desk.State().Get().Sessions
		return len(ss) > n && g.bar.sets.Front() == g.bar.sets.Of(ss[n]) && g.bar.sets.Front() != nil
	})
	return g.bar.sets.Front().Session
}

func TestIconsSayWhatTheyDoOrWhyTheyDoNot(t *testing.T) {
	g := newStage(t)
	g.until("the line says what to do first", func() bool { return g.bar.line.Text == emptyWords() })
	chat := g.bar.icons[chatIcon].button
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
	if got := g.bar.line.Text; chat.Disabled() || got != "Write to the customer" {
		t.Errorf("with a session: disabled %v, %q; want what it does", chat.Disabled(), got)
	}
}

func TestPopoutsStayWithTheirCustomer(t *testing.T) {
	g := newStage(t)
	bob := g.start()
	c := g.site.Join(bob, "Bob")
	g.until("Bob is in", func() bool { return g.bar.win.Title() == "Bob – 123 456 789" })
	test.Tap(g.bar.icons[chatIcon].button)
	g.until("his chat is open", func() bool {
		p := g.bar.popouts[key{bob, "chat"}]
		return p != nil && p.win.Title() == "Chat · Bob – 123 456 789"
	})
	eve := g.start()
	windows := len(g.bar.popouts)
	if err := c.Chat.Say("hello?"); err != nil {
		t.Fatal(err)
	}
	g.until("a mark tells of Bob", func() bool { return g.bar.clients.mark.Text == "1" })
	if g.bar.sets.Front().Session != eve || len(g.bar.popouts) != windows {
		t.Error("a line of the chat brought its session to the front, or opened a window")
	}
	test.Tap(g.bar.icons[chatIcon].button)
	if g.bar.popouts[key{eve, "chat"}] == nil || g.bar.popouts[key{bob, "chat"}] == nil {
		t.Error("the chat of the session in front took the place of the other's")
	}
	bob.End()
	g.until("it is over", func() bool { return bob.State().Get().Phase == desk.Over })
	g.desk.Forget(bob)
	g.until("its windows have gone", func() bool { return g.bar.popouts[key{bob, "chat"}] == nil })
}

func TestClosingAsksInAWindow(t *testing.T) {
	g := newStage(t)
	s := g.start()
	g.bar.askToQuit()
	if g.bar.popouts[key{nil, "quit"}] == nil || g.quits != 0 {
		t.Fatal("nothing asks what is to happen to the session")
	}
	s.End()
	g.until("it is over", func() bool { return s.State().Get().Phase == desk.Over })
	g.bar.askToQuit()
	if g.quits != 1 || g.app.Preferences().Int("iconbar.x") != 7 {
		t.Errorf("%d quits, x %d; want one, and the place kept", g.quits, g.app.Preferences().Int("iconbar.x"))
	}
}
