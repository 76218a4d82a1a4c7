package window

import (
	"testing"

	"tandem/app/session"
)

func TestWindowsAreStillInASession(t *testing.T) {
	form := start(t, Wish{})
	if form.still() {
		t.Error("the form is still, though its cursor blinks")
	}
	d := joined(t)
	check := func(when string, want bool) {
		t.Helper()
		if got := d.still(); got != want {
			t.Errorf("still %v %s; want %v", got, when, want)
		}
	}
	check("in a session", true)
	d.ask(t, session.View)
	check("while a prompt counts down", false)
	later(d.prompt.allow)
	click(d.prompt.allow)
	d.until(t, "granted", func() bool { return d.prompt == nil })
	check("while the view is shown", true)
	d.main.Canvas().Focus(d.live.talk.entry)
	check("while the chat's cursor blinks", false)
	d.inFront(false)
	check("while the customer is in another program", true)
	d.inFront(true)
	d.main.Canvas().Unfocus()
	d.closing()
	check("while the customer is asked whether to leave", false)
	d.dismiss()
	d.visit.Leave()
	d.until(t, "over", func() bool { return d.live == nil })
	check("after the session", false)
}
