package vp8

// modeCounts counts the booleans of the prediction records of a frame.
type modeCounts struct {
	skip, inter [2]uint32
	mapped      [2]uint32
	vectors     [2][19][2]uint32
}

func (c *modeCounts) reset() { *c = modeCounts{} }

func count(c *[2]uint32, one bool) {
	if one {
		c[1]++
	} else {
		c[0]++
	}
}

// vector counts the difference of a new vector.
func (c *modeCounts) vector(d Vector) {
	for i, v := range [2]int16{d.Y, d.X} {
		counts := &c.vectors[i]
		walkComponent(int(v), func(node int, one bool) { count(&counts[node], one) })
	}
}

// walkComponent calls visit for each boolean of a component of a vector (RFC
// 6386, section 17.1).
func walkComponent(v int, visit func(node int, one bool)) {
	a := max(v, -v)
	visit(longBit, a > 7)
	if a > 7 {
		for i := range 3 {
			visit(longProbs+i, a>>i&1 != 0)
		}
		for i := longBits - 1; i > 3; i-- {
			visit(longProbs+i, a>>i&1 != 0)
		}
		if a > 15 {
			visit(longProbs+3, a>>3&1 != 0)
		}
	} else {
		at := int8(0)
		for i := 2; i >= 0; i-- {
			one := a >> i & 1
			visit(shortProbs+int(at>>1), one != 0)
			at = shortTree[int(at)+one]
		}
	}
	if a != 0 {
		visit(signBit, v < 0)
	}
}

// A modeWriter writes the prediction records of the macroblocks of a frame.
type modeWriter struct {
	*boolWriter
	h   *header
	f   *field
	key bool
}

func (w *modeWriter) write(x, y int) {
	i := w.f.at(x, y)
	m := &w.f.mbs[i]
	if w.h.segments.mapped {
		w.bool(w.h.segments.probs[0], m.segment > 1)
		w.bool(w.h.segments.probs[1+m.segment>>1], m.segment&1 != 0)
	}
	if w.h.skips {
		w.bool(w.h.skipProb, m.skip)
	}
	if w.key {
		w.keyIntra(i)
		return
	}
	w.bool(w.h.intraProb, m.ref != intra)
	if m.ref == intra {
		w.intra(m)
	} else {
		w.inter(i, x, y)
	}
}

func (w *modeWriter) keyIntra(i int) {
	m, above, left := &w.f.mbs[i], &w.f.mbs[i-w.f.stride()], &w.f.mbs[i-1]
	w.tree(keyModeTree, keyModeProbs[:], keyModeCodes[m.mode])
	if m.mode == bPred {
		for b, mode := range m.sub {
			probs := &keySubmodeProbs[contextMode(m, above, b, 4)][contextMode(m, left, b, 1)]
			w.tree(submodeTree, probs[:], submodeCodes[mode])
		}
	}
	w.tree(colourTree, keyColourProbs[:], colourCodes[m.colour])
}

func (w *modeWriter) intra(m *macroblock) {
	w.tree(modeTree, w.h.probs.modes[:], modeCodes[m.mode])
	if m.mode == bPred {
		for _, mode := range m.sub {
			w.tree(submodeTree, submodeProbs[:], submodeCodes[mode])
		}
	}
	w.tree(colourTree, w.h.probs.colours[:], colourCodes[m.colour])
}

func (w *modeWriter) inter(i, x, y int) {
	m := &w.f.mbs[i]
	w.bool(w.h.lastProb, false)
	s := w.f.survey(i, m.ref, &w.h.refs.flip, w.f.limits(x, y))
	w.tree(vectorTree, s.probs[:], vectorCodes[m.mode])
	if m.mode == newMV {
		d := m.mv.minus(s.best)
		for k, v := range [2]int16{d.Y, d.X} {
			probs := &w.h.probs.vectors[k]
			walkComponent(int(v), func(node int, one bool) { w.bool(probs[node], one) })
		}
	}
}

func (v Vector) minus(o Vector) Vector { return Vector{v.X - o.X, v.Y - o.Y} }
