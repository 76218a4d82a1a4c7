package vp8

import "math/bits"

// A boolReader decodes the booleans of one partition (RFC 6386, section 7).
// Beyond the end of the data it reads zeros.
type boolReader struct {
	data  []byte
	value uint64 // the next bits, from the top
	have  int    // how many of them came from data, less 8
	span  uint32 // the range, 128 to 255
}

func newBoolReader(data []byte) boolReader {
	return boolReader{data: data, span: 255, have: -8}
}

func (r *boolReader) fill() {
	for r.have < 48 {
		if len(r.data) == 0 {
			r.have = 1 << 30
			return
		}
		r.value |= uint64(r.data[0]) << (48 - r.have)
		r.data = r.data[1:]
		r.have += 8
	}
}

// bool reads a boolean that is false with a probability of prob/256.
func (r *boolReader) bool(prob uint8) bool {
	if r.have < 0 {
		r.fill()
	}
	split := 1 + (r.span-1)*uint32(prob)>>8
	top := uint64(split) << 56
	one := r.value >= top
	if one {
		r.value -= top
		split = r.span - split
	}
	shift := bits.LeadingZeros8(uint8(split))
	r.span = split << shift
	r.value <<= shift
	r.have -= shift
	return one
}

// bit is bool as a number.
func (r *boolReader) bit(prob uint8) int {
	if r.bool(prob) {
		return 1
	}
	return 0
}

// flag reads a boolean that is as likely as not.
func (r *boolReader) flag() bool { return r.bool(128) }

// literal reads a number of n bits.
func (r *boolReader) literal(n int) int {
	v := 0
	for range n {
		v = v<<1 | r.bit(128)
	}
	return v
}

// signed reads a number of n bits and its sign.
func (r *boolReader) signed(n int) int {
	v := r.literal(n)
	if r.flag() {
		return -v
	}
	return v
}

// optional reads a signed number if a flag says that there is one.
func (r *boolReader) optional(n int) int {
	if !r.flag() {
		return 0
	}
	return r.signed(n)
}

// tree reads a leaf of t (RFC 6386, section 8.1).
func (r *boolReader) tree(t []int8, probs []uint8) int {
	at := int8(0)
	for {
		at = t[int(at)+r.bit(probs[at>>1])]
		if at <= 0 {
			return int(-at)
		}
	}
}
