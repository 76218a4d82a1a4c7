package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/manager/wording"
)

// A banner says in colour, icon and words what is going on.
type banner struct {
	root   fyne.CanvasObject
	ground *canvas.Rectangle
	icon   *widget.Icon
	word   *widget.Label
	text   *widget.Label
	detail *widget.Label
}

func newBanner() *banner {
	b := &banner{
		ground: canvas.NewRectangle(color.Transparent), icon: widget.NewIcon(nil),
		word: heading(""), text: paragraph(""), detail: small(""),
	}
	b.text.TextStyle.Bold = true
	words := container.NewVBox(
		container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSquareSize(32), b.icon), nil, b.word),
		b.text, b.detail)
	b.root = container.NewStack(b.ground, container.NewThemeOverride(container.NewPadded(words), onColour{}))
	return b
}

func (b *banner) show(s wording.Status) {
	b.ground.FillColor = ground(s.Mood)
	b.ground.Refresh()
	b.icon.SetResource(moodIcon(s.Mood))
	b.word.SetText(s.Word)
	b.text.SetText(s.Text)
	b.detail.SetText(s.Detail)
}

// ground returns a mood's colour, on which white text is easy to read. Orange
// and red are the frame's.
func ground(m wording.Mood) color.Color {
	switch m {
	case wording.Seen:
		return color.NRGBA{0xb4, 0x53, 0x09, 0xff}
	case wording.Controlled:
		return color.NRGBA{0xb3, 0x16, 0x1c, 0xff}
	case wording.Held:
		return color.NRGBA{0x0b, 0x5c, 0xad, 0xff}
	case wording.Doubtful:
		return color.NRGBA{0x6b, 0x21, 0xa8, 0xff}
	case wording.Quiet:
	}
	return color.NRGBA{0x2f, 0x6b, 0x45, 0xff}
}

func moodIcon(m wording.Mood) fyne.Resource {
	switch m {
	case wording.Seen:
		return theme.VisibilityIcon()
	case wording.Controlled:
		return pointer()
	case wording.Held:
		return theme.MediaPauseIcon()
	case wording.Doubtful:
		return theme.WarningIcon()
	case wording.Quiet:
	}
	return theme.VisibilityOffIcon()
}
