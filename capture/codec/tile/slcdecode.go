package tile

import (
	"encoding/binary"
	"fmt"
	"image"
	"math/bits"
	"slices"

	"tandem/capture/codec"
	"tandem/capture/codec/internal/pixel"
)

// A reader is the receiving end of the screen coder.
type reader struct {
	slc
	rangeDecoder
	planes  quickReader
	parts   []part
	triples []uint32      // of the row above
	films   []image.Point // where the cells of film begin, in the order read
	film    bool          // there may be such cells
}

// rect reads r into the reference.
func (c *reader) rect(r image.Rectangle) error {
	c.parts = c.parts[:0]
	last, hard := 0, false
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if c.over > spare {
			return fmt.Errorf("%w: pixels missing", codec.ErrCorrupt)
		}
		if y == r.Min.Y || y%cell == 0 {
			hard = c.getKinds(y, r.Min.X, r.Max.X)
		}
		if !hard {
			continue
		}
		var err error
		if last, err = c.getParts(last, r.Dx()); err != nil {
			return err
		}
		for _, p := range c.parts {
			if err := c.part(r.Min.X, y, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// part reads a part of the row y, which begins at x0.
func (c *reader) part(x0, y int, p part) error {
	for x := x0 + p.from; x < x0+p.to; {
		kind, to := c.stretch(x, x0+p.to)
		switch o := c.ref.at(x, y); kind {
		case art:
			if err := c.pixels(o, to-x); err != nil {
				return err
			}
		case photo:
			if err := c.picture(o, to-x, x, y); err != nil {
				return err
			}
		}
		x = to
	}
	return nil
}

// getKinds reads the kinds of a row of cells, those from x0 to x1 that begin
// at y, and marks those that are film. It tells whether any is not soft.
func (c *reader) getKinds(y, x0, x1 int) (hard bool) {
	for x := x0; x < x1; x += cell {
		gentle, natural, moving := c.kindModels(x / cell)
		kind := uint8(art)
		switch {
		case gentle.get(&c.rangeDecoder):
			kind = stay
			if moving.get(&c.rangeDecoder) && c.film {
				kind = film
				c.mark(c.ref.cell(x, y))
				c.films = append(c.films, image.Pt(x, y))
			}
		case natural.get(&c.rangeDecoder):
			kind = photo
		}
		hard = hard || kind < stay
		c.kinds[x/cell+1] = kind
	}
	return hard
}

// cutQuick begins with what p begins with for a quick packet, if it is one, and
// returns what comes after.
func (c *reader) cutQuick(p []byte, is bool) ([]byte, error) {
	if c.quick = is; !is {
		return p, nil
	}
	pixels, n := binary.Uvarint(p)
	if n <= 0 || pixels == 0 || pixels > uint64(c.ref.w*c.ref.h) {
		return nil, fmt.Errorf("%w: pixels of photographs", codec.ErrCorrupt)
	}
	b, p, err := cutPart(p[n:])
	if err != nil {
		return nil, err
	}
	c.planes.begin(b, int(pixels))
	return p, nil
}

// picture reads n pixels of photographs to index o of the reference: from (x, y) on.
func (c *reader) picture(o, n, x, y int) error {
	v := c.view(o, n)
	if c.quick {
		return c.planes.get(v.cur[1:], v.up[1:n+2])
	}
	phase, was := c.photo.tints.row(x, y), c.was[x:][:n+2]
	c.triples = slices.Grow(c.triples[:0], n)[:n]
	pixel.Triples(c.triples, v.up[3:n+3])
	var a vicinity
	a.begin(v.cur[1], v.up[1], v.up[2])
	for i := range n {
		a.ne, a.yne = v.up[i+3], c.triples[i]
		p, y, is := c.photo.get(&c.rangeDecoder, &c.levels, phase, kept{was[i], was[i+1], was[i+2]}, &a)
		was[i+1], v.cur[i+2] = is, p
		a.next(p, y)
		phase ^= 1
	}
	return nil
}

// getParts reads how the row of n pixels is divided. Parts are within the row
// and do not overlap.
func (c *reader) getParts(last, n int) (int, error) {
	if c.same[last].get(&c.rangeDecoder) {
		return 1, nil
	}
	c.parts = c.parts[:0]
	for x := 0; x < n && !c.toEnd[0].get(&c.rangeDecoder); {
		p := part{x + c.kept.get(&c.rangeDecoder), n}
		if !c.toEnd[1].get(&c.rangeDecoder) {
			p.to = p.from + 1 + c.changed.get(&c.rangeDecoder)
		}
		if p.from >= n || p.to > n {
			return 0, fmt.Errorf("%w: part of a row", codec.ErrCorrupt)
		}
		c.parts = append(c.parts, p)
		x = p.to
	}
	return 0, nil
}

// pixels reads n pixels to index o of the reference.
func (c *reader) pixels(o, n int) error {
	v := c.view(o, n)
	hist, last, broke := 0, 0, false
	for i := 0; i < n; i++ {
		w, nw, north, ne := v.cur[i+1], v.up[i+1], v.up[i+2], v.up[i+3]
		if !broke && flat(w, north, nw, ne) {
			k := 0
			if k, broke = c.run(v.up[i+2:], w, n-i); k < 0 {
				return fmt.Errorf("%w: length of a run", codec.ErrCorrupt)
			}
			fill(v.cur[i+2:i+2+k], w)
			i += k - 1
			continue
		}
		e := c.contexts.find(v.cur[i], w, nw, north, ne, v.up[i+4], v.upper[i])
		pixel, hit := c.byContext(e, &hist, w, broke)
		if !hit {
			pixel, last = c.wayOut(e, last, w, north, ne, nw, v.cur[i+2])
			e.wrong(pixel)
		}
		v.cur[i+2] = pixel
		broke = false
	}
	return nil
}

// run reads the length k of a run of v, negative if it is too long.
func (c *reader) run(above []uint32, v uint32, n int) (k int, broke bool) {
	limit := reach(above, v, n)
	if c.whole[bits.Len(uint(limit))].get(&c.rangeDecoder) {
		return limit, false
	}
	if k = c.length.get(&c.rangeDecoder); k >= limit {
		return -1, false
	}
	return k, true
}

// byContext reads a pixel if e has it.
func (c *reader) byContext(e *entry, hist *int, w uint32, broke bool) (v uint32, hit bool) {
	trust := e.trust()
	if trust == 0 {
		return 0, false
	}
	if guess := e.first & colour; !broke || guess != w {
		hit := c.first[trust*histories+*hist].get(&c.rangeDecoder)
		*hist = history(*hist, hit)
		if hit {
			e.right()
			return guess, true
		}
	}
	guess := e.second & colour
	if e.second&known == 0 || broke && guess == w || !c.second[trust].get(&c.rangeDecoder) {
		return 0, false
	}
	e.wrong(guess)
	return guess, true
}

// wayOut reads a pixel that e has not, and returns the way it took.
func (c *reader) wayOut(e *entry, last int, w, n, ne, nw, old uint32) (v uint32, out int) {
	switch out = c.outModel(e, last).get(&c.rangeDecoder); out {
	case outLeft:
		v = w
	case outAbove:
		v = n
	case outAboveRight:
		v = ne
	case outAboveLeft:
		v = nw
	case outKept:
		v = old
	case outRecent:
		s := c.major.get(&c.rangeDecoder) << 4
		v = c.colours[s|c.minor[s>>4].get(&c.rangeDecoder)]
	default:
		v = c.art.getPixel(&c.rangeDecoder, &c.levels, w, n, nw, ne)
		c.colours[slot(v)] = v
	}
	return v, out
}
