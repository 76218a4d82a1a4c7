package vp8

import "tandem/capture/codec/video/internal/kernel"

// trySubblocks predicts brightness one subblock from the other, codes it in the
// workspace, and tells whether that is better than a cost of most. If so, the
// macroblock is coded; otherwise nothing has happened.
func (e *Encoder) trySubblocks(m *macroblock, i, x, y int, key bool, most int) bool {
	f := e.frames.refs[intra]
	e.surround(f, x, y)
	above, left := e.above[x], e.left
	mode := m.mode
	m.mode = bPred
	cost := subblockPenalty * e.lambda >> 8
	for b := range 16 {
		cost += e.bestSubmode(m, i, b, key)
		if cost >= most {
			m.mode = mode
			e.res.clear()
			return false
		}
		at, from := subOrigin(b), b>>2*4*16+b&3*4
		var c [16]int16
		kernel.Forward(&c, e.src.y[from:], 16, e.work[at:], workStride)
		a, l := &above[contextY+b&3], &left[contextY+b>>2]
		e.quantize(b, planeY, 0, *a+*l, &c)
		*a = uint8(min(1, e.ends[b]))
		*l = *a
		e.res.add(e.work[at:], workStride, b)
	}
	e.finishSubblocks(f, x, y)
	m.ref, m.mv = intra, Vector{}
	e.ends[secondLevel] = 0
	e.codeColour(m, x, y, key, &above, &left)
	return true
}

// subblockPenalty is how many bits more than by their modes subblocks cost,
// found by trial: their first coefficients are not coded together.
const subblockPenalty = 16

// bestSubmode finds the mode of subblock b, predicts it, and returns its cost.
func (e *Encoder) bestSubmode(m *macroblock, i, b int, key bool) int {
	probs := &submodeProbs
	if key {
		above, left := &e.mbs.mbs[i-e.mbs.stride()], &e.mbs.mbs[i-1]
		probs = &keySubmodeProbs[contextMode(m, above, b, 4)][contextMode(m, left, b, 1)]
	}
	at, from := subOrigin(b), b>>2*4*16+b&3*4
	best := 1 << 30
	for k := range uint8(submodes) {
		e.work.predict(b, k)
		bits := e.costs.tree(submodeTree, probs[:], submodeCodes[k])
		if cost := bits*e.lambda>>16 + kernel.SAD4(e.src.y[from:], 16, e.work[at:], workStride); cost < best {
			best, m.sub[b] = cost, k
		}
	}
	e.work.predict(b, m.sub[b])
	return best
}

// codeColour predicts and codes the colour of a macroblock of which brightness
// is coded.
func (e *Encoder) codeColour(m *macroblock, x, y int, key bool, above, left *contexts) {
	f := e.frames.refs[intra]
	e.bestColour(m, x, y, key)
	e.predictColour(f, m.colour, x, y)
	e.transformChroma(e.src.u[:], f.u.macroblock(x, y, 8), f.u.stride, 16, contextU, above, left)
	e.transformChroma(e.src.v[:], f.v.macroblock(x, y, 8), f.v.stride, 20, contextV, above, left)
	m.coded = e.anything()
	m.skip = !m.coded
	if m.skip {
		e.pass(m, x)
		return
	}
	for b := range 16 {
		e.writeBlock(b, planeY, 0, &e.above[x][contextY+b&3], &e.left[contextY+b>>2])
	}
	e.writeChroma(&e.above[x], &e.left)
	e.addResidue(f, m, x, y, &e.res)
	e.res.clear()
}

// anything tells whether there are coefficients in the macroblock.
func (e *Encoder) anything() bool {
	for _, end := range e.ends {
		if end > 0 {
			return true
		}
	}
	return false
}
