package shapetest

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tandem/app/console/dashboard"
	"tandem/app/console/desk"
	"tandem/app/console/iconbar"
	"tandem/app/console/multisession"
	"tandem/app/console/viewer"
	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/transport/link"
)

// A shape is what the scenario needs of one.
type shape interface {
	Open(a fyne.App, d *desk.Desk) (close func())
}

// A place is a part of a shape that one has to get to.
type place string

// The places of the scenario.
const (
	starter place = "starter"
	talk    place = "chat"
	access  place = "desktop"
	ending  place = "session"
	people  place = "people"
)

// shapes are all shapes; ways are the icons or buttons that one has to press to
// get to a place, where it is not to be seen already.
var shapes = []struct {
	name string
	make func(g *Stage) shape
	ways map[place]string
}{
	{"dashboard", func(g *Stage) shape {
		return dashboard.New(dashboard.Config{Post: g.Post, Hook: viewer.NoHook, Position: nowhere, Quit: g.Quit})
	}, map[place]string{talk: "Chat", access: "Desktop", ending: "Session"}},
	{"iconbar", func(g *Stage) shape {
		return iconbar.New(iconbar.Config{Post: g.Post, Hook: viewer.NoHook, Position: nowhere, Quit: g.Quit})
	}, map[place]string{
		starter: "All sessions", talk: "Write to the others in the session", access: "See or control the customer’s desktop",
		ending: "Picture quality, hold, hand over or end", people: "Who is in the session, and who comes in",
	}},
	{"multisession", func(g *Stage) shape {
		return multisession.New(multisession.Config{Post: g.Post, Hook: viewer.NoHook, Position: nowhere, Quit: g.Quit})
	}, nil},
}

func nowhere(fyne.Window) (x, y int, ok bool) { return 0, 0, false }

// A person works with a shape.
type person struct {
	*Stage
	ways map[place]string
}

// reads waits until words can be read somewhere.
func (p *person) reads(words string) {
	p.T.Helper()
	p.Until("it says "+words, func() bool { return said(p.App, words) })
}

// goTo gets to a place where there is a way to be gone.
func (p *person) goTo(at place) {
	p.T.Helper()
	words := p.ways[at]
	if words == "" {
		return
	}
	var b pressable
	p.Until("one can press "+words, func() bool {
		if b = button(p.App, words); b == nil {
			b = icon(p.App, words)
		}
		return b != nil && !b.Disabled()
	})
	test.Tap(b)
}

// press presses a button as soon as it can be.
func (p *person) press(words string) {
	p.T.Helper()
	p.Until("one can press "+words, func() bool { b := button(p.App, words); return b != nil && !b.Disabled() })
	test.Tap(button(p.App, words))
}

// chatEntry gets to the chat, and to where one writes.
func (p *person) chatEntry() entry {
	p.T.Helper()
	p.goTo(talk)
	e := entryAsking(p.App, "Write to the customer")
	if e == nil {
		p.T.Fatal("nowhere to write")
	}
	e.FocusGained()
	return e
}

func TestAllShapesTellTheSameSession(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			p := &person{NewStage(t), s.ways}
			p.Closes(s.make(p.Stage).Open(p.App, p.Desk))
			p.help()
		})
	}
}

// help helps one customer, from the start to the end.
func (p *person) help() {
	site, d := p.Site, p.Desk
	p.T.Helper()
	p.goTo(starter)
	p.press("Start a session")
	p.Until("there is a session", func() bool { return len(d.State().Get().Sessions) == 1 })
	s := d.State().Get().Sessions[0]
	p.reads(link.FormatNumber(s.Number))

	c := site.Join(s, "Bob")
	p.reads("Bob is in the session")

	p.goTo(people)
	p.reads("Alice Martin (you)")
	p.reads("Leads the session")

	site.Say(&link.Message{Knock: &link.Knock{
		Session: s.ID, Participant: "x", Name: "Eve", Address: "192.0.2.9", Offer: link.Offer{Protocol: link.Protocol, Fingerprint: make([]byte, 32)},
	}})
	p.reads("Eve wants to join as another customer")
	p.press("Turn away")
	p.Until("nobody wants to join", func() bool { return !said(p.App, "wants to join") })

	p.goTo(access)
	p.press("Request view")
	p.reads("Waiting for the customer…")
	c.Answers <- session.Allowed
	p.reads("Control: Not asked yet") // says the viewer's bar
	p.Until("one can stop viewing", func() bool { return button(p.App, "Stop viewing") != nil })

	if err := c.Chat.Say("my printer"); err != nil {
		p.T.Fatal(err)
	}
	p.Until("a mark shows an unread line", func() bool { return marked(p.App) })
	e := p.chatEntry()
	p.reads("my printer")
	p.Until("the mark has gone", func() bool { return !marked(p.App) })

	e.SetText("is it on?")
	p.press("Send")
	p.Until("the customer reads it", func() bool {
		return slices.ContainsFunc(c.Chat.Lines().Get(), func(l chat.Line) bool { return l.Text == "is it on?" })
	})
	p.reads("delivered")

	p.goTo(ending)
	p.press("Transfer control")
	p.reads("No other technician is in the session yet.")
	p.press("Cancel")
	p.press("Put on hold")
	p.reads("On hold. Bob waits and has been told.")
	p.press("Go on after hold")
	p.reads("Bob is in the session")
	p.press("End session")
	p.press("End session") // the answer to the question
	p.reads("The session has ended")
	p.Until("the site knows", func() bool { return site.Ended(s.ID) })
}
