package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A Tone is how good or bad a state is.
type Tone uint8

// The tones.
const (
	Quiet Tone = iota // nothing to say about it, or over
	Busy              // something is on its way
	Good
	Doubtful // worth a look
	Bad      // something is to be done
)

// Color is the name of the tone's colour.
func (t Tone) Color() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{
		theme.ColorNameForeground, theme.ColorNamePrimary, theme.ColorNameSuccess, theme.ColorNameWarning, theme.ColorNameError,
	}[t]
}

// Icon is the tone's icon, in its colour.
func (t Tone) Icon() fyne.Resource {
	icon := [...]fyne.ThemeIconName{
		theme.IconNameRadioButton, theme.IconNameHistory, theme.IconNameConfirm, theme.IconNameWarning, theme.IconNameError,
	}[t]
	return theme.NewColoredResource(theme.Icon(icon), t.Color())
}
