package tile

import (
	"fmt"
	"image"
	"slices"

	"tandem/capture/codec"
)

// Copies come before the spans. All are read from the picture as it was before
// any of them was made, so that their order does not matter and they may
// overlap.

// A copyCoder is the models and the memory of copies that both ends keep.
type copyCoder struct {
	more   flag
	again  flag // the vector of the copy before
	dx, dy signed
	x, y   number
	w, h   number
	held   []uint32 // pixels on their way
	soft   []copied // those that move marks
}

func (c *copyCoder) reset() {
	c.more, c.again = newFlag(), newFlag()
	c.dx, c.dy = newSigned(), newSigned()
	for _, n := range []*number{&c.x, &c.y, &c.w, &c.h} {
		*n = newNumber()
	}
}

// put codes the copies.
func (c *copyCoder) put(e *rangeEncoder, copies []copied) {
	var by image.Point
	for _, m := range copies {
		c.more.put(e, true)
		if by != (image.Point{}) {
			c.again.put(e, m.by == by)
		}
		if m.by != by {
			by = m.by
			c.dx.put(e, by.X)
			c.dy.put(e, by.Y)
		}
		c.x.put(e, m.to.Min.X)
		c.y.put(e, m.to.Min.Y)
		c.w.put(e, m.to.Dx()-1)
		c.h.put(e, m.to.Dy()-1)
	}
	c.more.put(e, false)
}

// get reads copies within the picture p and appends them to copies. Together
// they have no more pixels than p.
func (c *copyCoder) get(d *rangeDecoder, p *picture, copies []copied) ([]copied, error) {
	bounds, left := image.Rect(0, 0, p.w, p.h), p.w*p.h
	var by image.Point
	for c.more.get(d) {
		if by == (image.Point{}) || !c.again.get(d) {
			by = image.Pt(c.dx.get(d), c.dy.get(d))
		}
		x, y := c.x.get(d), c.y.get(d)
		to := image.Rect(x, y, x+c.w.get(d)+1, y+c.h.get(d)+1)
		left -= to.Dx() * to.Dy()
		if by == (image.Point{}) || !to.In(bounds) || !to.Sub(by).In(bounds) || left < 0 || len(copies) == copiesMax {
			return nil, fmt.Errorf("%w: copy", codec.ErrCorrupt)
		}
		copies = append(copies, copied{to, by})
	}
	return copies, nil
}

// apply makes the copies: marks move along with what there is at them.
func (c *copyCoder) apply(s *slc, copies []copied) {
	c.move(s.ref, copies)
	if s.soft == nil {
		return
	}
	c.soft = c.soft[:0]
	for _, m := range copies {
		if s.mayMark(m.to.Sub(m.by)) {
			c.soft = append(c.soft, m)
		}
	}
	c.move(s.soft, c.soft)
	for _, m := range c.soft {
		s.noteMarks(m.to)
	}
}

// move makes the copies in p.
func (c *copyCoder) move(p *picture, copies []copied) {
	if upright(copies) {
		shift(p, copies)
	} else {
		c.gather(p, copies)
		c.scatter(p, copies)
	}
}

// upright tells whether all copies go by one vector, and that up or down.
func upright(copies []copied) bool {
	for _, m := range copies {
		if m.by != copies[0].by || m.by.Y == 0 {
			return false
		}
	}
	return true
}

// shift makes upright copies in place, row by row: those that move up from the
// top, those that move down from the bottom, so that no row is read after it
// was written.
func shift(p *picture, copies []copied) {
	for i := range p.h {
		y := i
		if len(copies) > 0 && copies[0].by.Y > 0 {
			y = p.h - 1 - i
		}
		for _, m := range copies {
			if y >= m.to.Min.Y && y < m.to.Max.Y {
				from := p.at(m.to.Min.X-m.by.X, y-m.by.Y)
				copy(p.pix[p.at(m.to.Min.X, y):], p.pix[from:from+m.to.Dx()])
			}
		}
	}
}

// gather reads what is to be copied.
func (c *copyCoder) gather(p *picture, copies []copied) {
	n := 0
	for _, m := range copies {
		n += m.to.Dx() * m.to.Dy()
	}
	c.held = slices.Grow(c.held[:0], n)
	for _, m := range copies {
		from := m.to.Sub(m.by)
		for y := from.Min.Y; y < from.Max.Y; y++ {
			c.held = append(c.held, p.pix[p.at(from.Min.X, y):p.at(from.Max.X, y)]...)
		}
	}
}

// scatter writes what was gathered.
func (c *copyCoder) scatter(p *picture, copies []copied) {
	held := c.held
	for _, m := range copies {
		for y := m.to.Min.Y; y < m.to.Max.Y; y++ {
			n := copy(p.pix[p.at(m.to.Min.X, y):p.at(m.to.Max.X, y)], held)
			held = held[n:]
		}
	}
}
