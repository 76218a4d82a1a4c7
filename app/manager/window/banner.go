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
	words  *fyne.Container // the three above
}

// bannerHeight has room for two lines of text and two of detail.
const bannerHeight = 128

// newBanner returns a banner that is at least this high.
func newBanner(height float32) *banner {
	b := &banner{
		ground: canvas.NewRectangle(color.Transparent), icon: widget.NewIcon(nil),
		word: white(heading("")), text: white(paragraph("")), detail: white(small("")),
	}
	b.text.TextStyle.Bold = true
	icon := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(28), b.icon))
	b.words = container.New(tight{}, container.NewBorder(nil, nil, icon, nil, b.word), b.text, b.detail)
	b.root = container.New(atLeast{height}, b.ground, container.NewPadded(b.words))
	return b
}

func (b *banner) show(s wording.Status) {
	b.ground.FillColor = ground(s.Mood)
	b.ground.Refresh()
	b.icon.SetResource(whiteIcon(moodIcon(s.Mood)))
	b.word.SetText(s.Word)
	b.text.SetText(s.Text)
	b.detail.SetText(s.Detail)
	b.words.Refresh() // whose least height may be as before
}

// ground returns a mood's colour, on which white text is easy to read. Orange
// and red are the frame's.
func ground(m wording.Mood) color.Color {
	switch m {
	case wording.Seen:
		return rgb(0xb45309)
	case wording.Controlled:
		return rgb(0xb3161c)
	case wording.Held:
		return rgb(0x0b5cad)
	case wording.Doubtful:
		return rgb(0x6b21a8)
	case wording.Quiet:
	}
	return rgb(0x2f6b45)
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
