//go:build ci

package native

import (
	"fyne.io/fyne/v2"

	"tandem/app/console/viewer"
)

// Hook is the viewer.Hook of a real window.
func Hook(w fyne.Window, p viewer.Pointer) (look func()) { return viewer.NoHook(w, p) }

// Position is where w is on the screen.
func Position(fyne.Window) (x, y int, ok bool) { return 0, 0, false }

// Probe reports why windows cannot be shown: in tests they are not real.
func Probe() error { return nil }
