package window

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session/screen/scale"
	"tandem/capture"
)

// A glimpse shows a picture as large as it fits, with the pointer that is in it.
// It takes no input. Fyne is given what it shows pixel by pixel: its own scaling
// is slow or loses thin lines.
type glimpse struct {
	widget.BaseWidget
	img, arrow *canvas.Image

	picture *image.RGBA
	scaled  *image.RGBA // picture as it is shown; nil where that is the same
	scaler  *scale.Scaler
	from    image.Point     // the size of the picture that scaler is for
	shown   image.Rectangle // where the picture is, in pixels of the screen
	cursor  capture.Cursor
}

func newGlimpse() *glimpse {
	g := &glimpse{img: canvas.NewImageFromImage(nil), arrow: canvas.NewImageFromImage(nil)}
	g.img.FillMode, g.arrow.FillMode = canvas.ImageFillStretch, canvas.ImageFillStretch
	g.img.ScaleMode, g.arrow.ScaleMode = canvas.ImageScalePixels, canvas.ImageScaleFastest
	g.arrow.Hide()
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget.
func (g *glimpse) CreateRenderer() fyne.WidgetRenderer {
	black := canvas.NewRectangle(color.Black)
	return &glimpseRenderer{g, black, []fyne.CanvasObject{black, g.img, g.arrow}}
}

type glimpseRenderer struct {
	g       *glimpse
	black   *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *glimpseRenderer) Destroy()                     {}
func (r *glimpseRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *glimpseRenderer) MinSize() fyne.Size           { return fyne.NewSize(64, 48) }
func (r *glimpseRenderer) Refresh()                     { canvas.Refresh(r.g.img) }

func (r *glimpseRenderer) Layout(size fyne.Size) {
	r.black.Resize(size)
	r.g.layOut()
}

// show shows pic, which is the one shown before, changed where dirty says, or
// another.
func (g *glimpse) show(pic *image.RGBA, dirty []image.Rectangle) {
	another := g.picture != pic
	g.picture = pic
	if another {
		g.scaled = nil
		g.layOut()
	} else if g.scaled != nil {
		for _, r := range dirty {
			g.scaler.Scale(g.scaled, pic, r)
		}
	}
	canvas.Refresh(g.img)
}

// point shows the pointer.
func (g *glimpse) point(c capture.Cursor) {
	g.cursor = c
	g.drawArrow()
}

// layOut puts the picture into the middle.
func (g *glimpse) layOut() {
	if g.picture == nil || g.picture.Rect.Empty() {
		return
	}
	unit := g.unit()
	w, h := float64(g.Size().Width*unit), float64(g.Size().Height*unit)
	from := g.picture.Rect.Size()
	f := min(w/float64(from.X), h/float64(from.Y))
	to := image.Pt(max(1, int(math.Round(float64(from.X)*f))), max(1, int(math.Round(float64(from.Y)*f))))
	corner := image.Pt((int(w)-to.X)/2, (int(h)-to.Y)/2)
	g.shown = image.Rectangle{Min: corner, Max: corner.Add(to)}
	switch {
	case to == from || !scale.Possible(from, to):
		g.scaled, g.scaler, g.img.Image = nil, nil, g.picture
	case g.scaled == nil || g.scaled.Rect.Size() != to || g.from != from:
		g.scaled, g.scaler, g.from = image.NewRGBA(image.Rectangle{Max: to}), scale.New(from, to), from
		g.scaler.Scale(g.scaled, g.picture, g.picture.Rect)
		g.img.Image = g.scaled
	}
	g.img.Move(fyne.NewPos(float32(corner.X)/unit, float32(corner.Y)/unit))
	g.img.Resize(fyne.NewSize(float32(to.X)/unit, float32(to.Y)/unit))
	g.drawArrow()
}

// drawArrow puts the pointer where it is, as large as the picture is scaled.
func (g *glimpse) drawArrow() {
	s := g.cursor.Shape
	if !g.cursor.Visible || s == nil || g.picture == nil || !g.cursor.At.In(g.picture.Rect) {
		g.arrow.Hide()
		return
	}
	f := float32(g.shown.Dx()) / float32(g.picture.Rect.Dx()) / g.unit()
	at := g.cursor.At.Sub(s.Hot)
	g.arrow.Image = s.Image
	g.arrow.Move(g.img.Position().AddXY(float32(at.X)*f, float32(at.Y)*f))
	g.arrow.Resize(fyne.NewSize(float32(s.Image.Rect.Dx())*f, float32(s.Image.Rect.Dy())*f))
	g.arrow.Show()
	canvas.Refresh(g.arrow)
}

// unit is how many pixels a unit of Fyne's has here.
func (g *glimpse) unit() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Scale() > 0 {
		return c.Scale()
	}
	return 1
}
