package window

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

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
	d.until(t, "it is told", func() bool {
		return strings.Contains(texts(d.live.notice.root), "Carl (Example Support) has joined to assist and sees your screen, too.")
	})
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

func TestWhoLeadsIsNoNewcomerAnyMore(t *testing.T) {
	d := joined(t)
	d.allow(t, session.View)
	me := d.tech.Conn.Peer()
	carl := hosttest.NewColleague(t, "Carl", me)
	alice := roster.Person{ID: d.tech.ID, Name: hosttest.TechnicianName, Role: session.Technician, Here: true}
	d.tech.List.Set(hosttest.Lists(0, alice.ID, me, alice, carl.Person))
	d.until(t, "Carl has come", func() bool { return d.live.notice.hide.Visible() })
	d.until(t, "it is said who reads", func() bool { return d.live.talk.entry.PlaceHolder == "Write to the technicians" })
	d.tech.List.Set(hosttest.Lists(1, carl.ID, me, alice, carl.Person))
	d.until(t, "it is told that Carl leads, though nobody took note that he came", func() bool {
		return strings.Contains(texts(d.live.notice.root), "From now on Carl (Example Support) helps you")
	})
	if d.live.notice.hide.Visible() {
		t.Error("who leads can still be refused the view as a newcomer")
	}
}

func TestTheLastLineStaysInSight(t *testing.T) {
	d := joined(t)
	for range 30 {
		if err := d.tech.Chat.Say("a line"); err != nil {
			t.Fatal(err)
		}
	}
	talk := d.live.talk
	d.until(t, "all is said", func() bool { return len(talk.shown) == 30 })
	below := func() float32 {
		return talk.lines.MinSize().Height - talk.scroll.Size().Height - talk.scroll.Offset.Y
	}
	d.until(t, "the last is seen", func() bool { return below() < 1 })
	d.main.Resize(fyne.NewSize(windowWidth, windowHeight+100))
	d.live.fit()
	d.main.Resize(fyne.NewSize(windowWidth, windowHeight))
	d.live.fit() // as when there is a notice
	if got := below(); got >= 1 {
		t.Errorf("with less room %v of the chat are below what is seen", got)
	}
	talk.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 200)})
	was := talk.scroll.Offset.Y
	if err := d.tech.Chat.Say("another"); err != nil {
		t.Fatal(err)
	}
	d.until(t, "it is there", func() bool { return len(talk.shown) == 31 })
	if talk.scroll.Offset.Y != was {
		t.Error("a new line takes away what the customer reads")
	}
}

func TestAnAddressIsOpenedOnlyAfterItWasShown(t *testing.T) {
	d := joined(t)
	if err := d.tech.Chat.Say("the driver is at https://example.com/driver?v=2, take it"); err != nil {
		t.Fatal(err)
	}
	var opened []string
	talk := d.live.talk
	talk.follows.open = func(u *url.URL) error { opened = append(opened, u.String()); return nil }
	d.until(t, "it is said", func() bool { return len(talk.shown) == 1 })
	if below := talk.lines.MinSize().Height - talk.scroll.Size().Height - talk.scroll.Offset.Y; below >= 1 {
		t.Errorf("%v of it are below what is seen", below)
	}
	press := func(o fyne.CanvasObject, words string) {
		t.Helper()
		if !tap(o, words) {
			t.Fatalf("no button %q", words)
		}
	}
	press(talk.lines, "example.com")
	if got := texts(talk.follows.root); !strings.Contains(got, "https://example.com/driver?v=2") || len(opened) > 0 {
		t.Errorf("asked %q, opened %q; want all of the address, and nothing", got, opened)
	}
	press(talk.follows.root, "Do not open")
	if talk.follows.root.Visible() || len(opened) > 0 {
		t.Errorf("after no the question is seen: %v, opened %q", talk.follows.root.Visible(), opened)
	}
	press(talk.lines, "example.com")
	press(talk.follows.root, "Open")
	if len(opened) != 1 || opened[0] != "https://example.com/driver?v=2" {
		t.Errorf("opened %q; want the address", opened)
	}
	talk.follows.open = func(*url.URL) error { return errors.New("no browser") }
	press(talk.lines, "example.com")
	press(talk.follows.root, "Open")
	if got := texts(talk.follows.root); !strings.Contains(got, "No browser could be started.") {
		t.Errorf("without a browser it says %q", got)
	}
}

// tap taps the button with these words that is somewhere in o; false for none.
func tap(o fyne.CanvasObject, words string) bool {
	switch o := o.(type) {
	case *widget.Button:
		if o.Text == words {
			test.Tap(o)
			return true
		}
	case *fyne.Container:
		return slices.ContainsFunc(slices.Clone(o.Objects), func(c fyne.CanvasObject) bool { return tap(c, words) })
	}
	return false
}
