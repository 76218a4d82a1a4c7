// Package yuv is the picture a video coder works on, three planes of
// brightness and colour, and its conversion from and to the pixels of a screen.
//
// # Decisions
//
// The colours are ITU-R BT.601 in limited range, with fixed integer formulas:
// two machines that decode the same bytes show the same picture. Colour has
// half the size in both directions; a value is the mean of two by two pixels
// on the way in and counts for all four on the way out.
package yuv

import (
	"image"

	"tandem/capture/codec/video/internal/kernel"
)

// An Image is a picture in 4:2:0: a plane of brightness and two of colour of
// half its size, rounded up. The planes may be parts of others: a row begins
// Stride or CStride bytes after the one above.
type Image struct {
	W, H            int
	Y, U, V         []byte
	Stride, CStride int
}

// New returns a picture of w by h pixels, all zero.
func New(w, h int) Image {
	cw, ch := (w+1)/2, (h+1)/2
	buf := make([]byte, w*h+2*cw*ch)
	return Image{
		W: w, H: h, Stride: w, CStride: cw,
		Y: buf[: w*h : w*h], U: buf[w*h:][: cw*ch : cw*ch], V: buf[w*h+cw*ch:],
	}
}

// Valid tells whether the planes are as large as the other fields say.
func (m Image) Valid() bool {
	cw, ch := (m.W+1)/2, (m.H+1)/2
	return m.W > 0 && m.H > 0 && m.Stride >= m.W && m.CStride >= cw &&
		len(m.Y) >= (m.H-1)*m.Stride+m.W && len(m.U) >= (ch-1)*m.CStride+cw && len(m.V) >= (ch-1)*m.CStride+cw
}

// FromBGRX converts what lies in r of a picture of four bytes a pixel, blue
// first, whose rows are stride bytes apart and which is the size of m. The
// corner of r must be even; the rest of m keeps its pixels.
func (m Image) FromBGRX(pix []byte, stride int, r image.Rectangle) {
	r = r.Intersect(image.Rect(0, 0, m.W, m.H))
	for y := r.Min.Y; y < r.Max.Y; y += 2 {
		below := min(y+1, r.Max.Y-1)
		row0, row1 := pix[y*stride+4*r.Min.X:], pix[below*stride+4*r.Min.X:]
		kernel.LumaRow(m.Y[y*m.Stride+r.Min.X:][:r.Dx()], row0)
		kernel.LumaRow(m.Y[below*m.Stride+r.Min.X:][:r.Dx()], row1)
		at := y/2*m.CStride + r.Min.X/2
		kernel.ChromaRow(m.U[at:], m.V[at:], row0, row1, r.Dx())
	}
}

// ToRGBA draws what lies in r of m into dst, whose pixel 0, 0 is that of m; the
// corner of r must be even. What lies outside of either is left out.
func (m Image) ToRGBA(dst *image.RGBA, r image.Rectangle) {
	m.rows(r.Intersect(dst.Rect), func(y, u, v []byte, at image.Point) {
		kernel.RGBARow(dst.Pix[dst.PixOffset(at.X, at.Y):], y, u, v)
	})
}

// ToBGRX is FromBGRX backwards; the fourth byte of a pixel becomes 255.
func (m Image) ToBGRX(pix []byte, stride int, r image.Rectangle) {
	m.rows(r, func(y, u, v []byte, at image.Point) {
		kernel.BGRXRow(pix[at.Y*stride+4*at.X:], y, u, v)
	})
}

func (m Image) rows(r image.Rectangle, draw func(y, u, v []byte, at image.Point)) {
	r = r.Intersect(image.Rect(0, 0, m.W, m.H))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		c := y/2*m.CStride + r.Min.X/2
		draw(m.Y[y*m.Stride+r.Min.X:][:r.Dx()], m.U[c:], m.V[c:], image.Pt(r.Min.X, y))
	}
}
