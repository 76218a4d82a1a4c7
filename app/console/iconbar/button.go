package iconbar

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/panel"
)

// A button is an icon of the bar. It tells what it does, or why it cannot be
// used now, while the pointer is over it or the keyboard has reached it.
type button struct {
	widget.Button
	what string
	why  string // it cannot be used; empty when it can
	tell func(words string)

	mark    *canvas.Text // how much news there is
	pill    *fyne.Container
	content fyne.CanvasObject
}

var _ desktop.Hoverable = (*button)(nil)

func newButton(icon fyne.Resource, what string, tell func(string), tapped func()) *button {
	b := &button{what: what, tell: tell}
	b.Icon, b.OnTapped, b.Importance = icon, tapped, widget.LowImportance
	b.ExtendBaseWidget(b)
	b.mark = canvas.NewText("", theme.Color(theme.ColorNameForegroundOnPrimary))
	b.mark.TextSize, b.mark.TextStyle.Bold = theme.CaptionTextSize(), true
	back := canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))
	back.CornerRadius = 7
	back.SetMinSize(fyne.NewSize(15, 15))
	b.pill = container.New(corner{}, container.NewStack(back, container.NewCenter(b.mark)))
	b.pill.Hide()
	b.content = container.NewStack(container.New(icons{}, b), b.pill)
	return b
}

// words are what it does, or why it does not.
func (b *button) words() string {
	if b.why != "" {
		return b.why
	}
	return b.what
}

// able enables the button, or says why it cannot be used.
func (b *button) able(why string) {
	b.why = why
	if b.Disabled() != (why != "") {
		if why == "" {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// news marks the button with a number; 0 for none.
func (b *button) news(n int) {
	text := ""
	if n > 0 {
		text = strconv.Itoa(n)
	}
	if b.mark.Text != text {
		b.mark.Text = text
		b.pill.Hidden = n == 0
		b.pill.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (b *button) MouseIn(e *desktop.MouseEvent) { b.Button.MouseIn(e); b.tell(b.words()) }

// MouseOut implements desktop.Hoverable.
func (b *button) MouseOut() { b.Button.MouseOut(); b.tell("") }

// TypedKey implements fyne.Focusable: what the button does not know is for the bar.
func (b *button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() {
			b.OnTapped()
		}
	case fyne.KeySpace:
		b.Button.TypedKey(e)
	default:
		panel.ToWindow(b, e)
	}
}

// FocusGained implements fyne.Focusable.
func (b *button) FocusGained() { b.Button.FocusGained(); b.tell(b.words()) }

// FocusLost implements fyne.Focusable.
func (b *button) FocusLost() { b.Button.FocusLost(); b.tell("") }

// icons gives an icon a place that a finger and a shaking hand can hit.
type icons struct{}

// iconSize is how wide and high an icon's place is.
const iconSize = 40

// MinSize implements fyne.Layout.
func (icons) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(iconSize) }

// Layout implements fyne.Layout.
func (icons) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// corner puts a mark into the upper right corner.
type corner struct{}

// MinSize implements fyne.Layout.
func (corner) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout implements fyne.Layout.
func (corner) Layout(o []fyne.CanvasObject, size fyne.Size) {
	want := o[0].MinSize()
	o[0].Resize(want)
	o[0].Move(fyne.NewPos(size.Width-want.Width-1, 1))
}
