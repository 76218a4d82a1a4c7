package tile

import "math/bits"

// A difference of two colour values, modulo 256, is a symbol of its own up to
// 4 either way. Larger ones share a symbol with others of their sign, two
// symbols for every doubling, and add raw bits:
//
//	0  ±1 ±2 ±3 ±4  ±5-6 ±7-8  ±9-12 ±13-16  …  ±65-96 ±97-128
const differences = 29

// putDifference codes v.
func putDifference(e *rangeEncoder, m *model, v int8) {
	sign := int(v >> 7) // -1 or 0
	a := (int(v) ^ sign) - sign
	if a <= 4 {
		m.put(e, max(2*a-1-sign, 0))
		return
	}
	a--
	size := bits.Len8(uint8(a)) - 2
	m.put(e, 9+4*(size-1)+2*(a>>size&1)-sign)
	e.raw(uint32(a&(1<<size-1)), uint(size))
}

// getDifference reads a difference.
func getDifference(d *rangeDecoder, m *model) int8 {
	s := m.get(d)
	if s == 0 {
		return 0
	}
	a := (s + 1) / 2
	if s >= 9 {
		k := s - 9
		size := uint(k/4 + 1)
		a = (2+k/2&1)<<size + int(d.raw(size)) + 1
	}
	if s&1 == 0 {
		return int8(-a)
	}
	return int8(a)
}
