package viewer

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session/screen/scale"
	"tandem/capture"
	"tandem/input"
)

// A surface shows the picture and hears keys and pointer.
type surface struct {
	widget.BaseWidget

	img        *canvas.Image
	arrow      *canvas.Image // the customer's pointer, while it is not the local one
	picture    *image.RGBA
	scaled     *image.RGBA   // picture as large as it is shown; nil where that is not needed
	scaler     *scale.Scaler // from a picture of size scaledFrom to scaled
	scaledFrom image.Point
	cursor     capture.Cursor
	shape      *shape // of cursor, for the local pointer
	strays     bool   // the customer has moved the pointer since the technician did
	fit        bool
	covered    bool      // the picture is shown by other means
	gutter     fyne.Size // at 1:1, room beside the picture for the bars to scroll it
	place      place

	focused bool // the window's keys come here
	control bool // the technician controls: pointer and keys go to the customer …
	keysGo  bool // … the keys only with this as well
	held    map[input.Usage]bool
	keys    *keyboard
	mouse   *mouse

	hears hears
}

// A hears is what a surface tells its window.
type hears struct {
	release func()                  // let go of everything
	pointer func(fyne.Position)     // the pointer is here, in the window
	scroll  func(*fyne.ScrollEvent) // the wheel turned while only viewing
	escape  func()                  // the chord that takes the keys back
	key     func(*fyne.KeyEvent)    // a key that does not go to the customer
	keys    func(fyne.Shortcut)     // likewise, of the program
	laid    func()                  // the picture may be elsewhere; optional
	focus   func()                  // it has the keys now, or no longer; optional
}

func newSurface(send func(input.Event), h hears) *surface {
	s := &surface{
		img: canvas.NewImageFromImage(nil), arrow: canvas.NewImageFromImage(nil), fit: true, keysGo: true,
		held: map[input.Usage]bool{}, keys: newKeyboard(send), mouse: newMouse(send), hears: h,
	}
	s.img.FillMode, s.arrow.FillMode = canvas.ImageFillStretch, canvas.ImageFillStretch
	s.arrow.ScaleMode = canvas.ImageScaleFastest
	s.arrow.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *surface) CreateRenderer() fyne.WidgetRenderer {
	black := canvas.NewRectangle(color.Black)
	return &surfaceRenderer{s, black, []fyne.CanvasObject{black, s.img, s.arrow}}
}

type surfaceRenderer struct {
	s       *surface
	black   *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *surfaceRenderer) Destroy()                     {}
func (r *surfaceRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *surfaceRenderer) Refresh()                     { canvas.Refresh(r.s.img) }

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.black.Resize(size)
	r.s.layOut()
	if r.s.hears.laid != nil {
		r.s.hears.laid()
	}
}

func (r *surfaceRenderer) MinSize() fyne.Size {
	if r.s.fit || r.s.picture == nil {
		return fyne.NewSize(64, 48)
	}
	return placed(r.s.picture.Rect.Size(), fyne.Size{}, r.s.scale(), false).size().Add(r.s.gutter)
}

// scale is how many pixels a unit of Fyne's has here.
func (s *surface) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.Scale() > 0 {
		return c.Scale()
	}
	return 1
}

// layOut puts the picture where it belongs on the surface.
func (s *surface) layOut() {
	if s.picture == nil {
		return
	}
	s.place = placed(s.picture.Rect.Size(), s.Size(), s.scale(), s.fit)
	s.rescale()
	s.img.Move(s.place.position())
	s.img.Resize(s.place.size())
	s.drawArrow()
}

// rescale makes of the picture what Fyne shows pixel by pixel: its own scaling
// is either slow or loses thin lines.
func (s *surface) rescale() {
	from, to := s.picture.Rect.Size(), s.place.shown.Size()
	switch {
	case s.covered || s.place.exact() || !scale.Possible(from, to):
		s.scaled, s.scaler, s.img.Image = nil, nil, s.picture
		s.img.ScaleMode = canvas.ImageScalePixels
		if !s.place.exact() {
			s.img.ScaleMode = canvas.ImageScaleFastest
		}
		return
	case s.scaled == nil || s.scaled.Rect.Size() != to || s.scaledFrom != from:
		s.scaled, s.scaledFrom = image.NewRGBA(image.Rectangle{Max: to}), from
		s.scaler = scale.New(from, to)
		s.scaler.Scale(s.scaled, s.picture, s.picture.Rect)
	}
	s.img.Image, s.img.ScaleMode = s.scaled, canvas.ImageScalePixels
}

// setFit changes between scaled and pixel by pixel.
func (s *surface) setFit(fit bool) {
	s.fit = fit
	s.layOut()
	s.Refresh()
}

// show shows pic, which is the one shown before, changed where dirty says, or
// another.
func (s *surface) show(pic *image.RGBA, dirty []image.Rectangle) {
	another := s.picture == nil || s.picture.Rect != pic.Rect
	if s.picture != pic {
		s.picture, s.scaled, another = pic, nil, true
	}
	if !s.covered && !s.img.Visible() {
		s.img.Show()
	}
	if another {
		s.layOut()
		s.Refresh()
		return
	}
	if s.scaled != nil {
		for _, r := range dirty {
			s.scaler.Scale(s.scaled, pic, r)
		}
	}
	canvas.Refresh(s.img)
}

// setCovered says whether the picture is shown by other means than Fyne's.
func (s *surface) setCovered(on bool) {
	s.covered = on
	if s.picture != nil {
		s.rescale()
	}
	if on {
		s.img.Hide()
		s.arrow.Hide()
		canvas.Refresh(s)
	}
}

// blank shows nothing.
func (s *surface) blank() {
	s.picture, s.scaled, s.img.Image = nil, nil, nil
	s.img.Hide() // Fyne would go on painting what it has
	s.arrow.Hide()
	canvas.Refresh(s)
}

// setControl says whether the technician controls.
func (s *surface) setControl(on bool) {
	if s.control != on {
		s.letGo()
		s.control, s.strays, s.mouse.way = on, false, trail{}
		s.drawArrow()
	}
}

// setKeysGo says whether keys go to the customer while the technician controls.
func (s *surface) setKeysGo(on bool) {
	s.letGo()
	s.keysGo = on
}

// letGo lets go of everything that is held at the customer's.
func (s *surface) letGo() {
	s.hears.release()
	s.keys.forget()
	s.mouse.forget()
}
