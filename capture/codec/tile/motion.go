package tile

import (
	"image"
	"slices"

	"tandem/capture"
)

const (
	block      = cell // pixels to a side of what is moved, before it is grown
	vectorsMax = 3    // vectors tried beside the last one and the system's
	copiesMax  = 256  // copies in a packet
	copyMin    = 3    // changed blocks that are worth a copy
	movesMax   = 8    // vectors taken from the system
	tilesMin   = 2    // dirty tiles that are worth a search
	hintVotes  = 1000 // what the system's word counts
	foundMost  = 90   // percent of the changed blocks: no need to search on
	vainMost   = 3    // searches that found nothing, after which film is
	vainEvery  = 6    // searched only once in so many times
)

// A copy says that the area to shows what the area of its size at to.Min-by
// showed before.
type copied struct {
	to image.Rectangle
	by image.Point
}

// A finder finds what moved.
type finder struct {
	voting
	copies []copied
	last   image.Point // the vector of the last find
	known  image.Point // the vector that the changed blocks' blockMatch is for
	hints  []image.Point

	vain int  // searches in a row that found nothing
	past bool // film is not searched this time

	cols, rows int     // blocks
	state      []uint8 // by block
	changed    int     // blocks
	area       int     // pixels of all copies
	row        []uint32
}

// The states of a block, as bits.
const (
	blockDirty   = 1 << iota // in a dirty tile
	blockChanged             // and really different
	blockDone                // part of a copy
	blockMatch               // moved by the vector tried
	blockTried               // in a rectangle already, for that vector
)

// hint remembers what the system says was moved.
func (f *finder) hint(moves []capture.Move) {
	for _, m := range moves[:min(len(moves), movesMax)] {
		if by := m.To.Min.Sub(m.From); by != (image.Point{}) && len(f.hints) < movesMax {
			f.hints = append(f.hints, by)
		}
	}
}

// find lists in f.copies what of s's dirty tiles ref shows elsewhere.
func (f *finder) find(s *source, ref *slc, tiles []tileState) {
	f.copies, f.area = f.copies[:0], 0
	f.past = f.vain > vainMost && f.vain%vainEvery != 0
	defer f.learn()
	if !f.mark(s, ref, tiles) {
		return
	}
	if f.most(s, ref, f.last) {
		f.try(s, ref, f.last)
		return
	}
	f.elect(s, ref, tiles)
	for _, by := range f.hints {
		f.best = append(f.best, poll{by: by, votes: hintVotes})
	}
	for range vectorsMax {
		by, ok := f.winner()
		if !ok || f.changed == 0 {
			return
		}
		if f.try(s, ref, by) && len(f.copies) > 0 {
			f.last = f.copies[0].by
		}
	}
}

// learn takes note of what a search was worth.
func (f *finder) learn() {
	f.hints = f.hints[:0]
	f.vain++
	if len(f.copies) > 0 {
		f.vain = 0
	}
}

// most tells whether nearly all that changed moved by by: no need to search.
func (f *finder) most(s *source, ref *slc, by image.Point) bool {
	if by == (image.Point{}) {
		return false
	}
	missed, limit := 0, f.changed*(100-foundMost)/100
	for i, st := range f.state {
		switch {
		case st&blockChanged == 0:
		case f.equal(s, ref, f.pixels(i%f.cols, i/f.cols), by):
			f.state[i] |= blockMatch
		default:
			if missed++; missed > limit {
				return false
			}
		}
	}
	f.known = by
	return true
}

// mark sets the states of the blocks. It tells whether a search is worth while.
func (f *finder) mark(s *source, ref *slc, tiles []tileState) bool {
	cols, rows := (s.w+block-1)/block, (s.h+block-1)/block
	if cols != f.cols || rows != f.rows {
		f.cols, f.rows, f.state = cols, rows, make([]uint8, cols*rows)
		f.last = image.Point{}
		f.row = slices.Grow(f.row[:0], s.w)
		f.copies = slices.Grow(f.copies, copiesMax)
		f.begin() // makes its tables
	}
	clear(f.state)
	f.changed, f.known = 0, image.Point{}
	n := 0
	for t := range tiles {
		if !f.searches(&tiles[t]) {
			continue
		}
		n++
		f.markTile(s.rect(t, 1), tiles[t].dirty)
	}
	return n >= tilesMin
}

