package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"tandem/app/session/chat"
)

// bubble returns a line of the chat: mine at the right, the technician's at the left.
func bubble(l chat.Line) fyne.CanvasObject {
	words, when := paragraph(l.Text), small(from(l))
	words.Selectable = true
	ground := canvas.NewRectangle(color.Transparent)
	ground.CornerRadius = 10
	body := container.NewStack(ground, container.New(tight{}, when, words))
	if l.Mine {
		ground.FillColor = color.NRGBA{0x0b, 0x5c, 0xad, 0xff}
		return container.New(aside{right: true}, container.NewThemeOverride(body, onColour{}))
	}
	ground.FillColor = theme.Color(theme.ColorNameInputBackground)
	return container.New(aside{}, body)
}

// from says who wrote a line and when, and whether it has arrived.
func from(l chat.Line) string {
	at := l.At.Format("15:04")
	switch {
	case !l.Mine:
		return l.From + " · " + at
	case l.Arrived:
		return lang.L("You") + " · " + at
	}
	return lang.L("You") + " · " + at + " · " + lang.L("on its way")
}

// aside leaves a seventh of the width free at one side.
type aside struct{ right bool }

// MinSize returns the least size.
func (aside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[0].MinSize()
	return fyne.NewSize(0, s.Height)
}

// Layout places the bubble.
func (a aside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	free := size.Width / 7
	x := float32(0)
	if a.right {
		x = free
	}
	objects[0].Move(fyne.NewPos(x, 0))
	objects[0].Resize(fyne.NewSize(size.Width-free, objects[0].MinSize().Height))
}

// tight puts labels under each other without the space between.
type tight struct{}

// overlap is how far a label reaches into the one above.
const overlap = 12

// MinSize returns the least size.
func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(0, overlap)
	for _, o := range objects {
		m := o.MinSize()
		s = fyne.NewSize(max(s.Width, m.Width), s.Height+m.Height-overlap)
	}
	return s
}

// Layout places the labels.
func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		h := o.MinSize().Height // which depends on the width
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h - overlap
	}
}

var (
	_ fyne.Layout = aside{}
	_ fyne.Layout = tight{}
)
