package window

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"tandem/app/manager/hosttest"
	"tandem/app/session"
	"tandem/app/session/roster"
)

// TestEverythingIsInReachOnALowDisplay: with a notice, several people and all
// else, what stops things and the place to write stay where they can be seen.
func TestEverythingIsInReachOnALowDisplay(t *testing.T) {
	for _, height := range []int{600, 768, 1080} {
		d := joined(t)
		d.cfg.Place = func() image.Rectangle { return image.Rect(0, 0, 1366, height) }
		d.showLive(d.visit)
		d.allow(t, session.View)
		alice := roster.Person{ID: d.tech.ID, Name: hosttest.TechnicianName, Role: session.Technician, Here: true}
		carl := hosttest.NewColleague(t, "Carl", d.tech.Conn.Peer())
		d.tech.List.Set(hosttest.Lists(0, alice.ID, d.tech.Conn.Peer(), alice, carl.Person))
		d.until(t, "Carl is listed", func() bool { return d.live.people.root.Visible() && d.live.notice.root.Visible() })
		least := d.live.root.MinSize().Height
		if most := float32(height - margin); least > most {
			t.Errorf("on a display of %d the window is %v high; want no more than %v", height, least, most)
		}
		size := fyne.NewSize(windowWidth, max(least, min(windowHeight, float32(height-margin))))
		d.main.Resize(size)
		inside := func(what string, o fyne.CanvasObject) {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			if at.Y < 0 || at.Y+o.Size().Height > size.Height {
				t.Errorf("on a display of %d %s is at %v of %v", height, what, at.Y, size.Height)
			}
		}
		inside("Leave", d.live.leave.button)
		inside("the notice", d.live.notice.root)
		inside("the place to write", d.live.talk.entry)
	}
}
