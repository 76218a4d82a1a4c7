package viewer

import (
	"fyne.io/fyne/v2"

	"tandem/input"
)

func usage(e *fyne.KeyEvent) input.Usage { return input.FromScancode(e.Physical.ScanCode, false) }
