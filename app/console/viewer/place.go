package viewer

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
)

// A place is where a picture is on a surface. It counts in pixels of the
// screen, of which a Fyne unit has scale.
type place struct {
	picture image.Point // its size
	shown   image.Rectangle
	scale   float32
}

// placed returns the place of a picture on a surface: scaled to fit and
// centred, or pixel by pixel from the top left corner.
func placed(picture image.Point, surface fyne.Size, scale float32, fit bool) place {
	p := place{picture: picture, shown: image.Rectangle{Max: picture}, scale: scale}
	w, h := pixels(surface.Width, scale), pixels(surface.Height, scale)
	if !fit || picture.X < 1 || picture.Y < 1 || w < 1 || h < 1 {
		return p
	}
	f := min(float64(w)/float64(picture.X), float64(h)/float64(picture.Y))
	size := image.Pt(max(1, int(math.Round(float64(picture.X)*f))), max(1, int(math.Round(float64(picture.Y)*f))))
	corner := image.Pt((w-size.X)/2, (h-size.Y)/2)
	p.shown = image.Rectangle{Min: corner, Max: corner.Add(size)}
	return p
}

func pixels(v, scale float32) int { return int(math.Round(float64(v * scale))) }

// exact reports whether each pixel of the picture is one of the screen.
func (p place) exact() bool { return p.shown.Size() == p.picture }

// position and size are the place in Fyne's units.
func (p place) position() fyne.Position {
	return fyne.NewPos(float32(p.shown.Min.X)/p.scale, float32(p.shown.Min.Y)/p.scale)
}

func (p place) size() fyne.Size {
	return fyne.NewSize(float32(p.shown.Dx())/p.scale, float32(p.shown.Dy())/p.scale)
}

// at returns the picture's pixel at a position on the surface, the nearest one
// when the position is outside of the picture.
func (p place) at(pos fyne.Position) (at image.Point, inside bool) {
	x, inX := along(pixels(pos.X, p.scale)-p.shown.Min.X, p.shown.Dx(), p.picture.X)
	y, inY := along(pixels(pos.Y, p.scale)-p.shown.Min.Y, p.shown.Dy(), p.picture.Y)
	return image.Pt(x, y), inX && inY
}

// along maps pixel v of shown pixels to one of the picture's.
func along(v, shown, picture int) (int, bool) {
	if shown < 1 || picture < 1 {
		return 0, false
	}
	i := int(math.Floor((float64(v) + 0.5) * float64(picture) / float64(shown)))
	return min(max(i, 0), picture-1), v >= 0 && v < shown
}

// back returns the position on the surface of a pixel of the picture.
func (p place) back(at image.Point) fyne.Position {
	if p.picture.X < 1 || p.picture.Y < 1 {
		return fyne.Position{}
	}
	x := float32(p.shown.Min.X) + float32(at.X)*float32(p.shown.Dx())/float32(p.picture.X)
	y := float32(p.shown.Min.Y) + float32(at.Y)*float32(p.shown.Dy())/float32(p.picture.Y)
	return fyne.NewPos(x/p.scale, y/p.scale)
}