func (f *finder) markTile(r image.Rectangle, dirty cells) {
	for y := r.Min.Y; y < r.Max.Y; y += block {
		for x := r.Min.X; x < r.Max.X; x += block {
			b := y/block*f.cols + x/block
			f.state[b] = blockDirty
			if dirty&cellAt(x, y) != 0 {
				f.state[b] |= blockChanged
				f.changed++
			}
		}
	}
}

// pixels returns the pixels of a block.
func (f *finder) pixels(bx, by int) image.Rectangle {
	return image.Rect(bx*block, by*block, (bx+1)*block, (by+1)*block)
}

// equal tells whether s shows in r what ref showed at r moved back by by.
func (f *finder) equal(s *source, ref *slc, r image.Rectangle, by image.Point) bool {
	r = r.Intersect(image.Rect(0, 0, s.w, s.h))
	if !r.Sub(by).In(image.Rect(0, 0, s.w, s.h)) {
		return false
	}
	if r.Dx() == block && r.Dy() == block {
		switch same := s.sameBlock(ref.ref, r.Min, by); {
		case same:
			return true
		case ref.soft == nil:
			return false
		}
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if !s.same(ref, r.Min.X, r.Max.X, y, -by.X, -by.Y) {
			return false
		}
	}
	return true
}

// elect lets the dirty tiles' anchors vote.
func (f *finder) elect(s *source, ref *slc, tiles []tileState) {
	f.begin()
	f.eachSpan(s.grid, tiles, func(r image.Rectangle) {
		for y := (r.Min.Y + anchorRows - 1) &^ (anchorRows - 1); y < r.Max.Y; y += anchorRows {
			f.row = ref.row(f.row[:0], r.Min.X, r.Max.X, y)
			f.keep(f.row, r.Min.X, y)
		}
	})
	f.eachSpan(s.grid, tiles, func(r image.Rectangle) {
		mid := (r.Min.Y + r.Max.Y) / 2
		for y := max(mid-anchorRows/2, r.Min.Y); y < min(mid+anchorRows/2, r.Max.Y); y++ {
			f.row = s.row(f.row[:0], r.Min.X, r.Max.X, y)
			f.ask(f.row, r.Min.X, y)
		}
	})
}

// eachSpan calls do with every stretch of dirty tiles.
func (f *finder) eachSpan(g grid, tiles []tileState, do func(image.Rectangle)) {
	for t := 0; t < len(tiles); {
		n := 0
		for t+n < len(tiles) && f.searches(&tiles[t+n]) && (n == 0 || (t+n)%g.cols != 0) {
			n++
		}
		if n > 0 {
			do(g.rect(t, n))
		}
		t += max(n, 1)
	}
}

// searches tells whether what moved into t is searched for.
func (f *finder) searches(t *tileState) bool { return t.dirty != 0 && !(f.past && t.plays()) }

// try adds copies of what moved by by. It tells whether there are any.
func (f *finder) try(s *source, ref *slc, by image.Point) bool {
	if by == (image.Point{}) {
		return false
	}
	matched := 0
	for i, st := range f.state {
		if by != f.known || st&blockChanged == 0 {
			st &^= blockMatch
			if st&blockDirty != 0 && st&blockDone == 0 && f.equal(s, ref, f.pixels(i%f.cols, i/f.cols), by) {
				st |= blockMatch
			}
		}
		if st&blockMatch != 0 {
			matched++
		}
		f.state[i] = st &^ blockTried
	}
	if matched == 0 {
		return false
	}
	n := len(f.copies)
	for i := range f.state {
		if f.state[i]&(blockMatch|blockChanged|blockDone|blockTried) == blockMatch|blockChanged {
			f.join(s, ref, i, by)
		}
	}
	return len(f.copies) > n
}

