package vp8

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

// A trellis is the cheapest way to code the coefficients of a block from each
// position on, by context.
type trellis struct {
	cost  [17][3]int64
	level [16][3]int16 // -1: end of block
}

const unreachable = 1 << 60

// quantize finds the levels of the coefficients of c, from position first to top,
// that cost least in bits and error together. They go to levels in zigzag
// order, multiplied out to out in raster order; end is one beyond the last, 0
// if there are none. The cost is relative to leaving the block empty, without
// saying so.
func (q *quantizer) quantize(c *[16]int16, first, top int, t *tokenCosts, plane int, ctx uint8, tr *trellis, levels, out *[16]int16) (end int, cost int64) {
	tr.cost[top+1] = [3]int64{unreachable, 0, 0}
	if top < 15 {
		next := &t.end[plane][bands[top+1]]
		tr.cost[top+1][1], tr.cost[top+1][2] = q.lambda*int64(next[1]), q.lambda*int64(next[2])
	}
	for n := top; n >= first; n-- {
		q.step(c, n, n == first, t, plane, tr)
	}
	return q.follow(c, first, top, ctx, tr, levels, out), tr.cost[first][ctx]
}

// step finds the best level at position n for each context.
func (q *quantizer) step(c *[16]int16, n int, first bool, t *tokenCosts, plane int, tr *trellis) {
	k := min(n, 1)
	v := int64(c[zigzag[n]])
	v = max(v, -v)
	f := int64(q.factor[k])
	low := min(maxLevel, v*int64(q.inverse[k])>>16)
	band := bands[n]
	for ctx := range 3 {
		costs := &t.tokens[plane][band][ctx]
		best, level := int64(unreachable), int64(-1)
		more := int64(0)
		if ctx > 0 || first {
			best, more = q.lambda*int64(t.end[plane][band][ctx]), int64(t.more[plane][band][ctx])
		}
		try := func(l int64) {
			d := v - l*f
			cost := (d*d-v*v)<<8 + q.lambda*(more+int64(costs[tokenOf(int(l))])+int64(t.rest[l])) + tr.cost[n+1][min(l, 2)]
			if cost < best {
				best, level = cost, l
			}
		}
		try(low)
		if low < maxLevel && (low+1)*f-v <= f*5/8 {
			try(low + 1)
		}
		if low > 0 {
			try(0)
		}
		tr.cost[n][ctx], tr.level[n][ctx] = best, int16(level)
	}
}

// follow reads the levels along the best way.
func (q *quantizer) follow(c *[16]int16, first, top int, ctx uint8, tr *trellis, levels, out *[16]int16) int {
	*out = [16]int16{}
	for n := first; n <= top; n++ {
		l := tr.level[n][ctx]
		if l < 0 {
			if n == first {
				return 0
			}
			return n
		}
		ctx = uint8(min(l, 2))
		v := c[zigzag[n]]
		if v < 0 {
			l = -l
		}
		levels[n] = l
		out[zigzag[n]] = int16(int32(l) * q.factor[min(n, 1)])
	}
	return top + 1
}
