package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Below puts rest below top, and right, unless it is nil, at the right of rest.
// Tab goes through them in this order, which in Fyne's own border it does not.
func Below(top, rest, right fyne.CanvasObject) fyne.CanvasObject {
	objects := []fyne.CanvasObject{top, rest}
	if right != nil {
		objects = append(objects, right)
	}
	return container.New(layout.NewBorderLayout(top, nil, nil, right), objects...)
}
