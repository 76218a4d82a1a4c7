package viewer

import (
	"fyne.io/fyne/v2"

	"tandem/input"
)

// usage is the place on the keyboard of a key of Fyne's: the system's own
// number is all that tells it.
func usage(e *fyne.KeyEvent) input.Usage { return input.FromX11(e.Physical.ScanCode) }
