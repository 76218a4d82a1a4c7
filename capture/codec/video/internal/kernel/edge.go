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
	for range n {
		p1, p0, q0, q1 := p[at-2*across], p[at-across], p[at], p[at+across]
		if abs(int(p0)-int(q0))*2+abs(int(p1)-int(q1))>>1 <= e.Outer {
			a := signed(signed(int(p1)-int(q1)) + 3*(int(q0)-int(p0)))
			p[at] = unsigned(int(q0) - 128 - signed(a+4)>>3)
			p[at-across] = unsigned(int(p0) - 128 + signed(a+3)>>3)
		}
		at += along
	}
}

// InnerEdge filters n segments across an edge between the subblocks of a
// macroblock with the normal filter (RFC 6386, section 15.3), addressed as in
// SimpleEdge. It reads four pixels on both sides and writes two.
func InnerEdge(p []byte, at, across, along, n int, e Edge) {
	for range n {
		if smooth(p, at, across, e) {
			p1, p0, q0, q1 := int(p[at-2*across])-128, int(p[at-across])-128, int(p[at])-128, int(p[at+across])-128
			varies := abs(p1-p0) > e.Variance || abs(q1-q0) > e.Variance
			a := 3 * (q0 - p0)
			if varies {
				a += signed(p1 - q1)
			}
			a = signed(a)
			f, g := signed(a+4)>>3, signed(a+3)>>3
			p[at], p[at-across] = unsigned(q0-f), unsigned(p0+g)
			if !varies {
				f = (f + 1) >> 1
				p[at+across], p[at-2*across] = unsigned(q1-f), unsigned(p1+f)
			}
		}
		at += along
	}
}

// OuterEdge filters n segments across an edge between macroblocks with the
// normal filter (RFC 6386, section 15.3), addressed as in SimpleEdge. It reads
// four pixels on both sides and writes three.
func OuterEdge(p []byte, at, across, along, n int, e Edge) {
	for range n {
		if smooth(p, at, across, e) {
			p1, p0, q0, q1 := int(p[at-2*across])-128, int(p[at-across])-128, int(p[at])-128, int(p[at+across])-128
			w := signed(signed(p1-q1) + 3*(q0-p0))
			if abs(p1-p0) > e.Variance || abs(q1-q0) > e.Variance {
				p[at] = unsigned(q0 - signed(w+4)>>3)
				p[at-across] = unsigned(p0 + signed(w+3)>>3)
			} else {
				p2, q2 := int(p[at-3*across])-128, int(p[at+2*across])-128
				a, b, c := signed((27*w+63)>>7), signed((18*w+63)>>7), signed((9*w+63)>>7)
				p[at], p[at-across] = unsigned(q0-a), unsigned(p0+a)
				p[at+across], p[at-2*across] = unsigned(q1-b), unsigned(p1+b)
				p[at+2*across], p[at-3*across] = unsigned(q2-c), unsigned(p2+c)
			}
		}
		at += along
	}
}

// smooth tells whether a segment is to be filtered.
func smooth(p []byte, at, across int, e Edge) bool {
	p1, p0, q0, q1 := int(p[at-2*across]), int(p[at-across]), int(p[at]), int(p[at+across])
	if abs(p0-q0)*2+abs(p1-q1)>>1 > e.Outer || abs(p1-p0) > e.Interior || abs(q1-q0) > e.Interior {
		return false
	}
	p3, p2, q2, q3 := int(p[at-4*across]), int(p[at-3*across]), int(p[at+2*across]), int(p[at+3*across])
	return abs(p3-p2) <= e.Interior && abs(p2-p1) <= e.Interior &&
		abs(q2-q1) <= e.Interior && abs(q3-q2) <= e.Interior
}

func abs(v int) int {
	m := v >> 63
	return v ^ m - m
}

// signed forces v between -128 and 127.
func signed(v int) int { return max(-128, min(127, v)) }

// unsigned is signed as a pixel.
func unsigned(v int) byte { return byte(signed(v) + 128) }
