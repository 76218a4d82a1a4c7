package look

import "fyne.io/fyne/v2"

// A Mode is light or dark.
type Mode string

// The modes.
const (
	System Mode = "" // as the system has it, and follows it
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// prefMode is the preference that keeps the mode.
const prefMode = "look.mode"

// ModeOf returns the mode that p keeps.
func ModeOf(p fyne.Preferences) Mode {
	switch m := Mode(p.String(prefMode)); m {
	case Light, Dark:
		return m
	}
	return System
}

// Use has all windows of a in a mode, at once and the next time.
func Use(a fyne.App, m Mode) {
	a.Preferences().SetString(prefMode, string(m))
	a.Settings().SetTheme(NewIn(m))
}
