package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tandem/app/manager/hosttest"
	"tandem/app/session"
	"tandem/app/session/roster"
)

func TestWhoLooksOnIsNamedAndCanBeShutOut(t *testing.T) {
	d := joined(t)
	d.allow(t, session.View)
	me := d.tech.Conn.Peer()
	carl := hosttest.NewColleague(t, "Carl", me)
	alice := roster.Person{ID: d.tech.ID, Name: hosttest.TechnicianName, Role: session.Technician, Here: true}
	if d.live.people.root.Visible() || d.live.notice.root.Visible() {
		t.Error("people are listed who are in every session")
	}
	d.tech.List.Set(hosttest.Lists(0, alice.ID, me, alice, carl.Person))
	d.until(t, "Carl is seen to see", func() bool {
		return strings.Contains(texts(d.live.people.root), "Assists, sees your screen") && strings.Contains(texts(d.live.banner.root), "Also seen by Carl.")
	})
	if got := texts(d.live.notice.root); !strings.Contains(got, "Carl (Example Support) has joined to assist and sees your screen, too.") {
		t.Errorf("the notice says %q", got)
	}
	test.Tap(d.live.notice.hide)
	d.until(t, "Carl is shut out", func() bool {
		return strings.Contains(texts(d.live.people.root), "Assists, is not shown your screen") && !d.live.notice.root.Visible()
	})
	if got := texts(d.live.banner.root); strings.Contains(got, "Carl") {
		t.Errorf("the banner says %q", got)
	}
	d.tech.List.Set(hosttest.Lists(1, carl.ID, me, alice, carl.Person))
	d.until(t, "Carl leads", func() bool {
		return strings.Contains(texts(d.live.notice.root), "From now on Carl (Example Support) helps you. Nothing is shown or done before you allow it.")
	})
}
