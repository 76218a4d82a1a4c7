package tile

import "image"

// The screen coder. A rectangle is coded row by row, in the place where the
// reference has it, so that every prediction looks at what both ends know:
// what is above and to the left as it is now, the rest as it was.
//
// Every 16 rows the encoder says of what kind each cell, 16 pixels wide, is.
// The soft ones take no part in what follows: they stay as they are, or become
// film, which is coded apart (film.go); rows of nothing else are left out. A
// row is divided into parts that are kept and parts that are changed. In a
// changed part the pixels of photographs are coded as photo.go tells; of the
// others each is coded in one of two ways, which follows from what is known and
// is never told:
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

// The kinds of cells. The highest two are the soft ones.
const (
	art   = iota // text and drawings
	photo        // looks like a photograph
	stay         // stays as it is, marks included
	film         // is coded apart: all of it is marked
)

const (
	recent      = 256 // colours in the cache
	cell        = 16  // width and height of what is of one kind
	runClasses  = 16
	trustLevels = sure + 1
	histories   = 4
)

// slc is the state of the screen coder that both ends keep alike.
type slc struct {
	ref      *picture
	contexts contexts
	levels   levels
	soft     *picture // what there is at the marks of ref; nil while there was none
	marks    []bool   // by tile: pixels may be marked
	kinds    []uint8  // by column of cells, from 1 on: of the last one coded
	was      []uint8  // by column, one more at either side: of the last pixel of a photograph
	colours  [recent]uint32

	gentle  [4]flag   // cells that are soft, by whether those to the left and above are
	natural [4]flag   // photographs among the others
	moving  [4]flag   // film among the soft ones
	quick   bool      // photographs are coded quickly in this packet, if there are any
	photo   natural   // photographs
	art     residuals // of text and drawings

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
		c.kinds = make([]uint8, (w+cell-1)/cell+1)
		c.was = make([]uint8, w+2)
	} else {
		c.ref.clear()
		clear(c.kinds)
		clear(c.was)
	}
	c.soft, c.marks = nil, nil
	clear(c.colours[:])
	c.photo.reset()
	c.art.reset()
	c.forget()
}

// forget resets the small models.
func (c *slc) forget() {
	for _, flags := range [][]flag{c.gentle[:], c.natural[:], c.moving[:], c.first[:], c.second[:], c.whole[:], c.same[:], c.toEnd[:]} {
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
func (c *slc) stretch(x, end int) (kind uint8, to int) {
	kind = c.kinds[x/cell+1]
	for to = (x/cell + 1) * cell; to < end && c.kinds[to/cell+1] == kind; {
		to += cell
	}
	return kind, min(to, end)
}

// kindModels returns the models of the kind of the cell in a column, in the
// order of the questions: is it soft, a photograph if not, film if it is.
func (c *slc) kindModels(column int) (gentle, natural, moving *flag) {
	left, above := c.kinds[column], c.kinds[column+1]
	return &c.gentle[left&2|above>>1], &c.natural[pair(left != art, above != art)], &c.moving[pair(left == film, above == film)]
}

func pair(a, b bool) (i int) {
	if a {
		i = 2
	}
	if b {
		i++
	}
	return i
}

// row appends the pixels of row y from x0 to x1 to dst, with what there is at
// the marks.
func (c *slc) row(dst []uint32, x0, x1, y int) []uint32 {
	o := c.ref.at(x0, y)
	dst = append(dst, c.ref.pix[o:o+x1-x0]...)
	if c.soft != nil {
		for i, v := range dst[len(dst)-(x1-x0):] {
			if v == mark {
				dst[len(dst)-(x1-x0)+i] = c.soft.pix[o+i]
			}
		}
	}
	return dst
}

// soften makes a place for what there is at the marks.
func (c *slc) soften() {
	if c.soft == nil {
		c.soft = newPicture(c.ref.w, c.ref.h)
		c.marks = make([]bool, c.ref.tiles())
	}
}

// harden gives the place back, if nothing is marked.
func (c *slc) harden() {
	for t, may := range c.marks {
		if may && c.marked(t) != 0 {
			return
		}
	}
	c.soft, c.marks = nil, nil
}

// mark marks the cell r of the reference.
func (c *slc) mark(r image.Rectangle) {
	c.soften()
	c.ref.fill(r, mark)
	c.noteMarks(r)
}

// noteMarks notes that pixels in r may be marked.
func (c *slc) noteMarks(r image.Rectangle) {
	for y := r.Min.Y / side; y*side < r.Max.Y; y++ {
		for x := r.Min.X / side; x*side < r.Max.X; x++ {
			c.marks[y*c.ref.cols+x] = true
		}
	}
}

// mayMark tells whether pixels in r may be marked.
func (c *slc) mayMark(r image.Rectangle) bool {
	for y := r.Min.Y / side; y*side < r.Max.Y; y++ {
		for x := r.Min.X / side; x*side < r.Max.X; x++ {
			if c.marks[y*c.ref.cols+x] {
				return true
			}
		}
	}
	return false
}

// marked returns the cells of the tile t in which a pixel is marked.
func (c *slc) marked(t int) cells {
	if c.soft == nil || !c.marks[t] {
		return 0
	}
	m := c.ref.marked(t)
	c.marks[t] = m != 0
	return m
}

// outModel returns the model of the ways out where e failed.
func (c *slc) outModel(e *entry, last int) *model {
	if e.trust() > 0 {
		last += outs
	}
	return &c.ways[last]
}
