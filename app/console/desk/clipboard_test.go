package desk_test

import (
	"testing"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
	"tandem/app/session/clipboard/clipboardtest"
)

func TestTheClipboardIsSharedWithTheCustomerInFrontAlone(t *testing.T) {
	site, mine := desktest.NewSite(t), new(clipboardtest.Desktop)
	d := site.Desk(desk.Config{Clipboard: mine.Open})
	var ss []*desk.Session
	var cs []*desktest.Customer
	for _, name := range []string{"Bob", "Carol"} {
		s := start(t, d)
		c := site.Join(s, name)
		active(t, s)
		ss, cs = append(ss, s), append(cs, c)
	}
	d.Front(ss[0])
	mine.Copy("before it was shared")
	for i, s := range ss {
		if err := s.Ask(session.Clipboard); err != nil {
			t.Fatal(err)
		}
		cs[i].Answers <- session.Allowed
		until(t, "it is granted", func() bool { return s.State().Get().Grants.Allows(session.Clipboard) })
	}
	bob, carol := &cs[0].Clipboard, &cs[1].Clipboard
	until(t, "it is shared with Bob", func() bool { bob.Copy("Bob's"); return mine.Text() == "Bob's" })
	mine.Copy("for Bob")
	until(t, "Bob has it", func() bool { return bob.Text() == "for Bob" })
	until(t, "Carol's waits", func() bool { carol.Copy("Carol's"); return desk.Waits(ss[1]) })
	if got := mine.Text(); got != "for Bob" {
		t.Errorf("the technician has %q; want nothing of Carol, who is not in front", got)
	}
	if got := carol.Text(); got != "Carol's" {
		t.Errorf("Carol has %q; want nothing of what was copied for Bob", got)
	}
	bob.Copy("Bob's secret")
	until(t, "Bob's is here", func() bool { return mine.Text() == "Bob's secret" })
	mine.Copy("for whoever is next")
	d.Front(ss[1])
	until(t, "Carol has what the technician copied last", func() bool { return carol.Text() == "for whoever is next" })
	cs[0].Revoke(session.Clipboard)
	until(t, "Bob has taken it back", func() bool { return !desk.Shares(ss[0]) })
	d.Front(ss[0])
	mine.Copy("not for Bob")
	d.Front(ss[1])
	until(t, "Carol has it", func() bool { return carol.Text() == "not for Bob" })
	if got := bob.Text(); got == "not for Bob" {
		t.Error("Bob got a text after taking the clipboard back")
	}
}
