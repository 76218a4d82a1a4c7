package tile

import (
	"fmt"
	"image"
	"math/bits"

	"tandem/capture/codec"
)

// A reader is the receiving end of the screen coder.
type reader struct {
	slc
	rangeDecoder
	parts []part
}

// rect reads r into the reference.
func (c *reader) rect(r image.Rectangle) error {
	c.parts = c.parts[:0]
	last := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if c.over > spare {
			return fmt.Errorf("%w: pixels missing", codec.ErrCorrupt)
		}
		var err error
		if last, err = c.getParts(last, r.Dx()); err != nil {
			return err
		}
		for _, p := range c.parts {
			if err := c.pixels(c.ref.at(r.Min.X+p.from, y), p.to-p.from, c.texture[r.Min.X+p.from:]); err != nil {
				return err
			}
		}
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

// pixels reads n pixels to index o of the reference; texture begins one column
// to the left of them.
func (c *reader) pixels(o, n int, texture []uint8) error {
	v := c.view(o, n)
	hist, last, broke := 0, 0, false
	for i := 0; i < n; {
		w, nw, north, ne := v.cur[i+1], v.up[i+1], v.up[i+2], v.up[i+3]
		left, above := texture[i], texture[i+1]
		exact := true
		var pixel uint32
		switch {
		case left+above >= textured:
			pixel, exact = c.photo.getPixel(&c.rangeDecoder, &c.levels, w, north, nw, ne)
		case !broke && flat(w, north, nw, ne):
			k := 0
			if k, broke = c.run(v.up[i+2:], w, n-i); k < 0 {
				return fmt.Errorf("%w: length of a run", codec.ErrCorrupt)
			}
			fill(v.cur[i+2:i+2+k], texture[i+1:i+1+k], w)
			i += k
			continue
		default:
			e := c.contexts.find(v.cur[i], w, nw, north, ne, v.up[i+4], v.upper[i])
			var hit bool
			if pixel, hit = c.byContext(e, &hist, w, broke); !hit {
				pixel, last = c.wayOut(e, last, w, north, ne, nw, v.cur[i+2])
				exact = last != outNew
				e.wrong(pixel)
			}
		}
		texture[i+1] = roughness(exact, left, above)
		v.cur[i+2] = pixel
		broke = false
		i++
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
		v, _ = c.art.getPixel(&c.rangeDecoder, &c.levels, w, n, nw, ne)
		c.colours[slot(v)] = v
	}
	return v, out
}
