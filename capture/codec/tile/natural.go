package tile

import "tandem/capture/codec/internal/pixel"

// A photograph's pixel is coded in one of three ways: it is as foreseen; else
// by the differences of its triple from the one that is foreseen, where it comes
// of a triple; else by those of its colours.

// natural is what both ends have learned of photographs.
type natural struct {
	tints   tinting
	exact   [gradients * 32]flag // by brightness's context, whether the neighbours were as foreseen, and phase
	triple  [4]flag              // by whether those to the left and above came of one
	triples residuals
	colours residuals

	on, all int // the writer's: pixels that came of triples, and all that were not as foreseen
}

func (m *natural) reset() {
	m.tints.reset()
	m.triples.reset()
	m.colours.reset()
	for _, flags := range [][]flag{m.exact[:], m.triple[:]} {
		for i := range flags {
			flags[i] = newFlag()
		}
	}
	m.on, m.all = 0, 0
}

// What is kept of a pixel for those around it.
const (
	asForeseen uint8 = 1 << iota
	tintForeseen
	cameOfTriple
)

// A vicinity is the pixels around one, and their triples: left, above, above to the
// left and to the right.
type vicinity struct{ w, n, nw, ne, yw, yn, ynw, yne uint32 }

// begin looks at what is left of and above a row's first pixel.
func (a *vicinity) begin(w, nw, n uint32) {
	a.w, a.nw, a.n = w, nw, n
	a.yw, a.ynw, a.yn = pixel.Triple(w), pixel.Triple(nw), pixel.Triple(n)
}

// next goes one pixel on, over v, whose triple is y.
func (a *vicinity) next(v, y uint32) {
	a.w, a.nw, a.n = v, a.n, a.ne
	a.yw, a.ynw, a.yn = y, a.yn, a.yne
}

// kept is what was kept of the pixels to the left, above, and above to the right.
type kept struct{ w, n, ne uint8 }

// exact tells, as a number below 8, which were as foreseen.
func (k kept) exact() int { return int(k.w&asForeseen | k.n&asForeseen<<1 | k.ne&asForeseen<<2) }

// triples tells, as a number below 4, which of the first two came of triples.
func (k kept) triples() int { return pair(k.w&cameOfTriple != 0, k.n&cameOfTriple != 0) }

// exactly returns the model of whether a pixel is as foreseen.
func (m *natural) exactly(cx, phase int, k kept) *flag { return &m.exact[cx<<5|k.exact()<<2|phase] }

// put codes the pixel v, whose triple is y. What is returned is to be kept of it.
func (m *natural) put(e *rangeEncoder, l *levels, phase int, k kept, a *vicinity, v, y uint32) uint8 {
	rough, cx, mirror := predicted(l, a.yw, a.yn, a.ynw, a.yne)
	p := m.tints.foretell(phase, rough, a.yw, a.yn)
	same := v == toRGB(p)
	m.exactly(cx, phase, k).put(e, same)
	is := asForeseen | tintForeseen | cameOfTriple
	if !same {
		is = m.putOther(e, l, phase, k, a, v, y, p, cx, mirror)
	}
	m.tints.saw(phase, y, rough, a.yw, a.yn)
	return is
}

// triplesShare is how many in 16 pixels have to come of triples for any to be
// coded so.
const triplesShare = 10

// putOther codes a pixel that is not as foreseen.
func (m *natural) putOther(e *rangeEncoder, l *levels, phase int, k kept, a *vicinity, v, y, p uint32, cx int, mirror int8) uint8 {
	of := toRGB(y) == v
	m.all++
	if of {
		m.on++
	}
	if m.all >= 1<<12 {
		m.all, m.on = m.all/2, m.on/2
	}
	of = of && m.on*16 >= m.all*triplesShare
	m.triple[k.triples()].put(e, of)
	if !of {
		m.colours.putPixel(e, l, v, a.w, a.n, a.nw, a.ne)
		return 0
	}
	d := mirrored(int8(y>>8-p>>8), mirror)
	putDifference(e, &m.triples.green[cx], d)
	if d != 0 && m.tints.sure(phase) {
		same := (y^p)&tint == 0
		m.tints.model(phase, k.w&tintForeseen != 0, k.n&tintForeseen != 0).put(e, same)
		if same {
			return tintForeseen | cameOfTriple
		}
	}
	cx = cx*greens + level(d, 2)
	dr, db := mirrored(int8(y>>16-p>>16), mirror), mirrored(int8(y-p), mirror)
	putDifference(e, &m.triples.red[cx], dr)
	putDifference(e, &m.triples.blue[cx*reds+level(dr, 1)], db)
	return cameOfTriple
}

// get reads a pixel, its triple, and what is to be kept of it.
func (m *natural) get(d *rangeDecoder, l *levels, phase int, k kept, a *vicinity) (v, y uint32, is uint8) {
	rough, cx, mirror := predicted(l, a.yw, a.yn, a.ynw, a.yne)
	p := m.tints.foretell(phase, rough, a.yw, a.yn)
	if m.exactly(cx, phase, k).get(d) {
		v, is = toRGB(p), asForeseen|tintForeseen|cameOfTriple
	} else {
		v, is = m.getOther(d, l, phase, k, a, p, cx, mirror)
	}
	y = pixel.Triple(v)
	m.tints.saw(phase, y, rough, a.yw, a.yn)
	return v, y, is
}

// getOther reads a pixel that is not as foreseen.
func (m *natural) getOther(d *rangeDecoder, l *levels, phase int, k kept, a *vicinity, p uint32, cx int, mirror int8) (uint32, uint8) {
	if !m.triple[k.triples()].get(d) {
		return m.colours.getPixel(d, l, a.w, a.n, a.nw, a.ne), 0
	}
	dy := getDifference(d, &m.triples.green[cx])
	y := (p>>8 + uint32(mirrored(dy, mirror))) & 255 << 8
	if dy != 0 && m.tints.sure(phase) && m.tints.model(phase, k.w&tintForeseen != 0, k.n&tintForeseen != 0).get(d) {
		return toRGB(y | p&tint), tintForeseen | cameOfTriple
	}
	cx = cx*greens + level(dy, 2)
	dr := getDifference(d, &m.triples.red[cx])
	db := getDifference(d, &m.triples.blue[cx*reds+level(dr, 1)])
	cr, cb := p>>16+uint32(mirrored(dr, mirror)), p+uint32(mirrored(db, mirror))
	return toRGB(cr&255<<16 | y | cb&255), cameOfTriple
}
