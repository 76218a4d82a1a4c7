package tile

import (
	"image"
	"math/bits"
	"slices"

	"tandem/capture/codec/internal/pixel"
)

const (
	keptMin = 24 // pixels that stay, at least, to part a row
	slack   = 64 // unchanged pixels coded rather than a row divided anew
)

// A writer is the sending end of the screen coder.
type writer struct {
	slc
	rangeEncoder
	planes       quickWriter
	row          []uint32
	triples      []uint32
	plan         []uint8 // the kinds that cells are to be, in reading order
	parts, above []part  // of this row and the one above
}

// prepare gives the buffers a size that most updates do with.
func (c *writer) prepare() {
	const packet, parts = 64 << 10, 64
	c.row, c.triples = slices.Grow(c.row[:0], c.ref.w), slices.Grow(c.triples[:0], 2*c.ref.w)
	if n := len(c.kinds[1:]) * ((c.ref.h + cell - 1) / cell); len(c.plan) != n {
		c.plan = make([]uint8, n)
	}
	c.out = slices.Grow(c.out[:0], packet)
	c.parts, c.above = slices.Grow(c.parts[:0], parts), slices.Grow(c.above[:0], parts)
}

// rect codes r as it is in s, and brings the reference up to date.
func (c *writer) rect(s *source, r image.Rectangle) {
	c.above = c.above[:0]
	last := 0
	hard := false
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if y == r.Min.Y || y%cell == 0 {
			hard = c.putKinds(s, y, r.Min.X, r.Max.X)
		}
		if !hard {
			continue
		}
		o := c.ref.at(r.Min.X, y)
		c.row = s.row(c.row[:0], r.Min.X, r.Max.X, y)
		c.hold(c.ref.pix[o:], r.Min.X)
		c.divide(c.ref.pix[o : o+len(c.row)])
		last = c.putParts(last, len(c.row))
		for _, p := range c.parts {
			c.part(r.Min.X, y, p)
		}
		c.parts, c.above = c.above, c.parts
	}
}

// part codes a part of the row y, which begins at x0.
func (c *writer) part(x0, y int, p part) {
	for x := p.from; x < p.to; {
		kind, to := c.stretch(x0+x, x0+p.to)
		switch o, row := c.ref.at(x0+x, y), c.row[x:to-x0]; kind {
		case art:
			c.pixels(o, row)
		case photo:
			c.picture(o, row, x0+x, y)
		}
		x = to - x0
	}
}

// putKinds codes the kinds of a row of cells, those from x0 to x1 that begin
// at y, and marks those that are film. It tells whether any is not soft.
func (c *writer) putKinds(s *source, y, x0, x1 int) (hard bool) {
	plan := c.plan[y/cell*len(c.kinds[1:]):]
	from := x1 // where a stretch of film begins, if there is one
	for x := x0; x < x1; x += cell {
		kind := plan[x/cell]
		gentle, natural, moving := c.kindModels(x / cell)
		gentle.put(&c.rangeEncoder, kind >= stay)
		if kind < stay {
			hard = true
			natural.put(&c.rangeEncoder, kind == photo)
		} else {
			moving.put(&c.rangeEncoder, kind == film)
		}
		c.kinds[x/cell+1] = kind
		switch {
		case kind == film:
			from = min(from, x)
		case from < x:
			c.film(s, from, x, y)
			from = x1
		}
	}
	c.film(s, from, x1, y)
	return hard
}

// film marks the row of cells from x0 to x1 that begins at y, and notes what
// they show.
func (c *writer) film(s *source, x0, x1, y int) {
	if x0 >= x1 {
		return
	}
	r := image.Rect(x0, y, x1, min(y+cell, c.ref.h))
	c.mark(r)
	s.copyTo(c.soft, r)
}

// hold makes the soft cells of the row that begins at x0 what they are in ref:
// nothing of them is changed.
func (c *writer) hold(ref []uint32, x0 int) {
	for x := 0; x < len(c.row); x += cell {
		if c.kinds[(x0+x)/cell+1] >= stay {
			end := min(x+cell, len(c.row))
			copy(c.row[x:end], ref[x:end])
		}
	}
}

// picture codes row, of photographs, at index o of the reference: from (x, y) on.
func (c *writer) picture(o int, row []uint32, x, y int) {
	v := c.view(o, len(row))
	if c.quick {
		copy(v.cur[2:], row)
		c.planes.put(v.cur[1:], v.up[1:len(row)+2])
		return
	}
	phase, was := c.photo.tints.row(x, y), c.was[x:][:len(row)+2]
	here, above := c.triplesOf(row, v.up[3:])
	var a vicinity
	a.begin(v.cur[1], v.up[1], v.up[2])
	for i, p := range row {
		a.ne, a.yne = v.up[i+3], above[i]
		y := here[i]
		was[i+1] = c.photo.put(&c.rangeEncoder, &c.levels, phase, kept{was[i], was[i+1], was[i+2]}, &a, p, y)
		v.cur[i+2] = p
		a.next(p, y)
		phase ^= 1
	}
}

