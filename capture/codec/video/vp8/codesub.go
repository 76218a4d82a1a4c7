package vp8

import "tandem/capture/codec/video/internal/kernel"

// trySubblocks predicts brightness one subblock from the other, codes it in the
// workspace, and tells whether that is better than a cost of most. If so, the
// macroblock is coded; otherwise nothing has happened.
func (e *Encoder) trySubblocks(m *macroblock, i, x, y int, key bool, most int) bool {
	f := e.frames.refs[intra]
	e.surround(f, x, y)
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
		kernel.Forward(&e.coefs[b], e.src.y[from:], 16, e.work[at:], workStride)
		kernel.Large(e.large[b:b+1], e.coefs[b:b+1], &e.quant[planeY].least)
		e.quantize(b, planeY)
		e.res.add(e.work[at:], workStride, b)
	}
	e.finishSubblocks(f, x, y)
	m.ref, m.mv = intra, Vector{}
	e.ends[secondLevel] = 0
	e.codeColour(m, x, y, key)
	return true
}

// subblockPenalty is how many bits more than by their modes subblocks cost,
// found by trial: their first coefficients are not coded together.
const subblockPenalty = 16

// bestSubmode finds the mode of subblock b, predicts it, and returns its cost.
func (e *Encoder) bestSubmode(m *macroblock, i, b int, key bool) int {
	bits := &e.submodes.inter
	if key {
		above, left := &e.mbs.mbs[i-e.mbs.stride()], &e.mbs.mbs[i-1]
		bits = &e.submodes.key[contextMode(m, above, b, 4)][contextMode(m, left, b, 1)]
	}
	s := e.work.surroundOf(subOrigin(b))
	kernel.Subtry(&e.drawn, &e.hard, &s, e.src.y[b>>2*4*16+b&3*4:], 16)
	best := 1 << 30
	for k, hard := range e.hard {
		if cost := int(hard) + int(bits[k])*e.lambda>>16; cost < best {
			best, m.sub[b] = cost, uint8(k)
		}
	}
	e.work.draw(b, &e.drawn[m.sub[b]])
	return best
}

// submodeCosts are what the modes of subblocks cost, which never changes.
type submodeCosts struct {
	key   [submodes][submodes][submodes]uint16 // by the modes above and to the left
	inter [submodes]uint16
}

func newSubmodeCosts(c *costs) *submodeCosts {
	s := new(submodeCosts)
	for k, path := range submodeCodes {
		s.inter[k] = uint16(c.tree(submodeTree, submodeProbs[:], path))
		for a := range s.key {
			for l := range s.key[a] {
				s.key[a][l][k] = uint16(c.tree(submodeTree, keySubmodeProbs[a][l][:], path))
			}
		}
	}
	return s
}

// codeColour predicts and codes the colour of a macroblock of which brightness
// is coded.
func (e *Encoder) codeColour(m *macroblock, x, y int, key bool) {
	f := e.frames.refs[intra]
	e.bestColour(m, x, y, key)
	e.predictColour(f, m.colour, x, y)
	e.transformColour(f.u.macroblock(x, y, 8), f.v.macroblock(x, y, 8), f.u.stride)
	e.quantizeColour()
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
