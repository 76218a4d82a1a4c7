package viewer

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tandem/app/console/look"
	"tandem/app/session"
	"tandem/capture"
)

func TestButtonsSayWhyTheyCannotBeUsed(t *testing.T) {
	g := newStage(t)
	b := g.viewer.bar
	g.Until("there is a picture", func() bool { return g.viewer.shows() && !b.refresh.Disabled() })
	for _, c := range []struct {
		name string
		tip  string
		off  bool
		got  func() string
		is   func() bool
	}{
		{"keys", "Possible while you control the desktop", true, b.keys.what, b.keys.Disabled},
		{"Ctrl+Alt+Del", "Possible while you control the desktop", true, b.secure.what, b.secure.Disabled},
		{"refresh", "Ask for the whole picture again", false, b.refresh.what, b.refresh.Disabled},
	} {
		if c.got() != c.tip || c.is() != c.off {
			t.Errorf("%s: %q, disabled %v; want %q, %v", c.name, c.got(), c.is(), c.tip, c.off)
		}
	}
	g.customer.Revoke(session.View)
	g.Until("the view is gone", func() bool { return b.refresh.Disabled() && b.screenshot.Disabled() })
	b.screenshot.MouseIn(nil)
	if got := b.tip.words.Text; !b.tip.box.Visible() || got != "Possible while you see the desktop" {
		t.Errorf("the tip says %q, visible %v", got, b.tip.box.Visible())
	}
	b.screenshot.MouseOut()
	if b.tip.box.Visible() {
		t.Error("the tip stays")
	}
}

func TestBarIsReachedByKeyboard(t *testing.T) {
	g := newStage(t)
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	v := g.viewer
	v.setMode(fullScreenScaled)
	v.surface.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF10})
	if v.win.Canvas().Focused() != v.bar.mode || !v.frame.overlay.Visible() || !v.bar.tip.box.Visible() {
		t.Errorf("F10: focus on %T, bar visible %v, tip %v", v.win.Canvas().Focused(), v.frame.overlay.Visible(), v.bar.tip.box.Visible())
	}
	v.bar.mode.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if v.win.Canvas().Focused() != v.surface || v.frame.overlay.Visible() || !v.mode.full() {
		t.Errorf("Escape: focus on %T, bar visible %v, full %v", v.win.Canvas().Focused(), v.frame.overlay.Visible(), v.mode.full())
	}
}

// TestTasteIsRemembered opens the viewer a second time.
func TestTasteIsRemembered(t *testing.T) {
	g := newStage(t)
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	g.viewer.choose(fullScreenScaled)
	g.viewer.setQuality(qualities[2])
	g.viewer.Close()
	again := Open(g.viewer.cfg)
	t.Cleanup(again.Close)
	if again.mode != fullScreenScaled || again.asked != qualities[2] || again.bar.quality.Text != "Screen sampling" {
		t.Errorf("mode %v, quality %v %q; want those of before", again.mode, again.asked, again.bar.quality.Text)
	}
	other := g.viewer.cfg
	other.Account = "carol"
	theirs := Open(other)
	t.Cleanup(theirs.Close)
	if theirs.mode != windowScaled || theirs.asked != qualities[0] {
		t.Errorf("another account has mode %v, quality %v", theirs.mode, theirs.asked)
	}
}

func TestBarWrapsWhereItDoesNotFit(t *testing.T) {
	g := newStage(t)
	b := g.viewer.bar
	wide := look.Settle(b.content, 1400).Height
	narrow := look.Settle(b.content, 500).Height
	if narrow < wide+30 {
		t.Errorf("%v high at 500, %v at 1400; want another row", narrow, wide)
	}
	for _, o := range b.row.Objects {
		if r := o.Position().X + o.Size().Width; o.Visible() && r > 500.5 {
			t.Errorf("something ends at %v of 500", r)
		}
	}
}

func TestNamesOfDisplaysFitTheBar(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"", "2: 320×200"},
		{"HDMI-1", "2: 320×200 HDMI-1"},
		{" a name\n\tin rows ", "2: 320×200 a name in rows"},
		{strings.Repeat("é", 200), "2: 320×200 " + strings.Repeat("é", 15) + "…"},
	} {
		if got := displayName(1, capture.Display{ID: 1, Name: c.name, Bounds: image.Rect(0, 0, 320, 200)}); got != c.want {
			t.Errorf("displayName(%q) = %q; want %q", c.name, got, c.want)
		}
	}
}

func TestEnterPressesAButtonOfTheBar(t *testing.T) {
	g := newStage(t)
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	pressed := 0
	g.viewer.bar.refresh.OnTapped = func() { pressed++ }
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyTab} {
		g.viewer.bar.refresh.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if pressed != 3 {
		t.Errorf("pressed %d times; want by Return, Enter and Space", pressed)
	}
}

func TestShortcutsWorkWhileKeysStayHere(t *testing.T) {
	g := newStage(t)
	g.Until("there is a picture", func() bool { return g.viewer.picture != nil })
	var done []string
	v := g.viewer
	v.cfg.Do = func(s fyne.Shortcut) { done = append(done, s.ShortcutName()) }
	chat := &desktop.CustomShortcut{KeyName: fyne.KeyT, Modifier: fyne.KeyModifierControl}
	v.surface.TypedShortcut(chat)
	if len(done) != 1 || done[0] != chat.ShortcutName() {
		t.Errorf("while viewing: %q; want the shortcut", done)
	}
	g.customer.Allow(session.Control)
	g.Until("there is control", func() bool { return v.surface.typing() })
	v.surface.TypedShortcut(chat)
	v.shortcut(chat)
	if len(done) != 1 {
		t.Error("a shortcut is taken for the program's while keys go to the customer")
	}
	v.escape()
	v.surface.TypedShortcut(chat)
	if len(done) != 2 {
		t.Error("a shortcut is lost while the keys stay here")
	}
	v.key(&fyne.KeyEvent{Name: fyne.KeyF11})
	if !v.mode.full() || !v.frame.overlay.Visible() {
		t.Errorf("full screen %v: the bar that says where the keys go is hidden", v.mode.full())
	}
	v.escape()
	if v.frame.overlay.Visible() {
		t.Error("the bar stays although the keys go to the customer")
	}
}
