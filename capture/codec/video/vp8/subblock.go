package vp8

// A workspace is a macroblock of brightness with the pixels around it, in which
// subblocks are predicted one from the other (RFC 6386, section 12.3). Rows are
// workStride bytes apart; the macroblock begins at workOrigin.
type workspace [17 * workStride]byte

const (
	workStride = 32
	workOrigin = workStride + 8
)

// surround sets the pixels around. The four above to the right are repeated for
// the subblocks at the right edge, whose own are not decoded yet.
func (w *workspace) surround(a *around) {
	w[workOrigin-workStride-1] = a.corner
	copy(w[workOrigin-workStride:], a.above[:])
	for y := range a.left {
		w[workOrigin+y*workStride-1] = a.left[y]
	}
	for _, y := range [3]int{3, 7, 11} {
		copy(w[workOrigin+y*workStride+16:], a.above[16:])
	}
}

// subOrigin is where a subblock begins.
func subOrigin(b int) int { return workOrigin + b/4*4*workStride + b%4*4 }

// predict draws subblock b.
func (w *workspace) predict(b int, mode uint8) {
	at := subOrigin(b)
	// The 13 pixels around it, from the lowest on the left to the last above.
	var e [13]int
	for i := range 4 {
		e[i] = int(w[at+(3-i)*workStride-1])
	}
	for i, v := range w[at-workStride-1:][:9] {
		e[4+i] = int(v)
	}
	two := func(i int) byte { return byte((e[i] + e[i+1] + 1) >> 1) }
	three := func(i int) byte { return byte((e[i-1] + 2*e[i] + e[i+1] + 2) >> 2) }
	row := func(y int, a, b, c, d byte) {
		r := w[at+y*workStride:][:4]
		r[0], r[1], r[2], r[3] = a, b, c, d
	}
	switch mode {
	case subDC:
		sum := 4
		for i := range 4 {
			sum += e[i] + e[5+i]
		}
		v := byte(sum >> 3)
		for y := range 4 {
			row(y, v, v, v, v)
		}
	case subTM:
		for y := range 4 {
			d := e[3-y] - e[4]
			row(y, clamp(d+e[5]), clamp(d+e[6]), clamp(d+e[7]), clamp(d+e[8]))
		}
	case subVE:
		for y := range 4 {
			row(y, three(5), three(6), three(7), three(8))
		}
	case subHE:
		for y := range 3 {
			v := three(3 - y)
			row(y, v, v, v, v)
		}
		v := byte((e[1] + 3*e[0] + 2) >> 2)
		row(3, v, v, v, v)
	case subLD:
		row(0, three(6), three(7), three(8), three(9))
		row(1, three(7), three(8), three(9), three(10))
		row(2, three(8), three(9), three(10), three(11))
		row(3, three(9), three(10), three(11), byte((e[11]+3*e[12]+2)>>2))
	case subRD:
		row(0, three(4), three(5), three(6), three(7))
		row(1, three(3), three(4), three(5), three(6))
		row(2, three(2), three(3), three(4), three(5))
		row(3, three(1), three(2), three(3), three(4))
	case subVR:
		row(0, two(4), two(5), two(6), two(7))
		row(1, three(4), three(5), three(6), three(7))
		row(2, three(3), two(4), two(5), two(6))
		row(3, three(2), three(4), three(5), three(6))
	case subVL:
		row(0, two(5), two(6), two(7), two(8))
		row(1, three(6), three(7), three(8), three(9))
		row(2, two(6), two(7), two(8), three(10))
		row(3, three(7), three(8), three(9), three(11))
	case subHD:
		row(0, two(3), three(4), three(5), three(6))
		row(1, two(2), three(3), two(3), three(4))
		row(2, two(1), three(2), two(2), three(3))
		row(3, two(0), three(1), two(1), three(2))
	case subHU:
		last := byte(e[0])
		row(0, two(2), three(2), two(1), three(1))
		row(1, two(1), three(1), two(0), byte((e[1]+3*e[0]+2)>>2))
		row(2, two(0), byte((e[1]+3*e[0]+2)>>2), last, last)
		row(3, last, last, last, last)
	}
}
