package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A Button is a small button with an icon, which says what it does while the
// pointer is over it: Fyne has no tooltips.
type Button struct {
	widget.Button
	what string
	tell func(what string)
}

var _ desktop.Hoverable = (*Button)(nil)

// NewButton returns a button that passes what it does to tell, and an empty
// text when the pointer leaves.
func NewButton(icon fyne.Resource, what string, tell func(string), tapped func()) *Button {
	b := &Button{what: what, tell: tell}
	b.Icon, b.OnTapped, b.Importance = icon, tapped, widget.LowImportance
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn tells what the button does.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.tell(b.what)
}

// MouseOut tells that there is nothing to tell.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	b.tell("")
}
