package vp8

import "tandem/capture/codec/video/internal/kernel"

// A reconstructor draws macroblocks into the frame in the making.
type reconstructor struct {
	predictor
	mbs    field
	frames pool
	around around
	work   workspace

	plain    bitmap // macroblocks of this frame that are
	resting  bitmap // those whose record says so, and need not be written again
	filtered bitmap // those of this frame that the loop filter goes over
	changed  bitmap // those of this frame that differ from the last
}

// resize prepares for pictures of w by h macroblocks.
func (r *reconstructor) resize(w, h int) {
	r.mbs = newField(w, h)
	r.frames.reset()
	for _, b := range []*bitmap{&r.plain, &r.resting, &r.filtered, &r.changed} {
		*b = newBitmap(w, h)
	}
}

// begin begins a frame.
func (r *reconstructor) begin() {
	r.frames.next(&r.mbs)
	clear(r.filtered.words)
	clear(r.changed.words)
}

// filter smooths the frame.
func (r *reconstructor) filter(h *header, key bool) {
	if h.filter.level == 0 {
		return
	}
	h.filter.apply(r.frames.refs[intra], &r.mbs, &r.filtered, &h.segments, key)
	for y := range r.mbs.h {
		row := r.filtered.row(y)
		r.changed.row(y).or(row)
		r.changed.row(y).orLeft(row)
		if y > 0 {
			r.changed.row(y - 1).or(row)
		}
	}
}

// draw predicts the macroblock at x, y and adds its residue.
func (r *reconstructor) draw(m *macroblock, x, y int, res *residue) {
	if m.still() {
		r.repeat(x, y, 1)
		return
	}
	r.changed.row(y).set(x)
	f := r.frames.refs[intra]
	switch {
	case m.ref != intra:
		r.predict(f, r.frames.refs[m.ref], m, x, y)
	case m.mode == bPred:
		r.drawSubblocks(f, m, x, y, res)
		r.predictColour(f, m.colour, x, y)
	default:
		r.predictWhole(f, m.mode, x, y)
		r.predictColour(f, m.colour, x, y)
	}
	if m.coded {
		r.addResidue(f, m, x, y, res)
	}
}

// addResidue adds what is not added yet.
func (r *reconstructor) addResidue(f *frame, m *macroblock, x, y int, res *residue) {
	if m.whole() {
		res.spread()
	}
	if m.mode != bPred {
		res.addLuma(f.y.macroblock(x, y, 16), f.y.stride)
	}
	res.addChroma(f.u.macroblock(x, y, 8), f.v.macroblock(x, y, 8), f.u.stride)
}

// macroblock is the pixels from the macroblock at x, y on, of which a plane has
// size a side.
func (p *plane) macroblock(x, y, size int) []byte { return p.pix[size*(y*p.stride+x):] }

func (r *reconstructor) predictWhole(f *frame, mode uint8, x, y int) {
	r.around.gather(&f.y, x, y, 16)
	r.around.predict(f.y.macroblock(x, y, 16), f.y.stride, 16, mode)
}

func (r *reconstructor) predictColour(f *frame, mode uint8, x, y int) {
	for _, p := range [2]*plane{&f.u, &f.v} {
		r.around.gather(p, x, y, 8)
		r.around.predict(p.macroblock(x, y, 8), p.stride, 8, mode)
	}
}

// drawSubblocks predicts brightness one subblock from the other.
func (r *reconstructor) drawSubblocks(f *frame, m *macroblock, x, y int, res *residue) {
	r.surround(f, x, y)
	for b, mode := range m.sub {
		r.work.predict(b, mode)
		if m.coded {
			res.add(r.work[subOrigin(b):], workStride, b)
		}
	}
	r.finishSubblocks(f, x, y)
}

// surround prepares the workspace for the subblocks of a macroblock.
func (r *reconstructor) surround(f *frame, x, y int) {
	r.around.gather(&f.y, x, y, 16)
	r.around.gatherRight(&f.y, x, y)
	r.work.surround(&r.around)
}

// finishSubblocks copies the workspace into the frame.
func (r *reconstructor) finishSubblocks(f *frame, x, y int) {
	kernel.Copy(f.y.macroblock(x, y, 16), f.y.stride, r.work[workOrigin:], workStride, 16, 16)
}
