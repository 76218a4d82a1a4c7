package vp8

import "math/bits"

// A boolWriter encodes the booleans of one partition (RFC 6386, section 7).
type boolWriter struct {
	out    []byte
	bottom uint64 // the lower end of the interval: count+8 bits that are not out yet, and a carry
	count  int    // bits of bottom that no later boolean but by a carry changes
	span   uint32
}

func (w *boolWriter) reset(out []byte) {
	*w = boolWriter{out: out, span: 255}
}

// bool writes a boolean that is false with a probability of prob/256.
func (w *boolWriter) bool(prob uint8, one bool) {
	split := 1 + (w.span-1)*uint32(prob)>>8
	if one {
		w.bottom += uint64(split)
		split = w.span - split
	}
	shift := bits.LeadingZeros8(uint8(split))
	w.span = split << shift
	w.bottom <<= shift
	w.count += shift
	if w.count >= 40 {
		w.drain()
	}
}

// drain writes the whole bytes that are settled but for a carry.
func (w *boolWriter) drain() {
	if w.bottom>>(w.count+8) != 0 {
		w.carry()
		w.bottom &= 1<<(w.count+8) - 1
	}
	for w.count >= 8 {
		w.out = append(w.out, byte(w.bottom>>w.count))
		w.bottom &= 1<<w.count - 1
		w.count -= 8
	}
}

// carry adds one to what is written. It never runs beyond the first byte: the
// number encoded is below one.
func (w *boolWriter) carry() {
	i := len(w.out) - 1
	for ; w.out[i] == 255; i-- {
		w.out[i] = 0
	}
	w.out[i]++
}

// finish writes what is left and returns the partition.
func (w *boolWriter) finish() []byte {
	for range 2 {
		w.bottom <<= 8
		w.count += 8
		w.drain()
	}
	return w.out
}

func (w *boolWriter) flag(one bool) { w.bool(128, one) }

// literal writes a number of n bits.
func (w *boolWriter) literal(v, n int) {
	for n--; n >= 0; n-- {
		w.bool(128, v>>n&1 != 0)
	}
}

// optional writes a flag and, unless v is 0, v as n bits and its sign.
func (w *boolWriter) optional(v, n int) {
	w.flag(v != 0)
	if v != 0 {
		w.literal(max(v, -v), n)
		w.flag(v < 0)
	}
}

// tree writes the path c through t.
func (w *boolWriter) tree(t []int8, probs []uint8, c code) {
	at := int8(0)
	for n := int(c.n) - 1; n >= 0; n-- {
		one := c.bits >> n & 1
		w.bool(probs[at>>1], one != 0)
		at = t[at+int8(one)]
	}
}
