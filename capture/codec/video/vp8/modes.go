package vp8

// A modeReader reads the prediction records of the macroblocks of a frame (RFC
// 6386, sections 11 and 16).
type modeReader struct {
	*boolReader
	h   *header
	f   *field
	key bool
}

// read reads the record of the macroblock at x, y.
func (r *modeReader) read(x, y int) {
	i := r.f.at(x, y)
	m := &r.f.mbs[i]
	if r.h.segments.mapped {
		m.segment = uint8(r.tree(segmentTree, r.h.segments.probs[:]))
	} else if r.key {
		m.segment = 0
	}
	m.skip = r.h.skips && r.bool(r.h.skipProb)
	m.ref, m.mv = intra, Vector{}
	switch {
	case r.key:
		r.keyIntra(i)
	case r.bool(r.h.intraProb):
		r.inter(i, x, y)
	default:
		r.intra(m)
	}
}

func (r *modeReader) keyIntra(i int) {
	m, above, left := &r.f.mbs[i], &r.f.mbs[i-r.f.stride()], &r.f.mbs[i-1]
	m.mode = uint8(r.tree(keyModeTree, keyModeProbs[:]))
	if m.mode == bPred {
		for b := range m.sub {
			probs := &keySubmodeProbs[contextMode(m, above, b, 4)][contextMode(m, left, b, 1)]
			m.sub[b] = uint8(r.tree(submodeTree, probs[:]))
		}
	}
	m.colour = uint8(r.tree(colourTree, keyColourProbs[:]))
}

// contextMode is the mode of the subblock above b, if step is 4, or to the left,
// if it is 1; other is the macroblock there.
func contextMode(m, other *macroblock, b, step int) uint8 {
	if n, outside := neighbour(b, step); outside {
		return other.submode(n)
	} else {
		return m.sub[n]
	}
}

// neighbour is the subblock above b or to its left, and whether it is in the
// next macroblock.
func neighbour(b, step int) (n int, outside bool) {
	if step == 4 {
		return (b + 12) % 16, b < 4
	}
	return b&^3 | (b+3)&3, b&3 == 0
}

func (r *modeReader) intra(m *macroblock) {
	m.mode = uint8(r.tree(modeTree, r.h.probs.modes[:]))
	if m.mode == bPred {
		for b := range m.sub {
			m.sub[b] = uint8(r.tree(submodeTree, submodeProbs[:]))
		}
	}
	m.colour = uint8(r.tree(colourTree, r.h.probs.colours[:]))
}

func (r *modeReader) inter(i, x, y int) {
	m := &r.f.mbs[i]
	m.ref = last
	if r.bool(r.h.lastProb) {
		m.ref = golden + uint8(r.bit(r.h.goldenProb))
	}
	s := r.f.survey(i, m.ref, &r.h.refs.flip, r.f.limits(x, y))
	m.mode = uint8(r.tree(vectorTree, s.probs[:]))
	switch m.mode {
	case nearestMV:
		m.mv = s.nearest
	case nearMV:
		m.mv = s.near
	case newMV:
		m.mv = r.vector(s.best)
	case splitMV:
		r.split(i, s.best)
		m.mv = m.mvs[15]
	}
}

// split reads the vectors of the parts (RFC 6386, section 16.4).
func (r *modeReader) split(i int, best Vector) {
	m, above, left := &r.f.mbs[i], &r.f.mbs[i-r.f.stride()], &r.f.mbs[i-1]
	m.part = uint8(r.tree(partitionTree, partitionProbs[:]))
	parts := &split[m.part]
	for p := range splitParts[m.part] {
		first := 0
		for int(parts[first]) != p {
			first++
		}
		l, a := contextVector(m, left, first, 1), contextVector(m, above, first, 4)
		var v Vector
		switch r.tree(subvectorTree, subvectorProbs[vectorContext(l, a)][:]) {
		case left4x4:
			v = l
		case above4x4:
			v = a
		case new4x4:
			v = r.vector(best)
		}
		for b := first; b < 16; b++ {
			if int(parts[b]) == p {
				m.mvs[b] = v
			}
		}
	}
}

func contextVector(m, other *macroblock, b, step int) Vector {
	if n, outside := neighbour(b, step); outside {
		return other.vector(n)
	} else {
		return m.mvs[n]
	}
}

// vectorContext selects the probabilities of a part's mode.
func vectorContext(left, above Vector) int {
	none := Vector{}
	switch {
	case left == above && left == none:
		return 4
	case left == above:
		return 3
	case above == none:
		return 2
	case left == none:
		return 1
	}
	return 0
}

// vector reads one as the difference to base (RFC 6386, section 17).
func (r *modeReader) vector(base Vector) Vector {
	y := r.component(&r.h.probs.vectors[0])
	x := r.component(&r.h.probs.vectors[1])
	return Vector{X: base.X + int16(x), Y: base.Y + int16(y)}
}

const (
	longBit    = 0
	signBit    = 1
	shortProbs = 2
	longProbs  = 9
	longBits   = 10
)

func (r *modeReader) component(p *vectorProbs) int {
	v := 0
	if !r.bool(p[longBit]) {
		v = r.tree(shortTree, p[shortProbs:longProbs])
	} else {
		for i := range 3 {
			v |= r.bit(p[longProbs+i]) << i
		}
		for i := longBits - 1; i > 3; i-- {
			v |= r.bit(p[longProbs+i]) << i
		}
		// A long number is at least 8: without a higher bit, bit 3 is set.
		if v&0xfff0 == 0 || r.bool(p[longProbs+3]) {
			v |= 8
		}
	}
	if v != 0 && r.bool(p[signBit]) {
		return -v
	}
	return v
}
