package vp8

// quantizers are the indices of a frame: the base, and what is added to it for
// the other kinds of coefficients (RFC 6386, section 9.6).
type quantizers struct {
	base                       int
	y1dc, y2dc, y2ac, cdc, cac int
}

func (q *quantizers) read(r *boolReader) {
	q.base = r.literal(7)
	q.y1dc = r.optional(4)
	q.y2dc = r.optional(4)
	q.y2ac = r.optional(4)
	q.cdc = r.optional(4)
	q.cac = r.optional(4)
}

func (q *quantizers) write(w *boolWriter) {
	w.literal(q.base, 7)
	w.optional(q.y1dc, 4)
	w.optional(q.y2dc, 4)
	w.optional(q.y2ac, 4)
	w.optional(q.cdc, 4)
	w.optional(q.cac, 4)
}

// factors are what the first coefficient of a block and the others are
// multiplied by, for each of the planes of coefficients.
type factors [4][2]int16

// The planes of coefficients (RFC 6386, section 13.3).
const (
	planeY1 = iota // brightness, the first coefficient apart
	planeY2        // the first coefficients of brightness
	planeC         // colour
	planeY         // brightness, all coefficients
)

// factors are those of a segment whose base is index (RFC 6386, section 20.4).
func (q *quantizers) factors(index int) factors {
	at := func(t *[128]int16, delta int) int16 { return t[max(0, min(127, index+delta))] }
	y := [2]int16{at(&dcFactors, q.y1dc), at(&acFactors, 0)}
	y2 := [2]int16{2 * at(&dcFactors, q.y2dc), int16(max(8, int(at(&acFactors, q.y2ac))*155/100))}
	c := [2]int16{min(132, at(&dcFactors, q.cdc)), at(&acFactors, q.cac)}
	return factors{planeY1: y, planeY2: y2, planeC: c, planeY: y}
}

// The factors of an index (RFC 6386, section 14.1).
var dcFactors = [128]int16{
	4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17,
	18, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 25, 25, 26, 27, 28,
	29, 30, 31, 32, 33, 34, 35, 36, 37, 37, 38, 39, 40, 41, 42, 43,
	44, 45, 46, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58,
	59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74,
	75, 76, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89,
	91, 93, 95, 96, 98, 100, 101, 102, 104, 106, 108, 110, 112, 114, 116, 118,
	122, 124, 126, 128, 130, 132, 134, 136, 138, 140, 143, 145, 148, 151, 154, 157,
}

var acFactors = [128]int16{
	4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
	20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
	36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
	52, 53, 54, 55, 56, 57, 58, 60, 62, 64, 66, 68, 70, 72, 74, 76,
	78, 80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100, 102, 104, 106, 108,
	110, 112, 114, 116, 119, 122, 125, 128, 131, 134, 137, 140, 143, 146, 149, 152,
	155, 158, 161, 164, 167, 170, 173, 177, 181, 185, 189, 193, 197, 201, 205, 209,
	213, 217, 221, 225, 229, 234, 239, 245, 249, 254, 259, 264, 269, 274, 279, 284,
}
