package vp8

import "tandem/capture/codec/video/internal/kernel"

// macroblock chooses how to code the one at x, y, and codes it.
func (e *Encoder) macroblock(key bool, x, y int, hint Vector) {
	i := e.mbs.at(x, y)
	m := &e.mbs.mbs[i]
	f := e.frames.refs[intra]
	e.quant = &e.quants[1]
	if !key {
		before := m.mv
		var s search
		s.begin(e, i, x, y)
		s.run(hint, before, e.mbs.mbs[i-1].mv, e.mbs.mbs[i-e.mbs.stride()].mv)
		if s.cost < e.much {
			e.inter(m, x, y, &s)
			return
		}
		cost := e.bestWhole(m, x, y, false)
		if s.hard() <= cost {
			e.inter(m, x, y, &s)
			return
		}
		if e.trySubblocks(m, i, x, y, false, cost) {
			return
		}
	} else if cost := e.bestWhole(m, x, y, true); cost > e.enough && e.trySubblocks(m, i, x, y, true, cost) {
		return
	}
	m.ref, m.mv = intra, Vector{}
	e.bestColour(m, x, y, key)
	e.predictColour(f, m.colour, x, y)
	e.predictWhole(f, m.mode, x, y)
	e.codeWhole(m, x, y)
}

// inter codes a macroblock by the vector that was found.
func (e *Encoder) inter(m *macroblock, x, y int, s *search) {
	e.quant = &e.quants[0]
	_, mode, _ := s.price(s.found)
	m.ref, m.mode, m.mv = last, mode, s.found
	if mode == newMV {
		e.counts.vector(m.mv.minus(s.around.best))
	}
	e.predict(e.frames.refs[intra], e.frames.refs[last], m, x, y)
	e.codeWhole(m, x, y)
}

// bestWhole finds the mode to predict brightness from the pixels around, and
// its cost.
func (e *Encoder) bestWhole(m *macroblock, x, y int, key bool) int {
	e.around.gather(&e.frames.refs[intra].y, x, y, 16)
	best, mode := 1<<30, uint8(0)
	for k := range uint8(bPred) {
		bits := e.costs.tree(modeTree, e.header.probs.modes[:], modeCodes[k])
		if key {
			bits = e.costs.tree(keyModeTree, keyModeProbs[:], keyModeCodes[k])
		}
		e.around.predict(e.trial[:], 16, 16, k)
		worth := bits * e.lambda >> 16
		if cost := worth + kernel.Hadamard16(e.src.y[:], 16, e.trial[:], 16); cost < best {
			best, mode = cost, k
			if cost == worth {
				break // there is nothing to code
			}
		}
	}
	m.mode = mode
	return best
}

// bestColour finds the mode to predict colour from the pixels around.
func (e *Encoder) bestColour(m *macroblock, x, y int, key bool) {
	f := e.frames.refs[intra]
	e.colours[0].gather(&f.u, x, y, 8)
	e.colours[1].gather(&f.v, x, y, 8)
	best := 1 << 30
	for k := range uint8(bPred) {
		bits := e.costs.tree(colourTree, e.header.probs.colours[:], colourCodes[k])
		if key {
			bits = e.costs.tree(colourTree, keyColourProbs[:], colourCodes[k])
		}
		worth, differ := bits*e.lambda>>16, 0
		for i, src := range [2]*[64]byte{&e.src.u, &e.src.v} {
			e.colours[i].predict(e.trial[:], 8, 8, k)
			differ += kernel.SAD8(src[:], 8, e.trial[:], 8)
		}
		if worth+differ < best {
			best, m.colour = worth+differ, k
			if differ == 0 {
				return
			}
		}
	}
}
