package window

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tandem/app/manager/host"
	"tandem/app/manager/hosttest"
	"tandem/app/session"
	"tandem/app/session/roster"
	"tandem/app/session/screen"
	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/capture/codec"
	coder "tandem/capture/codec/tile"
	"tandem/transport"
)

// other is a customer beside the one at the window.
func other(primary bool) roster.Person {
	var fp transport.Fingerprint
	fp[0] = 0xe
	return roster.Person{ID: fp.String(), Name: "Eve", Role: session.Customer, Here: true, Primary: primary}
}

// beside tells that another customer is there, who is helped or is not.
func (d *desk) beside(helped bool) {
	l := hosttest.Lists(0, d.tech.ID, d.tech.Conn.Peer(), roster.Person{ID: d.tech.ID, Name: hosttest.TechnicianName, Role: session.Technician, Here: true})
	l.People[0].Primary = !helped
	l.People = append(l.People, other(helped))
	d.tech.List.Set(l)
}

func TestAnotherCustomerIsShownTheScreenByAPrompt(t *testing.T) {
	d := joined(t)
	d.beside(false)
	d.allow(t, session.View)
	d.until(t, "Eve can be shown it", func() bool {
		return strings.Contains(texts(d.live.people.root), "Customer, sees nothing of yours") && d.live.people.shown[1].Offer
	})
	d.live.people.hide(other(false).ID, false) // Show …
	d.until(t, "asked", func() bool { return d.prompt != nil })
	if got := d.prompt.window.Title(); !strings.Contains(got, "Show your screen to Eve?") {
		t.Errorf("the prompt is %q", got)
	}
	later(d.prompt.allow)
	click(d.prompt.allow)
	d.until(t, "Eve sees", func() bool {
		return strings.Contains(texts(d.live.people.root), "Customer, sees your screen") && strings.Contains(texts(d.live.banner.root), "Also seen by Eve.")
	})
	d.live.people.hide(other(false).ID, true) // Do not show
	d.until(t, "Eve sees nothing", func() bool { return strings.Contains(texts(d.live.people.root), "Customer, sees nothing of yours") })
}

func TestTheScreenOfAnotherCustomer(t *testing.T) {
	d := joined(t)
	d.beside(true)
	d.until(t, "aside", func() bool { return strings.Contains(texts(d.live.banner.root), "is helping somebody else") })
	var paused session.Value[session.Grants]
	h := &screen.Host{
		Displays: func() ([]capture.Display, error) {
			return []capture.Display{{Bounds: hosttest.Bounds, Primary: true}}, nil
		},
		Open:    capturetest.NewSynthetic(hosttest.Bounds.Size()).Open,
		Encoder: func() codec.Encoder { return coder.NewEncoder(coder.Config{}) }, Exclude: func() []uintptr { return nil },
		Paused: &paused, Shown: new(session.Value[image.Rectangle]), Log: d.cfg.Log,
	}
	ch, err := d.tech.Session.Open(t.Context(), screen.Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- h.Publish(t.Context(), ch) }()
	open := func() bool { return d.watch != nil }
	d.until(t, "shown", open)
	if got := d.watch.window.Title(); !strings.Contains(got, "Screen of Eve") || !strings.Contains(texts(d.live.banner.root), "You see the screen of Eve.") {
		t.Errorf("the window is %q, the banner says %q", got, texts(d.live.banner.root))
	}
	d.until(t, "the picture is there", func() bool {
		return d.watch.view.picture != nil && d.watch.view.picture.Rect.Size() == hosttest.Bounds.Size()
	})
	if d.still() {
		t.Error("the windows are taken for still")
	}
	paused.Set(session.Grants{Paused: true})
	d.until(t, "closed while on hold", func() bool {
		return d.watch == nil && strings.Contains(texts(d.live.banner.root), "The screen of Eve is not shown for now.")
	})
	paused.Set(session.Grants{})
	d.until(t, "shown again", open)
	w := d.watch.window
	if c := w.Canvas().Focused(); c != nil {
		t.Errorf("%T takes input", c)
	}
	d.averted = true // as by closing it
	d.unwatch()
	d.live.refresh()
	if !d.live.look.Visible() || d.live.look.Text != "Screen of Eve" {
		t.Error("there is no way to see it again")
	}
	test.Tap(d.live.look)
	d.until(t, "shown by a click", open)
	if err := ch.Close(); err != nil {
		t.Fatal(err)
	}
	<-over
	d.until(t, "closed at the end", func() bool {
		return d.watch == nil && strings.Contains(texts(d.live.banner.root), "The screen of Eve is not shown to you any more.")
	})
	if d.visit.State().Get().Sight != host.OutOfSight || d.live.look.Visible() {
		t.Errorf("state %+v", d.visit.State().Get())
	}
}
