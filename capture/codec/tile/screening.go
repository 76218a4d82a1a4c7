package tile

import (
	"fmt"
	"image"
	"slices"

	"tandem/capture/codec"
	"tandem/capture/codec/internal/pixel"
	"tandem/capture/codec/video/vp8"
	"tandem/capture/codec/video/yuv"
)

// A screening is the Decoder's end of the film.
type screening struct {
	dec vp8.Decoder
	pix []byte // of a row of cells
}

// cutFilm returns the frame of film that p begins with, if it is filmed, and
// what comes after. Pictures of more than filmMax pixels have none, so that
// nobody has memory taken for it with a few bytes.
func cutFilm(p []byte, is bool, pixels int) (frame, rest []byte, err error) {
	if !is {
		return nil, p, nil
	}
	if pixels > filmMax {
		return nil, nil, fmt.Errorf("%w: film of %d pixels", codec.ErrCorrupt, pixels)
	}
	return cutPart(p)
}

// show decodes a frame and puts the cells of it that are film into c.soft.
func (s *screening) show(c *reader, frame []byte) error {
	if (len(frame) == 0) != (len(c.films) == 0) {
		return fmt.Errorf("%w: film", codec.ErrCorrupt)
	}
	if len(frame) == 0 {
		return nil
	}
	s.dec.MaxPixels = c.ref.w * c.ref.h
	m, _, err := s.dec.Decode(frame)
	if err != nil {
		return fmt.Errorf("%w: %w", codec.ErrCorrupt, err)
	}
	if m.W != c.ref.w || m.H != c.ref.h {
		return fmt.Errorf("%w: size of film", codec.ErrCorrupt)
	}
	for films := c.films; len(films) > 0; {
		r, n := c.ref.cell(films[0].X, films[0].Y), 1
		for ; n < len(films) && films[n] == image.Pt(r.Max.X, r.Min.Y); n++ {
			r.Max.X = min(r.Max.X+cell, c.ref.w)
		}
		s.put(c.soft, m, r)
		films = films[n:]
	}
	return nil
}

// put copies r of m to p.
func (s *screening) put(p *picture, m yuv.Image, r image.Rectangle) {
	w, h := r.Dx(), r.Dy()
	s.pix = slices.Grow(s.pix[:0], 4*w*h)[:4*w*h]
	at := r.Min.Y/2*m.CStride + r.Min.X/2
	m.W, m.H, m.Y, m.U, m.V = w, h, m.Y[r.Min.Y*m.Stride+r.Min.X:], m.U[at:], m.V[at:]
	m.ToBGRX(s.pix, 4*w, image.Rect(0, 0, w, h))
	pix := s.pix
	for y := r.Min.Y; y < r.Max.Y; y++ {
		pixel.Load(p.pix[p.at(r.Min.X, y):p.at(r.Max.X, y)], pix)
		pix = pix[4*w:]
	}
}
