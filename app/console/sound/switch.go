package sound

import "fyne.io/fyne/v2"

// prefOff is the preference that keeps whether sounds are off.
const prefOff = "sound.off"

// On reports whether sounds are on, which they are at first.
func On(p fyne.Preferences) bool { return !p.Bool(prefOff) }

// Switch turns sounds on or off, now and the next time.
func Switch(p fyne.Preferences, on bool) { p.SetBool(prefOff, !on) }
