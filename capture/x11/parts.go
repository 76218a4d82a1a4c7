//go:build linux

package x11

import (
	"errors"
	"image"
	"slices"

	"tandem/capture/x11/wire"
)

// A part of a drawable has been asked for, to be put into the picture.
type part struct {
	seq wire.Seq
	dst image.Rectangle // in the picture
	at  int             // where the segment has it
}

// ask asks for the part of a drawable that is to be seen in dst, where the
// drawable lies at origin in the picture. What does not fit into the scratch
// memory at once is asked for in pieces.
func (b *beneath) ask(s *server, v *canvas, drawable uint32, dst image.Rectangle, origin image.Point) error {
	line := 4 * dst.Dx()
	for !dst.Empty() {
		used := 0
		if n := len(b.parts); n > 0 {
			last := b.parts[n-1]
			used = last.at - v.size() + 4*last.dst.Dx()*last.dst.Dy()
		}
		rows := min(dst.Dy(), (scratch-used)/line)
		if rows == 0 {
			if err := b.collect(s, v); err != nil {
				return err
			}
			if used == 0 {
				b.holes = append(b.holes, dst) // a row of more than 131072 pixels
				return nil
			}
			continue
		}
		piece := image.Rect(dst.Min.X, dst.Min.Y, dst.Max.X, dst.Min.Y+rows)
		p := part{dst: piece, at: v.size() + used}
		p.seq = s.request(drawable, piece.Sub(origin), v.back, p.at)
		b.parts = append(b.parts, p)
		dst.Min.Y += rows
	}
	return nil
}

// collect puts all parts asked for into the picture. Those refused, their
// windows having vanished or changed, are holes until the windows have been
// looked for again.
func (b *beneath) collect(s *server, v *canvas) error {
	defer func() { b.parts = b.parts[:0] }()
	for _, p := range b.parts {
		line := 4 * p.dst.Dx()
		err := s.receive(p.seq, v.back, p.at, line*p.dst.Dy())
		if _, refused := errors.AsType[*wire.Error](err); refused {
			b.holes, b.stale = append(b.holes, p.dst), true
			continue
		}
		if err != nil {
			return err
		}
		for y := range p.dst.Dy() {
			from := p.at + y*line
			copy(v.back.pix[(p.dst.Min.Y+y)*v.stride+4*p.dst.Min.X:], v.back.pix[from:from+line])
		}
	}
	return nil
}

// mend fills the holes with the nearest pixels outside of their strips: first
// in upright strips, since flat ones reach over those at the corners.
func (b *beneath) mend(v *canvas) {
	for _, flat := range [...]bool{false, true} {
		for _, hole := range b.holes {
			i := max(0, slices.IndexFunc(b.strips, func(strip image.Rectangle) bool { return hole.In(strip) }))
			if strip := b.strips[i]; (strip.Dx() >= strip.Dy()) == flat {
				v.smear(hole, strip, flat)
			}
		}
	}
}

// smear fills a hole in a strip with the nearest row, if the strip lies flat,
// or column.
func (v *canvas) smear(hole, strip image.Rectangle, flat bool) {
	row, column := strip.Max.Y, strip.Max.X
	if row >= v.bounds.Dy() {
		row = max(0, strip.Min.Y-1)
	}
	if column >= v.bounds.Dx() {
		column = max(0, strip.Min.X-1)
	}
	pix := v.back.pix
	for y := hole.Min.Y; y < hole.Max.Y; y++ {
		line := pix[y*v.stride+4*hole.Min.X:][:4*hole.Dx()]
		if flat {
			copy(line, pix[row*v.stride+4*hole.Min.X:])
			continue
		}
		for x := 0; x < len(line); x += 4 {
			copy(line[x:x+4], pix[y*v.stride+4*column:])
		}
	}
}
