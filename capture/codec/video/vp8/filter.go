package vp8

import "tandem/capture/codec/video/internal/kernel"

// A loopFilter smooths the edges of blocks (RFC 6386, sections 9.4 and 15).
type loopFilter struct {
	simple           bool
	level, sharpness int
	adjusted         bool
	refs, modes      [4]int // added to the level: by reference; for bPred, zeroMV, other vectors, splitMV
}

func (f *loopFilter) read(r *boolReader) {
	f.simple = r.flag()
	f.level = r.literal(6)
	f.sharpness = r.literal(3)
	f.adjusted = r.flag()
	if !f.adjusted || !r.flag() {
		return
	}
	for _, deltas := range [2]*[4]int{&f.refs, &f.modes} {
		for i := range deltas {
			if r.flag() {
				deltas[i] = r.signed(6)
			}
		}
	}
}

// levelOf is the level of a macroblock.
func (f *loopFilter) levelOf(m *macroblock, s *segmentation) int {
	level := s.filterLevel(f.level, int(m.segment))
	if !f.adjusted {
		return level
	}
	level += f.refs[m.ref]
	switch {
	case m.mode == bPred:
		level += f.modes[0]
	case m.ref == intra:
	case m.mode == zeroMV:
		level += f.modes[1]
	case m.mode == splitMV:
		level += f.modes[3]
	default:
		level += f.modes[2]
	}
	return max(0, min(63, level))
}

// edges are the limits for the edges around and within a macroblock (RFC 6386,
// section 15.4).
func (f *loopFilter) edges(level int, key bool) (outer, inner kernel.Edge) {
	in := level
	if f.sharpness > 0 {
		in >>= 1
		if f.sharpness > 4 {
			in >>= 1
		}
		in = min(in, 9-f.sharpness)
	}
	in = max(in, 1)
	variance := 0
	switch {
	case level >= 40:
		variance = 2
	case level >= 15:
		variance = 1
	}
	if !key && level >= 20 {
		variance++
	}
	return kernel.Edge{Outer: (level+2)*2 + in, Interior: in, Variance: variance},
		kernel.Edge{Outer: level*2 + in, Interior: in, Variance: variance}
}

// apply filters the macroblocks of a frame that have a level.
func (f *loopFilter) apply(p *frame, mbs *field, which *bitmap, s *segmentation, key bool) {
	known := 0
	var outer, inner kernel.Edge
	for y := range mbs.h {
		row := which.row(y)
		for x := row.next(0, mbs.w); x < mbs.w; x = row.next(x+1, mbs.w) {
			m := &mbs.mbs[mbs.at(x, y)]
			if level := f.levelOf(m, s); level != known {
				outer, inner = f.edges(level, key)
				known = level
			}
			within := m.coded || !m.whole()
			if f.simple {
				filterSimple(p, x, y, outer, inner, within)
			} else {
				filterNormal(p, x, y, outer, inner, within)
			}
		}
	}
}

func filterSimple(p *frame, x, y int, outer, inner kernel.Edge, within bool) {
	pix, s := p.y.pix, p.y.stride
	at := 16 * (y*s + x)
	if x > 0 {
		kernel.SimpleEdge(pix, at, 1, s, 16, outer)
	}
	for i := 4; within && i < 16; i += 4 {
		kernel.SimpleEdge(pix, at+i, 1, s, 16, inner)
	}
	if y > 0 {
		kernel.SimpleEdge(pix, at, s, 1, 16, outer)
	}
	for i := 4; within && i < 16; i += 4 {
		kernel.SimpleEdge(pix, at+i*s, s, 1, 16, inner)
	}
}

func filterNormal(p *frame, x, y int, outer, inner kernel.Edge, within bool) {
	pix, s := p.y.pix, p.y.stride
	at := 16 * (y*s + x)
	u, v, cs := p.u.pix, p.v.pix, p.u.stride
	cat := 8 * (y*cs + x)
	if x > 0 {
		kernel.OuterEdge(pix, at, 1, s, 16, outer)
		kernel.OuterPair(u, cat, v, cat, 1, cs, outer)
	}
	if within {
		for i := 4; i < 16; i += 4 {
			kernel.InnerEdge(pix, at+i, 1, s, 16, inner)
		}
		kernel.InnerPair(u, cat+4, v, cat+4, 1, cs, inner)
	}
	if y > 0 {
		kernel.OuterEdge(pix, at, s, 1, 16, outer)
		kernel.OuterPair(u, cat, v, cat, cs, 1, outer)
	}
	if within {
		for i := 4; i < 16; i += 4 {
			kernel.InnerEdge(pix, at+i*s, s, 1, 16, inner)
		}
		kernel.InnerPair(u, cat+4*cs, v, cat+4*cs, cs, 1, inner)
	}
}
