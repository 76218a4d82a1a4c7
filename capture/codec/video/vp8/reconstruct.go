package vp8

// A reconstructor draws macroblocks into the frame in the making.
type reconstructor struct {
	predictor
	mbs    field
	frames pool
	around around
	work   workspace
}

// draw predicts the macroblock at x, y and adds its residue.
func (r *reconstructor) draw(m *macroblock, x, y int, res *residue) {
	f := r.frames.refs[intra]
	at, cat := 16*(y*f.stride+x), 8*(y*f.cstride+x)
	switch {
	case m.ref != intra:
		r.predict(f, r.frames.refs[m.ref], m, x, y)
	case m.mode == bPred:
		r.drawSubblocks(f, m, x, y, res)
		r.predictColour(f, m.colour, x, y)
	default:
		r.around.gather(f.y, at, f.stride, 16, x == 0, y == 0)
		r.around.predict(f.y[at:], f.stride, 16, m.mode)
		r.predictColour(f, m.colour, x, y)
	}
	if !m.coded {
		return
	}
	if m.whole() {
		res.spread()
	}
	if m.mode != bPred {
		res.addLuma(f.y[at:], f.stride)
	}
	res.addChroma(f.u[cat:], f.v[cat:], f.cstride)
}

func (r *reconstructor) predictColour(f *frame, mode uint8, x, y int) {
	at := 8 * (y*f.cstride + x)
	for _, p := range [2][]byte{f.u, f.v} {
		r.around.gather(p, at, f.cstride, 8, x == 0, y == 0)
		r.around.predict(p[at:], f.cstride, 8, mode)
	}
}

// drawSubblocks predicts brightness one subblock from the other.
func (r *reconstructor) drawSubblocks(f *frame, m *macroblock, x, y int, res *residue) {
	at := 16 * (y*f.stride + x)
	r.surround(f, x, y)
	for b, mode := range m.sub {
		r.work.predict(b, mode)
		if m.coded {
			res.add(r.work[subOrigin(b):], workStride, b)
		}
	}
	for i := range 16 {
		copy(f.y[at+i*f.stride:][:16], r.work[workOrigin+i*workStride:])
	}
}

// surround prepares the workspace for the subblocks of a macroblock.
func (r *reconstructor) surround(f *frame, x, y int) {
	at := 16 * (y*f.stride + x)
	r.around.gather(f.y, at, f.stride, 16, x == 0, y == 0)
	r.around.gatherRight(f.y, at, f.stride, x == r.mbs.w-1)
	r.work.surround(&r.around)
}
