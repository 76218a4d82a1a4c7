package panel

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
	"tandem/app/session"
	"tandem/transport/link"
)

func TestEachShortcutIsItsOwn(t *testing.T) {
	g := newStage(t)
	type keys struct {
		key fyne.KeyName
		mod fyne.KeyModifier
	}
	seen := map[keys]string{}
	taken := map[keys]bool{}
	for _, k := range []fyne.KeyName{fyne.KeyA, fyne.KeyC, fyne.KeyV, fyne.KeyX, fyne.KeyY, fyne.KeyZ} { // by entries
		taken[keys{k, fyne.KeyModifierControl}] = true
	}
	for _, s := range Shortcuts(g.sets, g.list, func() {}) {
		k := keys{s.key, s.mod}
		if seen[k] != "" || taken[k] || s.What == "" {
			t.Errorf("%s for %q is taken by %q, or by entries", s.Keys(), s.What, seen[k])
		}
		seen[k] = s.What
	}
}

func TestShortcutsDoWhatTheListSays(t *testing.T) {
	g := newStage(t)
	quits := 0
	all := Shortcuts(g.sets, g.list, func() { quits++ })
	Keys(g.win, all, nil, nil)
	press := func(k fyne.KeyName, m fyne.KeyModifier) { // Fyne's test canvas knows no shortcuts
		for _, s := range all {
			if s.key == k && s.mod == m {
				s.do()
			}
		}
	}
	g.Until("a session can be started", func() bool { return g.list.Why() == "" })
	press(fyne.KeyN, fyne.KeyModifierControl)
	g.Until("one has", func() bool { return g.sets.Front() != nil })
	p := g.sets.Front()
	g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	press(fyne.KeyT, fyne.KeyModifierControl)
	press(fyne.KeyI, fyne.KeyModifierControl)
	if len(g.shown) != 2 || g.shown[0] != Talk || g.shown[1] != Invitation {
		t.Errorf("shown %q; want the chat and the invitation", g.shown)
	}
	press(fyne.KeyV, fyne.KeyModifierControl|fyne.KeyModifierShift)
	g.Until("the view is asked for", func() bool { return p.State().Asked[session.View].Outcome == session.Pending })
	press(fyne.KeyL, fyne.KeyModifierControl)
	press(fyne.KeyM, fyne.KeyModifierControl)
	if len(g.shown) != 4 || g.shown[2] != Sessions || g.shown[3] != Myself {
		t.Errorf("shown %q; want all sessions, and what technicians set for themselves, last", g.shown)
	}
	away := func() bool { return g.Desk.State().Get().Available == link.Away }
	press(fyne.KeyA, fyne.KeyModifierControl|fyne.KeyModifierShift)
	g.Until("the technician is away", away)
	press(fyne.KeyA, fyne.KeyModifierControl|fyne.KeyModifierShift)
	g.Until("the technician is there again", func() bool { return !away() })
	press(fyne.KeyQ, fyne.KeyModifierControl)
	if quits != 1 {
		t.Errorf("%d quits; want one", quits)
	}
	g.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	if len(g.win.Canvas().Overlays().List()) != 1 {
		t.Fatal("F1 shows no list")
	}
	g.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(g.win.Canvas().Overlays().List()) != 0 {
		t.Error("Escape leaves the list where it is")
	}
}

func TestTheClipboardIsSwitchedWithTheSameKeys(t *testing.T) {
	g := newStage(t)
	var press func()
	for _, s := range Shortcuts(g.sets, g.list, func() {}) {
		if s.strokes == keysOf(asking(session.Clipboard)) {
			press = s.do
		}
	}
	p := g.start()
	bob := g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	is := func(o session.Outcome) bool { return p.State().Asked[session.Clipboard].Outcome == o }
	press()
	bob.Answers <- session.Allowed
	g.Until("it is shared", func() bool { return p.State().Grants.Allows(session.Clipboard) })
	press()
	g.Until("it is shared no more", func() bool { return !p.State().Grants.Allows(session.Clipboard) })
	press()
	g.Until("it is asked for", func() bool { return is(session.Pending) })
	press()
	g.Until("the request is taken back", func() bool { return is(session.Withdrawn) })
}

func TestTipsNameTheKeys(t *testing.T) {
	g := newStage(t)
	if got, want := g.list.begin.what, "You get a number that your customer types (Ctrl+N)"; got != want {
		t.Errorf("the tip is %q; want %q", got, want)
	}
	p := g.start()
	g.Site.Join(p.Session, "Bob")
	g.says(p, "Bob is in the session")
	for _, c := range []struct {
		button *Button
		keys   string
	}{
		{p.access.requests[0].ask, "(Ctrl+Shift+V)"},
		{p.access.requests[1].ask, "(Ctrl+Shift+C)"},
		{p.access.requests[2].ask, "(Ctrl+Shift+B)"},
		{p.access.requests[2].yield, "(Ctrl+Shift+B)"},
		{p.access.open, "(Ctrl+Shift+W)"},
		{p.ending.hold, "(Ctrl+H)"},
		{NewMineButton(g.App, g.Desk).Button, "(Ctrl+M)"},
	} {
		if !strings.HasSuffix(c.button.Tip(), c.keys) {
			t.Errorf("the tip of %q is %q; want %s at its end", c.button.Text, c.button.Tip(), c.keys)
		}
	}
	for _, k := range Kinds() {
		if keysOf(k.Name) == (strokes{}) {
			t.Errorf("no keys for %q", k.Name)
		}
	}
}

func TestTheListIsReachedAndChosenFromByKeys(t *testing.T) {
	g := newStage(t)
	g.sets.Chosen = func(s *Set) { g.list.Select(s.Session) } // as shapes do
	g.win.SetContent(g.list.Content)
	g.win.Resize(fyne.NewSize(300, 500))
	g.Until("a session can be started", func() bool { return g.list.Why() == "" })
	g.list.Focus()
	if g.win.Canvas().Focused() != g.list.begin {
		t.Error("without a session the keys do not go to what starts one")
	}
	first := g.start()
	second := g.start()
	g.Until("both are listed", func() bool { return len(g.list.rows) == 2 })
	g.list.Focus()
	if g.win.Canvas().Focused() != g.list.list {
		t.Fatal("the keys do not go to the sessions")
	}
	at := slices.IndexFunc(g.list.rows, func(r desk.Row) bool { return r.Session == second.Session })
	key := fyne.KeyDown
	if at == 1 {
		key = fyne.KeyUp
	}
	g.list.list.TypedKey(&fyne.KeyEvent{Name: key})
	if g.sets.Front() != second {
		t.Error("an arrow alone has chosen a session")
	}
	g.list.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if g.sets.Front() != first {
		t.Error("Enter has not chosen the session beside the one in front")
	}
}
