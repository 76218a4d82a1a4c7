package panel

import (
	"testing"

	"fyne.io/fyne/v2"

	"tandem/app/session"
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
