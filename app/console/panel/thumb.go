package panel

import (
	"image"
	"image/draw"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

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

// newThumbImage is where a row shows a thumb.
func newThumbImage() *canvas.Image {
	i := canvas.NewImageFromImage(nil)
	i.FillMode, i.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleFastest
	i.SetMinSize(fyne.NewSize(thumbWidth/2, thumbHeight/2))
	return i
}
