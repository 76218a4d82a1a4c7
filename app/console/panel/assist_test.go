package panel

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"tandem/transport/link"
)

func TestWhoWaitsToBeLetInAsksOnce(t *testing.T) {
	g := newStage(t)
	g.win.SetContent(g.list.Content)
	a := g.list.assist
	g.Until("the line is up", func() bool { return g.list.Why() == "" })
	a.ask()
	a.number.SetText("12 34")
	a.enter()
	g.Until("it says what is wrong", func() bool { return a.status.Text() == "A session’s number has nine digits." && !a.join.Disabled() })
	a.number.SetText("482 913 077")
	a.enter()
	g.Until("it is asked", func() bool { return a.busy })
	g.Site.Say(&link.Message{Wait: &link.Wait{Session: "s", Participant: "p"}})
	g.Until("it waits", func() bool { return a.status.Text() == "Waiting to be let in…" })
	if !a.join.Disabled() || a.join.Tip() != "Waiting to be let in…" {
		t.Errorf("one can ask again: %v; the button says %q", !a.join.Disabled(), a.join.Tip())
	}
	g.Site.Say(&link.Message{Refused: &link.Refused{Reason: link.NotAllowed, Number: "482913077"}})
	g.Until("one can try again", func() bool { return !a.join.Disabled() && !a.busy && a.form.Visible() })
	test.Tap(a.join)
	g.Until("it is asked again", func() bool { return a.busy })
	a.cancel()
	if a.join.Disabled() || a.form.Visible() {
		t.Error("after giving up the form is there, or cannot be used")
	}
}
