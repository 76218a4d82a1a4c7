//go:build ci

package native

import (
	"image"

	"fyne.io/fyne/v2"

	"tandem/app/console/viewer"
)

// Hook is the viewer.Hook of a real window.
func Hook(w fyne.Window, p viewer.Pointer) (look func()) { return viewer.NoHook(w, p) }

// Position is where w is on the screen.
func Position(fyne.Window) (x, y int, ok bool) { return 0, 0, false }

// Probe reports why windows cannot be shown: in tests they are not real.
func Probe() error { return nil }

// Screen is what windows may use of the screen that w is on.
func Screen(fyne.Window) (r image.Rectangle, ok bool) { return image.Rectangle{}, false }

// Minimised reports whether nobody can see w, because it is an icon.
func Minimised(fyne.Window) bool { return false }
