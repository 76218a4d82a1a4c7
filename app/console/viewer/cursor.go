package viewer

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"tandem/capture"
)

// A shape is a customer's pointer as the local one. Fyne compares cursors, so
// each shape is made once.
type shape struct{ of *capture.Shape }

var _ desktop.Cursor = (*shape)(nil)

// Image implements desktop.Cursor.
func (s *shape) Image() (image.Image, int, int) { return s.of.Image, s.of.Hot.X, s.of.Hot.Y }

// Cursor is what the local pointer looks like over the picture: like the
// customer's while the technician controls.
func (s *surface) Cursor() desktop.Cursor {
	switch {
	case !s.control || s.cursor.Shape == nil:
		return desktop.DefaultCursor
	case !s.cursor.Visible:
		return desktop.HiddenCursor
	}
	return s.shape
}

// setCursor takes over the customer's pointer.
func (s *surface) setCursor(c capture.Cursor) {
	if c.Shape != nil && (s.shape == nil || s.shape.of != c.Shape) {
		s.shape = &shape{c.Shape}
		s.arrow.Image = c.Shape.Image
		s.arrow.Refresh()
	}
	s.strays = s.control && s.mouse.way.n > 0 && !s.mouse.way.has(c.At)
	s.cursor = c
	s.drawArrow()
}

// apart reports whether the customer's pointer is elsewhere than the local
// one: while the technician only looks, or when the customer has moved it.
func (s *surface) apart() bool { return !s.control || s.strays }

// drawArrow draws the customer's pointer over the picture while it is apart
// from the local one.
func (s *surface) drawArrow() {
	if !s.apart() || s.covered || s.picture == nil || s.cursor.Shape == nil || !s.cursor.Visible || !s.cursor.At.In(s.picture.Rect) {
		if s.arrow.Visible() {
			s.arrow.Hide()
		}
		return
	}
	corner := s.place.back(s.cursor.At.Sub(s.cursor.Shape.Hot))
	end := s.place.back(s.cursor.At.Sub(s.cursor.Shape.Hot).Add(s.cursor.Shape.Image.Rect.Size()))
	s.arrow.Resize(fyne.NewSize(end.X-corner.X, end.Y-corner.Y))
	s.arrow.Move(corner)
	if !s.arrow.Visible() {
		s.arrow.Show()
	}
	canvas.Refresh(s.arrow)
}
