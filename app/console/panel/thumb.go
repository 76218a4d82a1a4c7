package panel

import (
	"image"
	"image/draw"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"tandem/app/session/screen"
)

// A thumb is a small picture of what a customer shows.
type thumb struct {
	screen *screen.Viewer
	image  *image.RGBA
	part   image.Rectangle // of image that holds something
	seen   uint64          // what it is of
	at     time.Time       // when it was last looked at
}

// The size of a thumb, in pixels for screens of 200 %, and how often it is looked at.
const (
	thumbWidth, thumbHeight = 192, 120
	thumbAge                = 450 * time.Millisecond
)

func newThumb(v *screen.Viewer) *thumb {
	return &thumb{screen: v, image: image.NewRGBA(image.Rect(0, 0, thumbWidth, thumbHeight))}
}

// look brings the picture up to date, and reports whether it has changed and
// whether there is one.
func (t *thumb) look(now time.Time, live bool) (changed, is bool) {
	switch {
	case !live:
		changed = !t.part.Empty()
		t.part, t.seen = image.Rectangle{}, 0
		return changed, false
	case now.Sub(t.at) < thumbAge:
		return false, !t.part.Empty()
	}
	part, seen := t.screen.Small(t.image, t.seen)
	if t.at, t.seen = now, seen; part.Empty() {
		return false, !t.part.Empty()
	}
	t.part = part
	return true, true
}

// picture is the part of the image that holds something, by itself: Fyne takes
// no part of a wider image.
func (t *thumb) picture() image.Image {
	p := image.NewRGBA(t.part)
	draw.Draw(p, t.part, t.image, t.part.Min, draw.Src)
	return p
}

// pictured lays out a thumb, an icon and words beside each other. The words come
// first: the thumb gets smaller, and goes, where a list is narrow.
type pictured struct{}

// The least width of the words, and of a thumb that still shows something.
const leastWords, leastThumb = 175, 40

// MinSize implements fyne.Layout.
func (pictured) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := max(o[0].MinSize().Height, o[2].MinSize().Height)
	return fyne.NewSize(o[1].MinSize().Width+o[2].MinSize().Width+theme.Padding(), height)
}

// Layout implements fyne.Layout.
func (pictured) Layout(o []fyne.CanvasObject, size fyne.Size) {
	icon := o[1].MinSize().Width
	x, thumb := float32(0), min(o[0].MinSize().Width, size.Width-leastWords-icon-2*theme.Padding())
	visible(o[0], thumb >= leastThumb)
	if o[0].Visible() {
		height := thumb * thumbHeight / thumbWidth
		o[0].Move(fyne.NewPos(0, (size.Height-height)/2))
		o[0].Resize(fyne.NewSize(thumb, height))
		x = thumb + theme.Padding()
	}
	o[1].Move(fyne.NewPos(x, 0))
	o[1].Resize(fyne.NewSize(icon, size.Height))
	x += icon + theme.Padding()
	o[2].Move(fyne.NewPos(x, 0))
	o[2].Resize(fyne.NewSize(max(0, size.Width-x), size.Height))
}

// newThumbImage is where a row shows a thumb.
func newThumbImage() *canvas.Image {
	i := canvas.NewImageFromImage(nil)
	i.FillMode, i.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleFastest
	return i
}
