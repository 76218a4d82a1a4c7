package panel

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
)

func TestASessionThatIsOverGivesWay(t *testing.T) {
	g := newStage(t)
	first := g.start()
	begin := func(n int) {
		t.Helper()
		if err := g.Desk.Start(t.Context()); err != nil { // as the command line does
			t.Fatal(err)
		}
		g.Until("there is another session", func() bool { return len(g.sets.sets) == n })
	}
	begin(2)
	if g.sets.Front() != first {
		t.Error("a session that was not asked for here has come before one that goes on")
	}
	test.Tap(first.ending.end)
	g.Until("it is over", func() bool { return first.Session.State().Get().Phase == desk.Over })
	begin(3)
	if f := g.sets.Front(); f == first || f.Session.State().Get().Phase == desk.Over {
		t.Error("a new session stays behind one that is over")
	}
}
