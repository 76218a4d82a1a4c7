package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A quote is words that the pointer can select from. Tab passes them by: Fyne
// would stop at them, show nothing, and let the keys do nothing there.
type quote struct {
	widget.BaseWidget
	label *widget.Label
	moved func() // the pointer has moved over them; optional
}

var _ desktop.Hoverable = (*quote)(nil)

func newQuote(l *widget.Label, moved func()) *quote {
	q := &quote{label: l, moved: moved}
	q.ExtendBaseWidget(q)
	return q
}

// CreateRenderer implements fyne.Widget.
func (q *quote) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.label) }

// MouseIn implements desktop.Hoverable.
func (q *quote) MouseIn(*desktop.MouseEvent) { q.selectable(true) }

// MouseMoved implements desktop.Hoverable.
func (q *quote) MouseMoved(*desktop.MouseEvent) {
	if q.moved != nil {
		q.moved()
	}
}

// MouseOut implements desktop.Hoverable. What is selected can still be copied.
func (q *quote) MouseOut() { q.selectable(q.label.SelectedText() != "") }

func (q *quote) selectable(is bool) {
	if q.label.Selectable != is {
		q.label.Selectable = is
		q.label.Refresh()
	}
}
