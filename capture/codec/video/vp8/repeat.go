package vp8

import "tandem/capture/codec/video/internal/kernel"

// still tells whether m is as it was in the last frame.
func (m *macroblock) still() bool {
	return m.ref == last && m.mode != splitMV && m.mv == (Vector{}) && !m.coded
}

// plain tells whether m says to its neighbours that nothing moves.
func (m *macroblock) plain() bool {
	return m.ref != intra && m.mode != splitMV && m.mv == (Vector{})
}

// rest makes m one that stays as it was.
func (m *macroblock) rest(segment uint8) {
	m.ref, m.mode, m.mv, m.skip, m.coded, m.segment = last, zeroMV, Vector{}, true, false, segment
}

// repeat makes n macroblocks from x, y on what they are in the last frame.
func (r *reconstructor) repeat(x, y, n int) {
	to, from := r.frames.refs[intra], r.frames.refs[last]
	stale := to.stale.row(y)
	for end := x + n; ; {
		x = stale.next(x, end)
		if x == end {
			return
		}
		n := stale.end(x, end) - x
		to.y.repeat(&from.y, x, y, n, 16)
		to.u.repeat(&from.u, x, y, n, 8)
		to.v.repeat(&from.v, x, y, n, 8)
		x += n
	}
}

func (p *plane) repeat(from *plane, x, y, n, size int) {
	at := size * (y*p.stride + x)
	if n == 1 {
		kernel.Copy(p.pix[at:], p.stride, from.pix[at:], p.stride, size, size)
		return
	}
	for range size {
		copy(p.pix[at:][:size*n], from.pix[at:])
		at += p.stride
	}
}
