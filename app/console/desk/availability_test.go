package desk_test

import (
	"sync/atomic"
	"testing"
	"time"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/session"
	"tandem/transport/link"
)

func TestSettingsOfTheAccount(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	until(t, "the settings are there", func() bool { return d.State().Get().Settings.Shape == link.Dashboard })
	site.Welcome(link.Welcome{Settings: link.Settings{Shape: "newer", Request: link.RequestView, Postpone: true}})
	until(t, "they have changed", func() bool { return d.State().Get().Settings.Postpone })
	if got := d.State().Get().Settings; got.Shape != link.Dashboard || len(got.Tabs) != 4 {
		t.Errorf("settings %+v; want the usual shape and tabs in place of unknown ones", got)
	}
	s := start(t, d)
	site.Join(s, "Bob")
	until(t, "the view is asked for by itself", func() bool { return asked(s, session.View) == session.Pending })
}

func TestAvailability(t *testing.T) {
	site := desktest.NewSite(t)
	site.Welcome(link.Welcome{Settings: link.Settings{BusyAt: 2, AwayAfter: time.Minute}})
	var idle atomic.Int64
	d := site.Desk(desk.Config{Idle: func() (time.Duration, error) { return time.Duration(idle.Load()), nil }})
	want := func(what string, want link.Available) {
		t.Helper()
		until(t, what, func() bool { return site.Available() == want && d.State().Get().Available == want })
	}
	want("nothing to do", link.Online)
	start(t, d)
	s := start(t, d)
	want("two sessions", link.Busy)
	d.SetAway(true)
	want("said so", link.Away)
	site.Break()
	until(t, "the link is up again", func() bool { return d.State().Get().Link == desk.Up })
	d.SetAway(false)
	want("back", link.Busy)
	idle.Store(int64(time.Minute))
	want("nobody is there", link.Away)
	idle.Store(0)
	s.End()
	want("one has ended", link.Online)
	site.Welcome(link.Welcome{Single: true})
	want("one is all there may be", link.Busy)
}
