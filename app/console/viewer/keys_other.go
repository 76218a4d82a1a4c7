//go:build !linux && !windows

package viewer

import (
	"fyne.io/fyne/v2"

	"tandem/input"
)

func usage(e *fyne.KeyEvent) input.Usage { return input.FromMac(e.Physical.ScanCode) }
