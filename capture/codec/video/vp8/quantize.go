package vp8

import "math/bits"

// A quantizer divides coefficients of one plane, and weighs what the result
// costs against what it loses.
type quantizer struct {
	factor  [2]int32   // of the first coefficient and the others
	inverse [2]uint32  // 65536/factor
	least   [16]uint16 // smaller coefficients become 0 without a second thought
	lambda  int64      // squared error of coefficients that a bit is worth
}

// set prepares for factors f; scale is what the squared error of a coefficient
// is worth less than that of one of a single level.
func (q *quantizer) set(f [2]int16, lambda, scale int64) {
	for i, v := range f {
		q.factor[i] = int32(v)
		q.inverse[i] = 1<<16/uint32(v) + 1
	}
	for i := range q.least {
		q.least[i] = uint16(int32(f[min(i, 1)])*9/16 + 1)
	}
	q.lambda = lambda * scale
}

// What it takes to say that a block is empty, that it is not, and a level of
// one, two and more, in 256ths of a bit: about as much as on film.
const (
	emptyPrice = 256 / 2
	fullPrice  = 2 * 256
)

var levelPrices = [4]int64{1: 4 * 256, 2: 7 * 256, 3: 11 * 256}

// quantize finds levels for the coefficients of c that large names by their
// places in zigzag order: the nearest ones, where they take away more error than
// such a level takes bits on the whole. They go to levels in zigzag order,
// multiplied out to out in raster order; end is one beyond the last, 0 if there
// are none. The cost is relative to leaving the block out.
//
// To look for the cheapest way through a block, with what each token costs
// where it stands, takes three times as long and gains nothing on film, and
// 0.15 dB on photographs.
func (q *quantizer) quantize(c *[16]int16, large uint16, levels, out *[16]int16) (end int, cost int64) {
	*levels, *out = [16]int16{}, [16]int16{}
	for ; large != 0; large &= large - 1 {
		n := bits.TrailingZeros16(large)
		f := q.factor[min(n, 1)]
		v := int32(c[zigzag[n]])
		sign := v >> 31
		v = (v ^ sign) - sign
		l := min(maxLevel, int32(uint32(v+f*3/8)*q.inverse[min(n, 1)]>>16))
		d := int64(v - l*f)
		worth := (d*d-int64(v)*int64(v))<<8 + q.lambda*levelPrices[min(l, 3)]
		if worth >= 0 {
			continue
		}
		cost += worth
		l = (l ^ sign) - sign
		levels[n], out[zigzag[n]] = int16(l), int16(l*f)
		end = n + 1
	}
	if end == 0 {
		return 0, q.lambda * emptyPrice
	}
	return end, cost + q.lambda*fullPrice
}
