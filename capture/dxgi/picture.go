package dxgi

import (
	"bytes"
	"encoding/binary"
	"image"

	"tandem/capture"
)

// tile is the side of the squares in which turned pixels are copied, whose rows
// in both pictures stay in the cache meanwhile.
const tile = 32

// A surface is a display's picture as the system has it, 4 bytes a pixel.
type surface struct {
	pix   []byte
	pitch int // bytes from one row to the next
	size  image.Point
	turn  rotation
}

// A picture is what the user sees of a surface, kept from frame to frame.
type picture struct {
	pix  []byte // 4 bytes a pixel, rows without gaps
	size image.Point
}

// resize makes the picture one of another size, without contents.
func (p *picture) resize(size image.Point) {
	n := 4 * size.X * size.Y
	if cap(p.pix) < n || cap(p.pix) > 2*n {
		p.pix = make([]byte, n)
	}
	p.pix, p.size = p.pix[:n], size
}

// move moves a part of the picture, which may overlap its new place.
func (p *picture) move(m capture.Move) {
	stride, n := 4*p.size.X, 4*m.To.Dx()
	from, to := m.From.Y*stride+4*m.From.X, m.To.Min.Y*stride+4*m.To.Min.X
	if to > from { // begin with the last row
		last := (m.To.Dy() - 1) * stride
		from, to, stride = from+last, to+last, -stride
	}
	for range m.To.Dy() {
		copy(p.pix[to:to+n], p.pix[from:from+n])
		from, to = from+stride, to+stride
	}
}

// paste brings a part of the picture up to date with the surface. It returns
// the rows of the part that are other than they were.
func (p *picture) paste(s *surface, part image.Rectangle) image.Rectangle {
	if s.turn == quarter || s.turn == half || s.turn == threeQuarters {
		return p.pasteTurned(s, part)
	}
	stride, n := 4*p.size.X, 4*part.Dx()
	fresh := rows{}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		to, from := p.pix[y*stride+4*part.Min.X:][:n], s.pix[y*s.pitch+4*part.Min.X:][:n]
		if !bytes.Equal(to, from) {
			copy(to, from)
			fresh.add(y)
		}
	}
	return fresh.of(part)
}

// pasteTurned is paste for a surface that is not upright.
func (p *picture) pasteTurned(s *surface, part image.Rectangle) image.Rectangle {
	origin, right, down := s.turn.steps(s.size, s.pitch)
	wide := tile
	if s.turn == half {
		wide = part.Dx() // rows stay rows
	}
	fresh := rows{}
	for top := part.Min.Y; top < part.Max.Y; top += tile {
		for left := part.Min.X; left < part.Max.X; left += wide {
			for y := top; y < min(top+tile, part.Max.Y); y++ {
				to := p.pix[4*(y*p.size.X+left):][:4*min(wide, part.Max.X-left)]
				from := origin + left*right + y*down
				differs := uint32(0)
				for ; len(to) >= 4; to = to[4:] {
					v := binary.LittleEndian.Uint32(s.pix[from : from+4 : from+4])
					if old := binary.LittleEndian.Uint32(to); v != old {
						binary.LittleEndian.PutUint32(to, v)
						differs = 1
					}
					from += right
				}
				if differs != 0 {
					fresh.add(y)
				}
			}
		}
	}
	return fresh.of(part)
}

// rows are the rows from top up to, without, bottom; none while bottom is 0.
type rows struct{ top, bottom int }

func (r *rows) add(y int) {
	if r.bottom == 0 {
		r.top, r.bottom = y, y+1
	}
	r.top, r.bottom = min(r.top, y), max(r.bottom, y+1)
}

// of is the part of a rectangle that lies in the rows.
func (r *rows) of(part image.Rectangle) image.Rectangle {
	if r.bottom == 0 {
		return image.Rectangle{}
	}
	return image.Rect(part.Min.X, r.top, part.Max.X, r.bottom)
}
