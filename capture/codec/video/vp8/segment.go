package vp8

// A segmentation gives macroblocks quantizers and filter levels of their own
// (RFC 6386, sections 9.3 and 10).
type segmentation struct {
	enabled, mapped, absolute bool // mapped: this frame says which segment each macroblock is in
	quant, level              [4]int
	probs                     [3]uint8
}

func (s *segmentation) read(r *boolReader) {
	s.enabled, s.mapped = r.flag(), false
	if !s.enabled {
		return
	}
	s.mapped = r.flag()
	if r.flag() {
		s.absolute = r.flag()
		for i := range s.quant {
			s.quant[i] = r.optional(7)
		}
		for i := range s.level {
			s.level[i] = r.optional(6)
		}
	}
	if s.mapped {
		for i := range s.probs {
			s.probs[i] = 255
			if r.flag() {
				s.probs[i] = uint8(r.literal(8))
			}
		}
	}
}

// index is the base quantizer of segment i.
func (s *segmentation) index(base, i int) int {
	return max(0, min(127, s.adjust(base, s.quant[i])))
}

// filterLevel is the level of the loop filter of segment i.
func (s *segmentation) filterLevel(base, i int) int {
	return max(0, min(63, s.adjust(base, s.level[i])))
}

func (s *segmentation) adjust(base, v int) int {
	switch {
	case !s.enabled:
		return base
	case s.absolute:
		return v
	}
	return base + v
}

// likely is the segment that most macroblocks are in.
func (s *segmentation) likely() uint8 {
	if s.probs[0] >= 128 {
		return s.pick(1, 0)
	}
	return s.pick(2, 2)
}

func (s *segmentation) pick(prob int, first uint8) uint8 {
	if s.probs[prob] >= 128 {
		return first
	}
	return first + 1
}
