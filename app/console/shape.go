package main

import (
	"fyne.io/fyne/v2"

	"tandem/app/console/desk"
)

// A Shape lays the desk out in windows.
type Shape interface {
	// Open opens the windows; close closes them and ends nothing. Both are
	// for the GUI goroutine.
	Open(a fyne.App, d *desk.Desk) (close func())
}
