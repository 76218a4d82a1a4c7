package wording

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"tandem/app/session"
	"tandem/input"
)

// A Control is one of the customer's four ways out.
type Control struct {
	Label   string
	Caption string // what it does, or why there is nothing to do
	Enabled bool
}

// Controls are the four ways out, in the order in which they are shown.
type Controls struct{ Pause, StopControl, StopSharing, Leave Control }

// ControlsOf returns the controls as they stand.
func ControlsOf(g session.Grants) Controls {
	c := Controls{
		Pause:       Control{lang.L("Pause view"), lang.L("Your screen is not shown."), false},
		StopControl: Control{lang.L("Stop control"), lang.L("Nobody controls your computer."), false},
		StopSharing: Control{lang.L("Stop sharing"), lang.L("Nothing is shared."), false},
		Leave:       Control{lang.L("Leave"), lang.L("Ends the session."), true},
	}
	if g.Allows(session.Clipboard) {
		c.StopSharing = Control{lang.L("Stop sharing"), lang.L("Takes back the clipboard."), true}
	}
	if g.Allows(session.View) {
		c.Pause = Control{lang.L("Pause view"), lang.L("Hides your screen for a while."), true}
		c.StopSharing = Control{lang.L("Stop sharing"), lang.L("Takes back the view and control."), true}
	}
	if g.Held {
		c.Pause = Control{lang.L("Pause view"), lang.L("The session is on hold."), false}
	} else if g.Allows(session.View) && g.Paused {
		c.Pause = Control{lang.L("Continue"), lang.L("Shows your screen again."), true}
	}
	if g.Allows(session.Control) {
		c.StopControl = Control{lang.L("Stop control"), lang.L("Takes back mouse and keyboard."), true}
	}
	return c
}

// Clipboard returns the words beside the switch that shares copied text, and
// whether it can be used.
func Clipboard(technician string, g session.Grants) (label string, can bool) {
	if slices.Contains(g.Missing, session.MissingClipboard) {
		return lang.L("Copied text cannot be shared on this computer."), false
	}
	return lang.L("Share copied text with {{.Technician}}", people{Technician: technician}), true
}

// StopKey names the key that stops control; 0 means that there is none.
func StopKey(k input.Usage) string {
	if k == 0 {
		return lang.L("There is no key that stops control: another program has taken it. Use the buttons.")
	}
	return lang.L("Press {{.Key}} to stop control at once.", map[string]string{"Key": k.String()})
}