// triplesOf returns the triples of a row's pixels and of those above.
func (c *writer) triplesOf(row, up []uint32) (here, above []uint32) {
	n := len(row)
	c.triples = slices.Grow(c.triples[:0], 2*n)[:2*n]
	here, above = c.triples[:n], c.triples[n:]
	pixel.Triples(here, row)
	pixel.Triples(above, up[:n])
	return here, above
}

// divide finds the parts of the row that changed. Where those of the row above
// do nearly as well, they are taken.
func (c *writer) divide(old []uint32) {
	c.parts = c.parts[:0]
	row, changed := c.row, 0
	for x := 0; x < len(row); {
		if row[x] == old[x] {
			x++
			continue
		}
		end := x + 1
		for i := end; i < len(row) && i-end < keptMin; i++ {
			if row[i] != old[i] {
				end = i + 1
			}
		}
		c.parts = append(c.parts, part{x, end})
		changed += end - x
		x = end
	}
	if within(c.parts, c.above) {
		for _, p := range c.above {
			changed -= p.to - p.from
		}
		if changed >= -slack {
			c.parts = append(c.parts[:0], c.above...)
		}
	}
}

// within tells whether every part of a lies in one of b.
func within(a, b []part) bool {
	for _, p := range a {
		for len(b) > 0 && b[0].to < p.to {
			b = b[1:]
		}
		if len(b) == 0 || p.from < b[0].from {
			return false
		}
	}
	return true
}

// putParts codes how the row of n pixels is divided. The rows of a span begin
// with last 0; it returns the next row's.
func (c *writer) putParts(last, n int) int {
	same := slices.Equal(c.parts, c.above)
	c.same[last].put(&c.rangeEncoder, same)
	if same {
		return 1
	}
	x := 0
	for _, p := range c.parts {
		c.toEnd[0].put(&c.rangeEncoder, false)
		c.kept.put(&c.rangeEncoder, p.from-x)
		c.toEnd[1].put(&c.rangeEncoder, p.to == n)
		if p.to < n {
			c.changed.put(&c.rangeEncoder, p.to-p.from-1)
		}
		x = p.to
	}
	if x < n {
		c.toEnd[0].put(&c.rangeEncoder, true)
	}
	return 0
}

// pixels codes row, which changed, at index o of the reference.
func (c *writer) pixels(o int, row []uint32) {
	n := len(row)
	v := c.view(o, n)
	hist, last, broke := 0, 0, false
	for i := 0; i < n; i++ {
		w, nw, north, ne := v.cur[i+1], v.up[i+1], v.up[i+2], v.up[i+3]
		if !broke && flat(w, north, nw, ne) {
			k := 0
			k, broke = c.run(row[i:], v.up[i+2:], w)
			fill(v.cur[i+2:i+2+k], w)
			i += k - 1
			continue
		}
		e := c.contexts.find(v.cur[i], w, nw, north, ne, v.up[i+4], v.upper[i])
		if !c.byContext(e, &hist, row[i], w, broke) {
			last = c.wayOut(e, last, row[i], w, north, ne, nw, v.cur[i+2])
			e.wrong(row[i])
		}
		v.cur[i+2] = row[i]
		broke = false
	}
}

// run codes how many pixels of row, k, are v, as far as it can reach, and
// tells whether the run broke off before that.
func (c *writer) run(row, above []uint32, v uint32) (k int, broke bool) {
	limit := reach(above, v, len(row))
	for k < limit && row[k] == v {
		k++
	}
	c.whole[bits.Len(uint(limit))].put(&c.rangeEncoder, k == limit)
	if k < limit {
		c.length.put(&c.rangeEncoder, k)
	}
	return k, k < limit
}

// byContext codes v if e has it. After a run of w that broke off v is not w.
func (c *writer) byContext(e *entry, hist *int, v, w uint32, broke bool) bool {
	trust := e.trust()
	if trust == 0 {
		return false
	}
	if guess := e.first & colour; !broke || guess != w {
		hit := v == guess
		c.first[trust*histories+*hist].put(&c.rangeEncoder, hit)
		*hist = history(*hist, hit)
		if hit {
			e.right()
			return true
		}
	}
	guess := e.second & colour
	if e.second&known == 0 || broke && guess == w {
		return false
	}
	hit := v == guess
	c.second[trust].put(&c.rangeEncoder, hit)
	if hit {
		e.wrong(v)
	}
	return hit
}

// wayOut codes v, which e has not, and returns which way it took.
func (c *writer) wayOut(e *entry, last int, v, w, n, ne, nw, old uint32) int {
	out := outNew
	switch v {
	case w:
		out = outLeft
	case n:
		out = outAbove
	case ne:
		out = outAboveRight
	case nw:
		out = outAboveLeft
	case old:
		out = outKept
	case c.colours[slot(v)]:
		out = outRecent
	}
	c.outModel(e, last).put(&c.rangeEncoder, out)
	switch out {
	case outRecent:
		s := slot(v)
		c.major.put(&c.rangeEncoder, s>>4)
		c.minor[s>>4].put(&c.rangeEncoder, s&15)
	case outNew:
		c.art.putPixel(&c.rangeEncoder, &c.levels, v, w, n, nw, ne)
		c.colours[slot(v)] = v
	}
	return out
}
