package kernel

// An Edge are the limits that decide whether and how the pixels on both sides of
// an edge are drawn together (RFC 6386, section 15.4).
type Edge struct {
	Outer    int // across the edge
	Interior int // between neighbours on one side
	Variance int // above it only the two pixels at the edge change
}

// SimpleEdge filters n segments across an edge (RFC 6386, section 15.2). The
// first pixel after the edge is p[at]; across is the distance to the next pixel
// of a segment, and along to the next segment. It reads and writes two pixels
// on both sides.
func SimpleEdge(p []byte, at, across, along, n int, e Edge) {
	p1, p0, q0, q1 := p[at-2*across:], p[at-across:], p[at:], p[at+across:]
	for i := 0; n > 0; i, n = i+along, n-1 {
		a1, a0, b0, b1 := int(p1[i]), int(p0[i]), int(q0[i]), int(q1[i])
		if abs(a0-b0)*2+abs(a1-b1)>>1 <= e.Outer {
			w := signed(signed(a1-b1) + 3*(b0-a0))
			p0[i], q0[i] = pixel(int32(a0+min(w+3, 127)>>3)), pixel(int32(b0-min(w+4, 127)>>3))
		}
	}
}

// InnerEdge filters n segments across an edge between the subblocks of a
// macroblock with the normal filter (RFC 6386, section 15.3), addressed as in
// SimpleEdge. It reads four pixels on both sides and writes two.
func InnerEdge(p []byte, at, across, along, n int, e Edge) {
	if n == 16 {
		innerPair(p, at, p, at+8*along, across, along, e)
		return
	}
	plainInner(p, at, across, along, n, e)
}

// InnerPair is InnerEdge of eight segments in p and eight in q.
func InnerPair(p []byte, pAt int, q []byte, qAt, across, along int, e Edge) {
	innerPair(p, pAt, q, qAt, across, along, e)
}

func plainInner(p []byte, at, across, along, n int, e Edge) {
	p3, p2, p1, p0 := p[at-4*across:], p[at-3*across:], p[at-2*across:], p[at-across:]
	q0, q1, q2, q3 := p[at:], p[at+across:], p[at+2*across:], p[at+3*across:]
	for i := 0; n > 0; i, n = i+along, n-1 {
		a1, a0, b0, b1 := int(p1[i]), int(p0[i]), int(q0[i]), int(q1[i])
		if a0 == b0 && a1 == b1 {
			continue // nothing to draw together
		}
		if !near(a1, a0, b0, b1, e) || !smooth(int(p3[i]), int(p2[i]), a1, b1, int(q2[i]), int(q3[i]), e.Interior) {
			continue
		}
		w := 3 * (b0 - a0)
		steep := !within(a1-a0, e.Variance) || !within(b1-b0, e.Variance)
		if steep {
			w += signed(a1 - b1)
		}
		w = signed(w)
		f := min(w+4, 127) >> 3
		p0[i], q0[i] = pixel(int32(a0+min(w+3, 127)>>3)), pixel(int32(b0-f))
		if !steep {
			f = (f + 1) >> 1
			p1[i], q1[i] = pixel(int32(a1+f)), pixel(int32(b1-f))
		}
	}
}

// OuterEdge filters n segments across an edge between macroblocks with the
// normal filter (RFC 6386, section 15.3), addressed as in SimpleEdge. It reads
// four pixels on both sides and writes three.
func OuterEdge(p []byte, at, across, along, n int, e Edge) {
	if n == 16 {
		outerPair(p, at, p, at+8*along, across, along, e)
		return
	}
	plainOuter(p, at, across, along, n, e)
}

// OuterPair is OuterEdge of eight segments in p and eight in q.
func OuterPair(p []byte, pAt int, q []byte, qAt, across, along int, e Edge) {
	outerPair(p, pAt, q, qAt, across, along, e)
}

func plainOuter(p []byte, at, across, along, n int, e Edge) {
	p3, p2, p1, p0 := p[at-4*across:], p[at-3*across:], p[at-2*across:], p[at-across:]
	q0, q1, q2, q3 := p[at:], p[at+across:], p[at+2*across:], p[at+3*across:]
	for i := 0; n > 0; i, n = i+along, n-1 {
		a1, a0, b0, b1 := int(p1[i]), int(p0[i]), int(q0[i]), int(q1[i])
		w := signed(a1-b1) + 3*(b0-a0)
		if w == 0 || !near(a1, a0, b0, b1, e) {
			continue // or nothing to draw together
		}
		a2, b2 := int(p2[i]), int(q2[i])
		if !smooth(int(p3[i]), a2, a1, b1, b2, int(q3[i]), e.Interior) {
			continue
		}
		w = signed(w)
		if !within(a1-a0, e.Variance) || !within(b1-b0, e.Variance) {
			p0[i], q0[i] = pixel(int32(a0+min(w+3, 127)>>3)), pixel(int32(b0-min(w+4, 127)>>3))
			continue
		}
		f, g, h := (27*w+63)>>7, (18*w+63)>>7, (9*w+63)>>7
		p0[i], q0[i] = pixel(int32(a0+f)), pixel(int32(b0-f))
		p1[i], q1[i] = pixel(int32(a1+g)), pixel(int32(b1-g))
		p2[i], q2[i] = pixel(int32(a2+h)), pixel(int32(b2-h))
	}
}

// near tells whether the four pixels at an edge are near enough to each other.
func near(p1, p0, q0, q1 int, e Edge) bool {
	return abs(p0-q0)*2+abs(p1-q1)>>1 <= e.Outer && within(p1-p0, e.Interior) && within(q1-q0, e.Interior)
}

// smooth tells whether the pixels farther away are.
func smooth(p3, p2, p1, q1, q2, q3, limit int) bool {
	return within(p3-p2, limit) && within(p2-p1, limit) && within(q2-q1, limit) && within(q3-q2, limit)
}

// within tells whether v is at most limit, and at least -limit.
func within(v, limit int) bool { return uint(v+limit) <= uint(2*limit) }

func abs(v int) int {
	m := v >> 63
	return v ^ m - m
}

// signed forces v between -128 and 127.
func signed(v int) int { return max(-128, min(127, v)) }
