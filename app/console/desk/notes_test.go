package desk_test

import (
	"strings"
	"testing"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
)

func TestNotesGoToTheSiteAndSurvive(t *testing.T) {
	site, k := desktest.NewSite(t), keeper(t)
	d, stop := site.DeskUntil(desk.Config{Keep: k})
	s := start(t, d)
	c := site.Join(s, "Bob")
	active(t, s)
	if err := s.Notes().Set("spooler"); err != nil {
		t.Fatal(err)
	}
	until(t, "the site has them", func() bool { return s.Notes().State().Get().Sent && site.Notes(s.ID) == "spooler" })
	if n := len(c.Chat.Lines().Get()); n != 0 {
		t.Errorf("%d lines at the customer's; want none", n)
	}
	s.End()
	until(t, "it is over", func() bool { return s.State().Get().Phase == desk.Over })
	site.Deaf(true)
	if err := s.Notes().Set("spooler, solved"); err != nil { // after the end
		t.Fatal(err)
	}
	stop()
	if got := site.Notes(s.ID); got != "spooler" {
		t.Errorf("the site has %q", got)
	}
	site.Deaf(false)
	site.Desk(desk.Config{Keep: k})
	until(t, "the site has what it lacked", func() bool { return site.Notes(s.ID) == "spooler, solved" })
	until(t, "and that is known", func() bool {
		pairs, err := k.Range(t.Context(), "desk/", 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pairs {
			if strings.Contains(p.Key, "/notes/") {
				return strings.Contains(string(p.Value), `"version":2`) && strings.Contains(string(p.Value), `"sent":2`)
			}
		}
		return false
	})
}

func TestForgettingSavesTheNotes(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{Keep: keeper(t)})
	s := start(t, d)
	s.End()
	until(t, "it is over", func() bool { return s.State().Get().Phase == desk.Over })
	if err := s.Notes().Set("nobody came"); err != nil {
		t.Fatal(err)
	}
	d.Forget(s)
	d.Forget(s) // again does no harm
	until(t, "the site has them", func() bool { return site.Notes(s.ID) == "nobody came" })
}
