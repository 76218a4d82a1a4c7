package panel

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tandem/app/session/chat"
)

// escape presses Escape where the keys are.
func escape(w fyne.Window) {
	e := &fyne.KeyEvent{Name: fyne.KeyEscape}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	w.Canvas().OnTypedKey()(e)
}

func TestEscapeTakesBackWhatIsAsked(t *testing.T) {
	g := newStage(t)
	p := g.start()
	g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	g.Site.Beside(p.Session, "Eve", "")
	g.Until("Eve wants to come in", func() bool { return len(p.st.Admissions) == 1 })
	if err := p.Session.Admit(p.st.Admissions[0].ID); err != nil {
		t.Fatal(err)
	}
	g.Until("something can be done about her", func() bool {
		return len(p.people.who) == 3 && actable(p.people.who[2], p.st)
	})
	mine := NewMineButton(g.App, g.Desk)
	q := &Question{Win: g.win, Desk: g.Desk, Quit: func() { t.Error("Escape ends the program") }}
	g.win.SetContent(container.NewVBox(g.list.Content, mine.Button, p.People, p.Ending, p.Chat.Content))
	Keys(g.win, nil, nil, func() { q.Cancel(g.list) })
	popped := func() bool { return g.win.Canvas().Overlays().Top() != nil }
	for _, c := range []struct {
		name string
		ask  func()
		is   func() bool
	}{
		{"availability", func() { test.Tap(mine.Button) }, popped},
		{"whether to close", q.Ask, func() bool { return popped() && q.is() }},
		{"the shortcuts", func() { g.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1}) }, popped},
		{"the phrases", p.Chat.phrases.open, popped},
		{"a session to assist", g.list.assist.ask, g.list.assist.form.Visible},
		{"a dismissal", func() { p.people.sureOut(p.people.who[2]) }, func() bool { return p.people.sure != nil }},
		{"handing over", p.ending.choose, p.ending.ask.Visible},
		{"the end", p.ending.question, p.ending.ask.Visible},
		{"an address", func() { p.Chat.follow(chat.Link{URL: "https://example.com", Host: "example.com"}) }, func() bool { return len(p.Chat.asked.Objects) > 0 }},
		{"phrases to edit", p.Chat.phrases.edit, p.Chat.phrases.editor.Visible},
	} {
		c.ask()
		if !c.is() {
			t.Errorf("%s: not asked", c.name)
		}
		escape(g.win)
		if c.is() {
			t.Errorf("%s: still asked after Escape", c.name)
		}
		if p.Cancel("") || g.list.Cancel() || q.Stay() {
			t.Errorf("%s: something is still to be taken back", c.name)
		}
	}
	test.Tap(p.ending.over)
	if p.Cancel(Group) || !p.Cancel(Closing) {
		t.Error("a panel takes back what another asks")
	}
}

func TestEmptyPanelsSayWhatToDo(t *testing.T) {
	g := newStage(t)
	g.win.SetContent(g.list.Content)
	if !says(g.win, "No session yet") {
		t.Error("an empty list says nothing")
	}
	p := g.start()
	g.Until("the list is not empty", func() bool { return !says(g.win, "No session yet") })
	g.win.SetContent(container.NewVBox(p.Chat.Content, p.Info))
	for _, words := range []string{"Nothing has been said yet.", "The customer needs the number and the address first: see Invite.", "Known as soon as a customer is in"} {
		g.Until("while the customer is awaited it says "+words, func() bool { return says(g.win, words) })
	}
	c := g.Site.Join(p.Session, "Bob")
	g.Until("it says whom to greet", func() bool { return says(g.win, "Greet Bob below.") && !says(g.win, "Known as soon as") })
	if err := c.Chat.Say("my printer"); err != nil {
		t.Fatal(err)
	}
	g.Until("only what was said is there", func() bool { return len(p.Chat.shown) == 1 && !p.Chat.empty.content.Visible() })
}
