package viewer

import "fyne.io/fyne/v2/lang"

// A mode is how the picture is shown.
type mode uint8

// The modes, in the order of the list.
const (
	windowScaled mode = iota
	window
	fullScreen
	fullScreenScaled
)

func (m mode) full() bool { return m == fullScreen || m == fullScreenScaled }
func (m mode) fit() bool  { return m == windowScaled || m == fullScreenScaled }

// other is the mode in the other of window and full screen that F11 changes to.
func (m mode) other() mode {
	if m.full() {
		return windowScaled
	}
	return fullScreen
}

// modes are the names of the modes.
func modes() []string {
	return []string{lang.L("Window, scaled"), lang.L("Window, 1:1"), lang.L("Full screen, 1:1"), lang.L("Full screen, scaled")}
}
