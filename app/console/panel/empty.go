package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
)

// An empty says, where there is nothing to show yet, that it is so and what to
// do next.
type empty struct {
	content    fyne.CanvasObject
	what, next *widget.Label
}

func newEmpty() *empty {
	e := &empty{what: widget.NewLabel(""), next: widget.NewLabel("")}
	for _, l := range []*widget.Label{e.what, e.next} {
		l.Alignment, l.Wrapping, l.Importance = fyne.TextAlignCenter, fyne.TextWrapWord, widget.LowImportance
	}
	e.what.TextStyle.Bold = true
	e.content = container.NewVBox(layout.NewSpacer(), container.New(look.Column{}, e.what, e.next), layout.NewSpacer())
	return e
}

// show says what is so, and what to do next.
func (e *empty) show(what, next string) {
	write(e.what, what)
	write(e.next, next)
}
