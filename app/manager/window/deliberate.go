package window

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// inert is how long a deliberate button takes no click after it appeared or moved.
const inert = 600 * time.Millisecond

// A deliberate button cannot be pressed by accident: it takes no keyboard
// focus, and nothing for a moment after it appeared or moved. It looks inert
// for as long as it is.
type deliberate struct {
	widget.BaseWidget
	label string
	icon  fyne.Resource
	do    func()
	now   func() time.Time

	armed   time.Time // when it takes clicks
	pressed bool      // the pointer went down on it while it did
	hovered bool
}

var (
	_ fyne.Tappable     = (*deliberate)(nil)
	_ desktop.Mouseable = (*deliberate)(nil)
	_ desktop.Hoverable = (*deliberate)(nil)
)

func newDeliberate(label string, icon fyne.Resource, do func()) *deliberate {
	b := &deliberate{label: label, icon: icon, do: do, now: time.Now}
	b.ExtendBaseWidget(b)
	b.arm()
	return b
}

// arm makes the button inert for a moment from now.
func (b *deliberate) arm() {
	b.armed, b.pressed = b.now().Add(inert), false
	b.Refresh()
}

func (b *deliberate) ready() bool { return !b.now().Before(b.armed) }

// Tapped does what the button is for, if it was pressed and let go when armed.
func (b *deliberate) Tapped(*fyne.PointEvent) {
	if b.pressed && b.ready() {
		b.pressed = false
		b.do()
	}
}

// MouseDown notes a press.
func (b *deliberate) MouseDown(e *desktop.MouseEvent) {
	b.pressed = e.Button == desktop.MouseButtonPrimary && b.ready()
}

// MouseUp does nothing: Tapped follows it.
func (b *deliberate) MouseUp(*desktop.MouseEvent) {}

// MouseIn shows that the pointer is on it.
func (b *deliberate) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing.
func (b *deliberate) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows that the pointer is elsewhere, and forgets a press.
func (b *deliberate) MouseOut() { b.hovered, b.pressed = false, false; b.Refresh() }

// Move moves the button, which is inert for a moment then.
func (b *deliberate) Move(to fyne.Position) {
	if to != b.Position() {
		b.arm()
	}
	b.BaseWidget.Move(to)
}

// Resize resizes the button, which is inert for a moment then.
func (b *deliberate) Resize(to fyne.Size) {
	if to != b.Size() {
		b.arm()
	}
	b.BaseWidget.Resize(to)
}

// CreateRenderer returns what draws the button.
func (b *deliberate) CreateRenderer() fyne.WidgetRenderer {
	r := &deliberateRenderer{b: b, ground: canvas.NewRectangle(color.Transparent), icon: widget.NewIcon(b.icon), label: caption(b.label)}
	r.label.Alignment = fyne.TextAlignCenter
	r.ground.CornerRadius = 6
	r.ground.StrokeWidth = 1
	row := container.NewCenter(container.NewHBox(r.icon, r.label))
	r.body = container.NewStack(r.ground, container.NewPadded(row))
	r.Refresh()
	return r
}

type deliberateRenderer struct {
	b      *deliberate
	body   *fyne.Container
	ground *canvas.Rectangle
	icon   *widget.Icon
	label  *widget.Label
}

// Layout places what it is made of.
func (r *deliberateRenderer) Layout(s fyne.Size) { r.body.Resize(s) }

// MinSize returns the least size.
func (r *deliberateRenderer) MinSize() fyne.Size { return r.body.MinSize() }

// Objects returns what it is made of.
func (r *deliberateRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.body} }

// Destroy frees nothing.
func (r *deliberateRenderer) Destroy() {}

// Refresh shows whether the button can be pressed.
func (r *deliberateRenderer) Refresh() {
	ground, words := theme.ColorNameButton, widget.MediumImportance
	switch {
	case !r.b.ready():
		ground, words = theme.ColorNameDisabledButton, widget.LowImportance
	case r.b.hovered:
		ground = overColour
	}
	r.ground.FillColor, r.ground.StrokeColor = theme.Color(ground), theme.Color(theme.ColorNameInputBorder)
	r.ground.Refresh()
	r.label.Importance = words
	r.label.Refresh()
}
