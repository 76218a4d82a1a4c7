package dashboard

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/panel"
	"tandem/app/console/shapetest"
	"tandem/app/console/viewer"
	"tandem/transport/link"
)

// A stage is a dashboard on a desk at a stand-in site.
type stage struct {
	*shapetest.Stage
	board *board
}

func newStage(t *testing.T) *stage {
	g := &stage{Stage: shapetest.NewStage(t)}
	g.board = open(Config{Post: g.Post, Hook: viewer.NoHook, Position: shapetest.Somewhere, Quit: g.Quit}, g.App, g.Desk)
	g.Closes(g.board.close)
	return g
}

// start starts a session and returns its page.
func (g *stage) start() *page {
	g.T.Helper()
	g.Until("a session can be started", func() bool { return g.board.list.Why() == "" })
	was := g.board.sets.Front()
	g.board.list.Start()
	g.Until("the new session is in front", func() bool { f := g.board.sets.Front(); return f != nil && f != was })
	return g.board.pages[g.board.sets.Front()]
}

func TestTheTabsAreInTheOrderOfTheAccount(t *testing.T) {
	for _, c := range []struct {
		order, want []string
	}{
		{nil, []string{link.TabTools, link.TabDesktop, link.TabApplication, link.TabSession}},
		{[]string{link.TabSession, link.TabApplication, link.TabDesktop, link.TabTools}, []string{link.TabSession, link.TabApplication, link.TabDesktop, link.TabTools}},
		{[]string{link.TabDesktop, link.TabDesktop, "Sessions"}, []string{link.TabDesktop, link.TabTools, link.TabApplication, link.TabSession}},
	} {
		if got := ordered(c.order); !slices.Equal(got, c.want) {
			t.Errorf("ordered(%q) = %q; want %q", c.order, got, c.want)
		}
	}
}

func TestATabWithoutButtonsIsAbsent(t *testing.T) {
	p := newStage(t).start()
	if want := []string{link.TabTools, link.TabDesktop, link.TabSession}; !slices.Equal(p.ribbon.names, want) {
		t.Errorf("tabs %q; want %q", p.ribbon.names, want)
	}
	for _, name := range p.ribbon.names {
		test.Tap(p.ribbon.tabs[name].button)
		for _, n := range p.ribbon.names {
			if got := p.ribbon.tabs[n].body.Visible(); got != (n == name) {
				t.Errorf("with %q chosen, the buttons of %q are to be seen: %v", name, n, got)
			}
		}
		if !p.work[p.shown].Visible() {
			t.Errorf("with %q chosen, what one works in is gone", name)
		}
	}
}

func TestWhatOneWorksInFollowsTheCustomer(t *testing.T) {
	g := newStage(t)
	p := g.start()
	if p.shown != panel.Invitation {
		t.Errorf("while the customer is awaited %q is shown; want what is read out", p.shown)
	}
	c := g.Site.Join(p.set.Session, "Bob")
	g.Until("the chat is there with the customer in", func() bool { return p.shown == panel.Talk })
	c.Leave()
	g.Until("the number is there again", func() bool { return p.shown == panel.Invitation })
	test.Tap(p.tools[panel.Memo])
	g.Site.Join(p.set.Session, "Eve")
	g.Until("Eve is in", func() bool { return p.set.State().Phase == desk.Active })
	if p.shown != panel.Memo {
		t.Error("a customer has taken the notes away from the technician")
	}
}

func TestUnreadLinesAreMarkedWhereverOneIs(t *testing.T) {
	g := newStage(t)
	p := g.start()
	c := g.Site.Join(p.set.Session, "Bob")
	g.Until("Bob is in", func() bool { return p.set.State().Phase == desk.Active })
	if err := c.Chat.Say("my printer"); err != nil {
		t.Fatal(err)
	}
	g.Until("it is marked", func() bool {
		return p.ribbon.tabs[link.TabTools].button.Text == "Tools (1)" && p.tools[panel.Talk].Text == "Chat (1)"
	})
	g.board.bring(p.set.Session, panel.Talk)
	g.Until("it is read", func() bool {
		return p.ribbon.tabs[link.TabTools].button.Text == "Tools" && p.tools[panel.Talk].Text == "Chat"
	})
}

func TestTheEmptyStateComesBack(t *testing.T) {
	g := newStage(t)
	if g.board.room.Objects[0] != g.board.empty {
		t.Error("nothing says what to do first")
	}
	p := g.start()
	p.set.Session.End()
	g.Until("it is over", func() bool { return p.set.State().Phase == desk.Over })
	g.Desk.Forget(p.set.Session)
	g.Until("it is empty again", func() bool { return g.board.room.Objects[0] == g.board.empty && len(g.board.pages) == 0 })
}

func TestClosingAsksWhatToDo(t *testing.T) {
	g := newStage(t)
	p := g.start()
	g.board.asked.Ask()
	g.board.asked.Ask() // once more asks no second time
	if n := len(g.board.win.Canvas().Overlays().List()); n != 1 || g.Quits != 0 {
		t.Fatalf("%d questions, %d quits; want one question", n, g.Quits)
	}
	test.Tap(g.board.win.Canvas().Focused().(fyne.Tappable)) // goes on helping
	p.set.Session.End()
	g.Until("it is over", func() bool { return p.set.State().Phase == desk.Over })
	g.board.asked.Ask()
	if g.Quits != 1 || g.App.Preferences().Int("dashboard.x") != 7 {
		t.Errorf("%d quits, x %d; want one, and the place kept", g.Quits, g.App.Preferences().Int("dashboard.x"))
	}
}
