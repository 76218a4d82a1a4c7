package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tight puts two lines of text on each other without the room that is usually
// between them.
type tight struct{}

func (tight) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, o[0].MinSize().Height+o[1].MinSize().Height-2*theme.InnerPadding())
}

func (tight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(size.Width, top))
	o[1].Move(fyne.NewPos(0, top-2*theme.InnerPadding()+2))
	o[1].Resize(fyne.NewSize(size.Width, o[1].MinSize().Height))
}

// A Room gives what is in it all of its place, and asks for no more than its own
// size: a long text must not make the window grow under the technician's hands.
type Room struct{ fyne.Size }

// MinSize implements fyne.Layout.
func (r Room) MinSize([]fyne.CanvasObject) fyne.Size { return r.Size }

// Layout implements fyne.Layout.
func (r Room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// roomy is o with room around it, for what pops up over a window.
func roomy(o fyne.CanvasObject) fyne.CanvasObject {
	room := theme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(room, room, room, room), o)
}

// newFrame returns what is around something that has the keys, hidden.
func newFrame() *canvas.Rectangle {
	f := canvas.NewRectangle(color.Transparent)
	f.StrokeWidth, f.CornerRadius = 2, theme.Size(theme.SizeNameInputRadius)
	f.Hide()
	return f
}

// showFrame shows a frame in the colour of the day.
func showFrame(f *canvas.Rectangle) {
	f.StrokeColor = theme.Color(theme.ColorNamePrimary)
	f.Show()
}

// middle puts o into the middle of the height.
func middle(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVBox(layout.NewSpacer(), o, layout.NewSpacer())
}

func visible(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}

func enable(w fyne.Disableable, on bool) {
	switch {
	case on && w.Disabled():
		w.Enable()
	case !on && !w.Disabled():
		w.Disable()
	}
}

// write sets a label's words where they differ.
func write(l *widget.Label, words string) {
	if l.Text != words {
		l.SetText(words)
	}
}
