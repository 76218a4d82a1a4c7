package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"tandem/app/session"
)

// What keys do beside bringing a kind of panel to the front.
const (
	Starting = "start"    // a session
	Sessions = "sessions" // shows all of them
	Myself   = "mine"     // shows what technicians set for themselves

	leaving = "away"
	showing = "show" // the customer's desktop
	holding = "hold"
)

// asking is what keys do that request p.
func asking(p session.Permission) string {
	switch p {
	case session.Control:
		return "control"
	case session.Clipboard:
		return "clipboard"
	default:
		return "view"
	}
}

// strokes are keys that are held together.
type strokes struct {
	key fyne.KeyName
	mod fyne.KeyModifier
}

// shortcut is what Fyne tells when the keys are pressed.
func (s strokes) shortcut() fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: s.key, Modifier: s.mod}
}

// keysOf are the keys that do something; none when no keys do.
func keysOf(what string) strokes {
	const ctrl, both = fyne.KeyModifierControl, fyne.KeyModifierControl | fyne.KeyModifierShift
	switch what {
	case Starting:
		return strokes{fyne.KeyN, ctrl}
	case Sessions:
		return strokes{fyne.KeyL, ctrl}
	case Myself:
		return strokes{fyne.KeyM, ctrl}
	case Invitation:
		return strokes{fyne.KeyI, ctrl}
	case Talk:
		return strokes{fyne.KeyT, ctrl}
	case Memo:
		return strokes{fyne.KeyO, ctrl}
	case Desktop:
		return strokes{fyne.KeyD, ctrl}
	case Group:
		return strokes{fyne.KeyP, ctrl}
	case Client:
		return strokes{fyne.KeyU, ctrl}
	case Closing:
		return strokes{fyne.KeyS, ctrl}
	case holding:
		return strokes{fyne.KeyH, ctrl}
	case leaving:
		return strokes{fyne.KeyA, both}
	case showing:
		return strokes{fyne.KeyW, both}
	case asking(session.View):
		return strokes{fyne.KeyV, both}
	case asking(session.Control):
		return strokes{fyne.KeyC, both}
	case asking(session.Clipboard):
		return strokes{fyne.KeyB, both}
	}
	return strokes{}
}

// Keys are the keys as they are written on the keyboard; empty for none.
func (s strokes) Keys() string {
	keys := ""
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, lang.L("Ctrl")}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, lang.L("Shift")}} {
		if s.mod&m.mod != 0 {
			keys += m.name + "+"
		}
	}
	switch s.key {
	case fyne.KeyPageDown:
		return keys + lang.L("Page Down")
	case fyne.KeyPageUp:
		return keys + lang.L("Page Up")
	case fyne.KeyEscape:
		return keys + lang.L("Esc")
	}
	return keys + string(s.key)
}

// Tip is words about something, and the keys that do it too, if there are any.
func Tip(words, what string) string {
	if keys := keysOf(what).Keys(); keys != "" && words != "" {
		return words + " (" + keys + ")"
	}
	return words
}
