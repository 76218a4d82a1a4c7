package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session"
)

// A Shortcut is keys that do something anywhere in a shape's windows.
type Shortcut struct {
	What string // they do
	strokes
	do func() // nil: the keys are somebody else's, and only listed
}

// Shortcuts are all of them: the list that is shown is the one that works. They
// do what they do to the session in front. quit asks whether to end the program.
func Shortcuts(sets *Sets, list *List, quit func()) []Shortcut {
	const ctrlAltShift = fyne.KeyModifierControl | fyne.KeyModifierAlt | fyne.KeyModifierShift
	front := func(do func(*Set)) func() {
		return func() {
			if s := sets.Front(); s != nil {
				do(s)
			}
		}
	}
	show := func(kind string) func() { return front(func(s *Set) { s.all.cfg.Show(s.Session, kind) }) }
	ask := func(p session.Permission) func() { return front(func(s *Set) { s.access.toggle(p) }) }
	sets.keys = []Shortcut{
		{lang.L("Start a session"), keysOf(Starting), list.Start},
		{lang.L("All sessions"), keysOf(Sessions), sets.cfg.Sessions},
		{lang.L("Next session"), strokes{fyne.KeyPageDown, fyne.KeyModifierControl}, func() { list.Step(1) }},
		{lang.L("Session before"), strokes{fyne.KeyPageUp, fyne.KeyModifierControl}, func() { list.Step(-1) }},
		{lang.L("Invite"), keysOf(Invitation), show(Invitation)},
		{lang.L("Chat"), keysOf(Talk), show(Talk)},
		{lang.L("Notes"), keysOf(Memo), show(Memo)},
		{lang.L("Desktop"), keysOf(Desktop), show(Desktop)},
		{lang.L("Participants"), keysOf(Group), show(Group)},
		{lang.L("Customer"), keysOf(Client), show(Client)},
		{lang.L("Session"), keysOf(Closing), show(Closing)},
		{lang.L("Request view, or take the request back"), keysOf(asking(session.View)), ask(session.View)},
		{lang.L("Request control, or take the request back"), keysOf(asking(session.Control)), ask(session.Control)},
		{lang.L("Request the clipboard, or stop sharing it"), keysOf(asking(session.Clipboard)), ask(session.Clipboard)},
		{lang.L("Show the customer’s desktop"), keysOf(showing), front((*Set).showDesktop)},
		{lang.L("Put on hold, or go on"), keysOf(holding), front((*Set).hold)},
		{lang.L("Say that you are away, or there again"), keysOf(leaving), sets.turnAway},
		{MineWords(), keysOf(Myself), sets.cfg.Mine},
		{lang.L("Close Tandem"), strokes{fyne.KeyQ, fyne.KeyModifierControl}, quit},
		{lang.L("Desktop: full screen or window"), strokes{key: fyne.KeyF11}, nil},
		{lang.L("Desktop: to the buttons, while your keys stay here"), strokes{key: fyne.KeyF10}, nil},
		{lang.L("Desktop: your keys stay here, or go to the customer"), strokes{fyne.KeyEscape, ctrlAltShift}, nil},
	}
	return sets.keys
}

// Keys registers the shortcuts in a window, and F1 and Ctrl+/ for help, which
// shows their list; nil: over the window. Escape closes what has popped up over
// the window, and else does what escape does, if that is not nil.
func Keys(w fyne.Window, all []Shortcut, help, escape func()) {
	listed := func() bool { return false }
	if help == nil {
		help, listed = over(w, all)
	}
	for _, s := range all {
		if s.do != nil {
			w.Canvas().AddShortcut(s.shortcut(), func(fyne.Shortcut) { s.do() })
		}
	}
	w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySlash, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { help() })
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch {
		case e.Name == fyne.KeyF1, e.Name == fyne.KeyEscape && listed():
			help()
		case e.Name == fyne.KeyEscape && !unpop(w) && escape != nil:
			escape()
		}
	})
}

// unpop closes what has popped up last over w, as a click beside it does; false
// when nothing has, or when it wants an answer.
func unpop(w fyne.Window) bool {
	top := w.Canvas().Overlays().Top()
	beside, is := top.(fyne.Tappable)
	if is {
		beside.Tapped(&fyne.PointEvent{})
	}
	return is && w.Canvas().Overlays().Top() != top
}

// over returns what shows the shortcuts over w, or takes them away, and what
// reports whether they are shown.
func over(w fyne.Window, all []Shortcut) (turn func(), listed func() bool) {
	var shown *widget.PopUp
	listed = func() bool { return shown != nil && shown.Visible() }
	turn = func() {
		if listed() {
			shown.Hide()
			return
		}
		hush(w)
		done := NewButton(lang.L("Close"), "", "", func() { shown.Hide() })
		shown = widget.NewModalPopUp(roomy(container.NewBorder(nil, container.NewCenter(done), nil, nil, ShortcutList(all))), w.Canvas())
		size := w.Canvas().Size()
		shown.Resize(fyne.NewSize(min(listWidth, size.Width-20), min(listHeight, size.Height-20)))
		shown.Show()
		w.Canvas().Focus(done)
	}
	return turn, listed
}

// The size of the list of shortcuts over a window that has room for it.
const listWidth, listHeight = 500, 690

// ShortcutsTitle is the title of the list of shortcuts where it has a window.
func ShortcutsTitle() string { return lang.L("Shortcuts") }

// ShortcutList shows the shortcuts, below each other.
func ShortcutList(all []Shortcut) *Pages {
	grid := container.New(pairs{})
	line := func(keys, what string) {
		k, w := widget.NewLabelWithStyle(keys, fyne.TextAlignLeading, fyne.TextStyle{Bold: true}), widget.NewLabel(what)
		k.SizeName, w.SizeName = theme.SizeNameCaptionText, theme.SizeNameCaptionText
		grid.Add(k)
		grid.Add(w)
	}
	line(lang.L("F1, Ctrl+/"), lang.L("This list"))
	line(lang.L("Tab, Shift+Tab"), lang.L("Next and previous button"))
	line(lang.L("Esc"), lang.L("Close what has popped out, or take a question back"))
	line(lang.L("Enter, Shift+Enter"), lang.L("Chat: send, and start a new line"))
	for _, s := range all {
		line(s.Keys(), s.What)
	}
	return newPages(grid)
}

// pairs lays out keys and what they do beside each other, in as many columns as
// there is room for.
type pairs struct{}

// MinSize implements fyne.Layout.
func (pairs) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right, line := pairs{}.measure(objects)
	return fyne.NewSize(left+right, line*float32(len(objects)/2))
}

// Layout implements fyne.Layout.
func (pairs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, _, line := pairs{}.measure(objects)
	for i := 0; i+1 < len(objects); i += 2 {
		y := line * float32(i/2)
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(left, line))
		objects[i+1].Move(fyne.NewPos(left, y))
		objects[i+1].Resize(fyne.NewSize(size.Width-left, line))
	}
}

func (pairs) measure(objects []fyne.CanvasObject) (left, right, line float32) {
	for i, o := range objects {
		m := o.MinSize()
		line = max(line, m.Height-2*theme.Padding())
		if i%2 == 0 {
			left = max(left, m.Width)
		} else {
			right = max(right, m.Width)
		}
	}
	return left, right, line
}
