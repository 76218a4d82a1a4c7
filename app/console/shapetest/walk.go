package shapetest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Walk passes o and everything that can be seen below it to found, until that
// returns true, and reports whether it did.
func Walk(o fyne.CanvasObject, found func(fyne.CanvasObject) bool) bool {
	if !o.Visible() {
		return false
	}
	if found(o) {
		return true
	}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, i := range inside {
		if Walk(i, found) {
			return true
		}
	}
	return false
}
