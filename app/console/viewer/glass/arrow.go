//go:build linux

package glass

import (
	"image"

	"tandem/app/session/screen/scale"
	"tandem/capture"
)

// An arrow is the pointer as it is drawn over the picture.
type arrow struct {
	of   *capture.Shape
	size image.Point     // of img, as the picture is scaled
	img  *image.RGBA     // of blue, green, red and alpha
	at   image.Rectangle // where it is in the picture as shown; empty: nowhere
}

// point draws the pointer where p has it, if it has moved or what it lies over
// is among dirty, and returns where it has gone from.
func (g *Glass) point(p Pane, dirty []image.Rectangle) (left image.Rectangle, due bool) {
	a := &g.arrow
	at := g.pointer(p)
	if at != a.at || p.Pointer.Shape != a.of || at.Size() != a.size {
		left, due = a.at, true
	}
	for _, r := range dirty {
		due = due || r.Overlaps(at)
	}
	a.at = at
	if at.Empty() {
		return left, false
	}
	if p.Pointer.Shape != a.of || at.Size() != a.size {
		a.draw(p.Pointer.Shape, at.Size())
	}
	return left, due
}

// pointer is where the pointer is in the picture as shown.
func (g *Glass) pointer(p Pane) image.Rectangle {
	c := p.Pointer
	if !c.Visible || c.Shape == nil || c.Shape.Image.Rect.Empty() {
		return image.Rectangle{}
	}
	full, shown := g.pic.full.Rect.Size(), g.pic.shown.Rect.Size()
	size := c.Shape.Image.Rect.Size()
	scaled := image.Pt(max(1, size.X*shown.X/full.X), max(1, size.Y*shown.Y/full.Y))
	if scaled.X*scaled.Y*4 > patch {
		scaled = size
	}
	if scaled.X*scaled.Y*4 > patch {
		return image.Rectangle{}
	}
	hot := c.At.Sub(c.Shape.Hot)
	corner := image.Pt(hot.X*shown.X/full.X, hot.Y*shown.Y/full.Y)
	return image.Rectangle{Min: corner, Max: corner.Add(scaled)}
}

// draw makes img of a shape.
func (a *arrow) draw(of *capture.Shape, size image.Point) {
	a.of, a.size = of, size
	a.img = image.NewRGBA(image.Rectangle{Max: of.Image.Rect.Size()})
	for i := 0; i < len(a.img.Pix); i += 4 {
		x, y := i/4%a.img.Rect.Dx(), i/4/a.img.Rect.Dx()
		r, g, b, alpha := of.Image.At(of.Image.Rect.Min.X+x, of.Image.Rect.Min.Y+y).RGBA() // multiplied by alpha
		a.img.Pix[i], a.img.Pix[i+1], a.img.Pix[i+2], a.img.Pix[i+3] = byte(b>>8), byte(g>>8), byte(r>>8), byte(alpha>>8)
	}
	if size != a.img.Rect.Size() {
		scaled := image.NewRGBA(image.Rectangle{Max: size})
		scale.New(a.img.Rect.Size(), size).Scale(scaled, a.img, a.img.Rect)
		a.img = scaled
	}
}

// putPointer draws the pointer over the picture, by way of the memory behind it.
func (g *Glass) putPointer(seen image.Rectangle) {
	r := g.arrow.at.Intersect(seen)
	if r.Empty() {
		return
	}
	offset := len(g.pic.memory) - patch
	pix := g.pic.memory[offset:]
	over := image.RGBA{Pix: pix, Stride: 4 * r.Dx(), Rect: image.Rectangle{Max: r.Size()}}
	for y := range r.Dy() {
		under := g.pic.shown.Pix[g.pic.shown.PixOffset(r.Min.X, r.Min.Y+y):]
		img := g.arrow.img.Pix[g.arrow.img.PixOffset(r.Min.X-g.arrow.at.Min.X, r.Min.Y+y-g.arrow.at.Min.Y):]
		blend(pix[y*over.Stride:(y+1)*over.Stride], under, img)
	}
	g.putFrom(&over, offset, over.Rect, r.Min.Sub(seen.Min))
}

// blend puts img over under.
func blend(dst, under, img []byte) {
	for i := 0; i < len(dst); i += 4 {
		rest := 255 - uint32(img[i+3])
		for c := range 3 {
			dst[i+c] = byte(min(255, uint32(img[i+c])+(uint32(under[i+c])*rest+127)/255))
		}
	}
}
