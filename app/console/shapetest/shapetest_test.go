package shapetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/dashboard"
	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/iconbar"
	"tandem/app/console/look"
	"tandem/app/console/multisession"
	"tandem/app/console/viewer"
	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// A shape is what the scenario needs of one.
type shape interface {
	Open(a fyne.App, d *desk.Desk) (close func())
}

// A panel is a part of a shape that one has to get to.
type panel string

// The panels of the scenario.
const (
	starter panel = "starter"
	talk    panel = "chat"
	access  panel = "desktop"
	ending  panel = "session"
)

// shapes are all shapes; icons are what one has to press to get to a panel,
// where it is not to be seen already or behind a tab.
var shapes = []struct {
	name  string
	make  func(post ui.Poster) shape
	icons map[panel]string
}{
	{"dashboard", func(post ui.Poster) shape {
		return dashboard.New(dashboard.Config{Post: post, Hook: viewer.NoHook, Position: nowhere, Quit: func() {}})
	}, nil},
	{"iconbar", func(post ui.Poster) shape {
		return iconbar.New(iconbar.Config{Post: post, Hook: viewer.NoHook, Position: nowhere, Quit: func() {}})
	}, map[panel]string{
		starter: "All sessions", talk: "Write to the customer", access: "See or control the customer’s desktop", ending: "Hold or end the session",
	}},
	{"multisession", func(post ui.Poster) shape {
		return multisession.New(multisession.Config{Post: post, Hook: viewer.NoHook, Position: nowhere, Quit: func() {}})
	}, nil},
}

func nowhere(fyne.Window) (x, y int, ok bool) { return 0, 0, false }

// A person works with a shape. The GUI goroutine is the test's own, which runs
// what is posted while the person waits.
type person struct {
	t     *testing.T
	posts chan func()
	app   fyne.App
	icons map[panel]string
}

// until waits until ok.
func (p *person) until(what string, ok func() bool) {
	p.t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case f := <-p.posts:
			f()
		case <-tick.C:
		case <-deadline:
			p.t.Fatalf("never came true: %s", what)
		}
	}
}

// reads waits until words can be read somewhere.
func (p *person) reads(words string) {
	p.t.Helper()
	p.until("it says "+words, func() bool { return said(p.app, words) })
}

// goTo gets to a panel where there is an icon for it.
func (p *person) goTo(at panel) {
	p.t.Helper()
	if words := p.icons[at]; words != "" {
		b := icon(p.app, words)
		if b == nil || b.Disabled() {
			p.t.Fatalf("no icon %q to press", words)
		}
		test.Tap(b)
	}
}

// press presses a button as soon as it can be.
func (p *person) press(words string) {
	p.t.Helper()
	p.until("one can press "+words, func() bool { b, _ := button(p.app, words); return b != nil && !b.Disabled() })
	b, reveal := button(p.app, words)
	reveal()
	test.Tap(b)
}

// chatEntry gets to the chat, and to where one writes.
func (p *person) chatEntry() entry {
	p.t.Helper()
	p.goTo(talk)
	e, reveal := entryBeside(p.app, "Send")
	if e == nil {
		p.t.Fatal("nowhere to write")
	}
	reveal()
	e.FocusGained()
	return e
}

// window reports whether a window is open whose title begins and ends so.
func (p *person) window(begin, end string) bool {
	return slices.ContainsFunc(p.app.Driver().AllWindows(), func(w fyne.Window) bool {
		return strings.HasPrefix(w.Title(), begin) && strings.HasSuffix(w.Title(), end)
	})
}

func TestAllShapesTellTheSameSession(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			p := &person{t: t, posts: make(chan func(), 100), app: test.NewApp(), icons: s.icons}
			p.app.Settings().SetTheme(look.New())
			site := desktest.NewSite(t)
			d := site.Desk(desk.Config{})
			closeShape := s.make(func(f func()) { p.posts <- f }).Open(p.app, d)
			t.Cleanup(func() {
				closeShape()
				for len(p.posts) > 0 {
					(<-p.posts)()
				}
			})
			p.help(site, d)
		})
	}
}

// help helps one customer, from the start to the end.
func (p *person) help(site *desktest.Site, d *desk.Desk) {
	p.t.Helper()
	p.goTo(starter)
	p.press("Start a session")
	p.until("there is a session", func() bool { return len(d.State().Get().Sessions) == 1 })
	s := d.State().Get().Sessions[0]
	p.reads(link.FormatNumber(s.Number))

	c := site.Join(s, "Bob")
	p.reads("Bob is in the session")

	p.goTo(access)
	p.press("Request view")
	p.reads("Waiting for the customer…")
	c.Answers <- session.Allowed
	p.until("the viewer opens", func() bool { return p.window("Bob – ", " – Tandem") })
	p.until("one can stop viewing", func() bool { b, _ := button(p.app, "Stop viewing"); return b != nil })

	if err := c.Chat.Say("my printer"); err != nil {
		p.t.Fatal(err)
	}
	p.until("a mark shows an unread line", func() bool { return marked(p.app) })
	e := p.chatEntry()
	p.reads("my printer")
	p.until("the mark has gone", func() bool { return !marked(p.app) })

	e.SetText("is it on?")
	p.press("Send")
	p.until("the customer reads it", func() bool {
		return slices.ContainsFunc(c.Chat.Lines().Get(), func(l chat.Line) bool { return l.Text == "is it on?" })
	})
	p.reads("delivered")

	p.goTo(ending)
	p.press("End session")
	p.press("End session") // the answer to the question
	p.reads("The session has ended")
	p.until("the site knows", func() bool { return site.Ended(s.ID) })
}
