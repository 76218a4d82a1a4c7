package vp8

// A run is macroblocks of one row that are as they were in the last frame. They
// are copied together, when one comes that is not, or the row ends.
type run struct{ x, y, n int }

// still tells whether m is as it was in the last frame.
func (m *macroblock) still() bool {
	return m.ref == last && m.mode != splitMV && m.mv == (Vector{}) && !m.coded
}

// repeat takes note of a macroblock that is as it was.
func (r *reconstructor) repeat(x, y int) {
	if r.run.n > 0 && (r.run.y != y || r.run.x+r.run.n != x) {
		r.flush()
	}
	if r.run.n == 0 {
		r.run.x, r.run.y = x, y
	}
	r.run.n++
}

// flush copies the macroblocks that were noted.
func (r *reconstructor) flush() {
	if r.run.n == 0 {
		return
	}
	to, from := r.frames.refs[intra], r.frames.refs[last]
	to.y.repeat(&from.y, r.run, 16)
	to.u.repeat(&from.u, r.run, 8)
	to.v.repeat(&from.v, r.run, 8)
	r.run.n = 0
}

func (p *plane) repeat(from *plane, m run, size int) {
	at := size * (m.y*p.stride + m.x)
	for range size {
		copy(p.pix[at:][:size*m.n], from.pix[at:])
		at += p.stride
	}
}
