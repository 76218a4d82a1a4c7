package tile

// The screen coder. A rectangle is coded row by row, in the place where the
// reference has it, so that every prediction looks at what both ends know:
// what is above and to the left as it is now, the rest as it was.
//
// Every 16 rows the encoder says which cells, 16 pixels wide, look like a
// photograph. A row is divided into parts that are kept and parts that are
// changed. In a changed part the pixels of photographs are coded as photo.go
// tells; of the others each is coded in one of two ways, which follows from
// what is known and is never told:
//
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
	cell        = 16  // width and height of what is a photograph or not
	runClasses  = 16
	trustLevels = sure + 1
	histories   = 4
)

// slc is the state of the screen coder that both ends keep alike.
type slc struct {
	ref      *picture
	contexts contexts
	levels   levels
	natural  []uint8 // by column of cells: 1 where the last one coded is a photograph
	exact    []uint8 // by column, one more at either side: 1 where the last difference was none
	colours  [recent]uint32

	cells [4]flag   // by the cells to the left and above
	photo residuals // of photographs
	art   residuals // of text and drawings

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
	cached      flag // a span of tiles that are remembered
	places      placeCoder
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
		c.natural = make([]uint8, (w+cell-1)/cell+1)
		c.exact = make([]uint8, w+2)
	} else {
		c.ref.clear()
		clear(c.natural)
		clear(c.exact)
	}
	clear(c.colours[:])
	c.photo.reset()
	c.art.reset()
	c.forget()
}

// forget resets the small models.
func (c *slc) forget() {
	for _, flags := range [][]flag{c.cells[:], c.first[:], c.second[:], c.whole[:], c.same[:], c.toEnd[:]} {
		for i := range flags {
			flags[i] = newFlag()
		}
	}
	c.more, c.cached = newFlag(), newFlag()
	c.places.reset()
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
func fill(pix []uint32, v uint32) {
	for i := range pix {
		pix[i] = v
	}
}

// stretch returns how far from column x cells of one kind go, up to end.
func (c *slc) stretch(x, end int) (natural bool, to int) {
	kind := c.natural[x/cell+1]
	for to = (x/cell + 1) * cell; to < end && c.natural[to/cell+1] == kind; {
		to += cell
	}
	return kind == 1, min(to, end)
}

// outModel returns the model of the ways out where e failed.
func (c *slc) outModel(e *entry, last int) *model {
	if e.trust() > 0 {
		last += outs
	}
	return &c.ways[last]
}
