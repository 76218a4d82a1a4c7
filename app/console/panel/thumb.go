package panel

import (
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tandem/app/session/screen"
)

// A thumb is a small picture of what a customer shows.
type thumb struct {
	screen *screen.Viewer
	image  *image.RGBA // what is shown now
	next   *image.RGBA // is drawn into
	part   image.Rectangle
	at     time.Time // when it was last looked at
}

// The size of a thumb, in pixels for screens of 200 %, and how often it is looked at.
const (
	thumbWidth, thumbHeight = 192, 120
	thumbAge                = 450 * time.Millisecond
)

func newThumb(v *screen.Viewer) *thumb {
	size := image.Rect(0, 0, thumbWidth, thumbHeight)
	return &thumb{screen: v, image: image.NewRGBA(size), next: image.NewRGBA(size)}
}

// look brings the picture up to date, and reports whether it has changed and
// whether there is one.
func (t *thumb) look(now time.Time, live bool) (changed, is bool) {
	if !live {
		changed = !t.part.Empty()
		t.part = image.Rectangle{}
		return changed, false
	}
	if now.Sub(t.at) < thumbAge {
		return false, !t.part.Empty()
	}
	t.at = now
	part := t.screen.Small(t.next)
	if part == t.part && slices.Equal(t.next.Pix, t.image.Pix) {
		return false, !part.Empty()
	}
	t.image, t.next, t.part = t.next, t.image, part
	return true, !part.Empty()
}

// picture is the part of the image that holds something.
func (t *thumb) picture() image.Image { return t.image.SubImage(t.part) }

// newThumbImage is where a row shows a thumb.
func newThumbImage() *canvas.Image {
	i := canvas.NewImageFromImage(nil)
	i.FillMode, i.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleFastest
	i.SetMinSize(fyne.NewSize(thumbWidth/2, thumbHeight/2))
	return i
}