// join makes a copy of as many matching blocks around block i as make a
// rectangle, and lets it grow.
func (f *finder) join(s *source, ref *slc, i int, by image.Point) {
	x0, y0 := i%f.cols, i/f.cols
	x1, y1 := x0+1, y0+1
	for x0 > 0 && f.matches(x0-1, x0, y0) {
		x0--
	}
	for x1 < f.cols && f.matches(x1, x1+1, y0) {
		x1++
	}
	for y1 < f.rows && f.matches(x0, x1, y1) {
		y1++
	}
	for y0 > 0 && f.matches(x0, x1, y0-1) {
		y0--
	}
	changed := f.settle(x0, y0, x1, y1, blockTried)
	if changed < copyMin || len(f.copies) == copiesMax {
		return
	}
	r := image.Rect(x0*block, y0*block, min(x1*block, s.w), min(y1*block, s.h))
	r = f.grow(s, ref, r, by)
	if f.area+r.Dx()*r.Dy() <= s.w*s.h {
		f.copies = append(f.copies, copied{r, by})
		f.area += r.Dx() * r.Dy()
		f.changed -= changed
		f.settle(x0, y0, x1, y1, blockDone)
	}
}

// matches tells whether the blocks from x0 to x1 of row y all match.
func (f *finder) matches(x0, x1, y int) bool {
	for _, st := range f.state[y*f.cols+x0 : y*f.cols+x1] {
		if st&(blockMatch|blockDone|blockTried) != blockMatch {
			return false
		}
	}
	return true
}

// settle adds as to the states of a rectangle's blocks, and returns how many of
// them changed.
func (f *finder) settle(x0, y0, x1, y1 int, as uint8) (changed int) {
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			st := &f.state[y*f.cols+x]
			*st |= as
			if *st&blockChanged != 0 {
				changed++
			}
		}
	}
	return changed
}

// moved tells whether a copy reaches into r.
func (f *finder) moved(r image.Rectangle) bool {
	for _, m := range f.copies {
		if m.to.Overlaps(r) {
			return true
		}
	}
	return false
}

// left returns the cells of the tile in r that changed and are in no copy.
func (f *finder) left(r image.Rectangle) (m cells) {
	for y := r.Min.Y; y < r.Max.Y; y += block {
		for x := r.Min.X; x < r.Max.X; x += block {
			if f.state[y/block*f.cols+x/block]&(blockChanged|blockDone) == blockChanged {
				m |= cellAt(x, y)
			}
		}
	}
	return m
}

// grow moves the sides of r outwards, by less than a block, while what it
// takes in moved as well.
func (f *finder) grow(s *source, ref *slc, r image.Rectangle, by image.Point) image.Rectangle {
	bounds := image.Rect(0, 0, s.w, s.h)
	bounds = bounds.Intersect(bounds.Add(by))
	for n := 0; n < block-1 && r.Min.Y > bounds.Min.Y && f.equal(s, ref, image.Rect(r.Min.X, r.Min.Y-1, r.Max.X, r.Min.Y), by); n++ {
		r.Min.Y--
	}
	for n := 0; n < block-1 && r.Max.Y < bounds.Max.Y && f.equal(s, ref, image.Rect(r.Min.X, r.Max.Y, r.Max.X, r.Max.Y+1), by); n++ {
		r.Max.Y++
	}
	for n := 0; n < block-1 && r.Min.X > bounds.Min.X && f.equal(s, ref, image.Rect(r.Min.X-1, r.Min.Y, r.Min.X, r.Max.Y), by); n++ {
		r.Min.X--
	}
	for n := 0; n < block-1 && r.Max.X < bounds.Max.X && f.equal(s, ref, image.Rect(r.Max.X, r.Min.Y, r.Max.X+1, r.Max.Y), by); n++ {
		r.Max.X++
	}
	return r
}
