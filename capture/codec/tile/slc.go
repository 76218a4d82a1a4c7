package tile

// The screen coder. A rectangle is coded row by row, in the place where the
// reference has it, so that every prediction looks at what both ends know:
// what is above and to the left as it is now, the rest as it was.
//
// A row is divided into parts that are kept and parts that are changed. In a
// changed part each pixel is coded in one of three ways, which follows from
// what is known and is never told:
//
//   - amid texture, as its difference from a prediction (photo.go);
//   - where the neighbours above and to the left are all of one colour, as a
//     run of that colour, as far as the row above is of that colour;
//   - else by the context table, and where that fails, by a way out: one of
//     the neighbours, a colour met lately, or the difference from a prediction.

// The ways out.
const (
	outLeft = iota
	outAbove
	outAboveRight
	outAboveLeft
	outKept   // as it was
	outRecent // a colour of the cache
	outNew    // the difference from a prediction
	outs
)

const (
	recent      = 256 // colours in the cache
	textured    = 8   // the highest texture of a pixel, and what two neighbours make
	runClasses  = 16
	trustLevels = sure + 1
	histories   = 4
)

// slc is the state of the screen coder that both ends keep alike.
type slc struct {
	ref      *picture
	contexts contexts
	levels   levels
	texture  []uint8 // by column, of the pixel last coded there, one more at the left
	colours  [recent]uint32

	photo residuals
	art   residuals // of pixels amid text and drawings

	first  [trustLevels * histories]flag
	second [trustLevels]flag
	ways   [2 * outs]model
	major  model     // of a cached colour's place, its half
	minor  [16]model // and the other half

	whole  [runClasses]flag // runs that end where the row above changes
	length number

	same          [2]flag // rows divided as the one above
	toEnd         [2]flag
	kept, changed number

	place, size number // of spans
	more        flag
}

// reset makes c ready for a key packet of a w by h picture.
func (c *slc) reset(w, h int) {
	if c.contexts == nil {
		c.contexts = make(contexts, 1<<contextBits)
		c.levels = newLevels()
	} else {
		clear(c.contexts)
	}
	if c.ref == nil || c.ref.w != w || c.ref.h != h {
		c.ref = newPicture(w, h)
		c.texture = make([]uint8, w+1)
	} else {
		c.ref.clear()
		clear(c.texture)
	}
	clear(c.colours[:])
	c.photo.reset()
	c.art.reset()
	c.forget()
}

// forget resets the small models.
func (c *slc) forget() {
	for _, flags := range [][]flag{c.first[:], c.second[:], c.whole[:], c.same[:], c.toEnd[:]} {
		for i := range flags {
			flags[i] = newFlag()
		}
	}
	c.more = newFlag()
	for i := range c.ways {
		c.ways[i] = newModel(outs, false)
	}
	c.major = newModel(16, false)
	for i := range c.minor {
		c.minor[i] = newModel(16, false)
	}
	for _, n := range []*number{&c.length, &c.kept, &c.changed, &c.place, &c.size} {
		*n = newNumber()
	}
}

// slot returns where the cache keeps v.
func slot(v uint32) int { return int(v * 0x9E3779B1 >> 24) }

// roughness returns the texture of a pixel whose colour was foreseen exactly,
// or was not.
func roughness(exact bool, left, above uint8) uint8 {
	mean := (left + above) / 2
	switch {
	case !exact:
		return min(mean+3, textured)
	case mean > 0:
		return mean - 1
	}
	return 0
}

// flat tells whether the neighbours are of one colour.
func flat(w, n, nw, ne uint32) bool { return w == n && w == nw && w == ne }

// reach returns how far a run of v may go: while it and the pixel above and to
// its right are under v. above begins above the run's first pixel.
func reach(above []uint32, v uint32, limit int) int {
	n := 1
	for n < limit && above[n+1] == v {
		n++
	}
	return n
}

// history remembers whether the last two predictions were right.
func history(h int, hit bool) int {
	h = h << 1 & (histories - 1)
	if hit {
		h++
	}
	return h
}

// A part is a stretch of a row that changed, from its left end.
type part struct{ from, to int }

// A view is where a part of the reference is coded: cur[i+2] is its pixel i,
// up[i+2] the one above it and upper[i] the one above that.
type view struct{ cur, up, upper []uint32 }

func (c *slc) view(o, n int) view {
	pix, stride := c.ref.pix, c.ref.stride
	return view{cur: pix[o-edge : o+n], up: pix[o-stride-edge : o-stride+n+edge], upper: pix[o-2*stride : o-2*stride+n]}
}

// fill writes a run.
func fill(pix []uint32, texture []uint8, v uint32) {
	for i := range pix {
		pix[i] = v
	}
	clear(texture)
}

// outModel returns the model of the ways out where e failed.
func (c *slc) outModel(e *entry, last int) *model {
	if e.trust() > 0 {
		last += outs
	}
	return &c.ways[last]
}
