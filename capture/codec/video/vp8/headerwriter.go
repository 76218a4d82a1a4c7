package vp8

// write writes the header of a frame up to the probabilities. It knows what the
// Encoder uses.
func (h *header) write(w *boolWriter, key bool) {
	if key {
		w.literal(0, 2)
	}
	h.segments.write(w)
	h.filter.write(w)
	w.literal(0, 2) // one partition
	h.quant.write(w)
	if !key {
		w.flag(h.refs.golden)
		w.flag(h.refs.alternate)
		if !h.refs.golden {
			w.literal(h.refs.toGolden, 2)
		}
		if !h.refs.alternate {
			w.literal(h.refs.toAlternate, 2)
		}
		w.flag(h.refs.flip[golden])
		w.flag(h.refs.flip[alternate])
	}
	w.flag(h.keepProbs)
	if !key {
		w.flag(h.refs.last)
	}
}

// writeProbs writes what follows the probabilities of coefficients, up to those
// of vectors.
func (h *header) writeProbs(w *boolWriter, key bool) {
	w.flag(h.skips)
	if h.skips {
		w.literal(int(h.skipProb), 8)
	}
	if key {
		return
	}
	w.literal(int(h.intraProb), 8)
	w.literal(int(h.lastProb), 8)
	w.literal(int(h.goldenProb), 8)
	w.flag(false) // modes
	w.flag(false) // colours
}

func (s *segmentation) write(w *boolWriter) {
	w.flag(s.enabled)
	if !s.enabled {
		return
	}
	w.flag(s.mapped)
	w.flag(true) // values follow
	w.flag(s.absolute)
	for _, v := range s.quant {
		w.optional(v, 7)
	}
	for _, v := range s.level {
		w.optional(v, 6)
	}
	if s.mapped {
		for _, p := range s.probs {
			w.flag(p != 255)
			if p != 255 {
				w.literal(int(p), 8)
			}
		}
	}
}

func (f *loopFilter) write(w *boolWriter) {
	w.flag(f.simple)
	w.literal(f.level, 6)
	w.literal(f.sharpness, 3)
	w.flag(false) // no adjustments
}
