package kernel

// A Surround is the pixels around a block of 4x4: from the lowest on the left up
// to the corner, then the eight above. The first and the last are there twice.
type Surround [16]byte

// Submodes is how many ways there are to predict a block of 4x4 from its
// surround (RFC 6386, section 12.3): they are numbered as in section 11.2.
const Submodes = 10

// Submodes that are not one of the tables.
const (
	flat = iota
	trueMotion
)

// A palette is all that the modes predict: the means of three neighbours at 0 to
// 12, the first pixel, the mean of the eight nearest, and from 16 on the means of
// two.
type palette [32]byte

// patterns are where in the palette the pixels of each mode are.
var patterns = [Submodes][16]uint8{
	0: {14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14},
	2: {5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8},
	3: {3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0},
	4: {6, 7, 8, 9, 7, 8, 9, 10, 8, 9, 10, 11, 9, 10, 11, 12},
	5: {4, 5, 6, 7, 3, 4, 5, 6, 2, 3, 4, 5, 1, 2, 3, 4},
	6: {20, 21, 22, 23, 4, 5, 6, 7, 3, 20, 21, 22, 2, 4, 5, 6},
	7: {21, 22, 23, 24, 6, 7, 8, 9, 22, 23, 24, 10, 7, 8, 9, 11},
	8: {19, 4, 5, 6, 18, 3, 19, 4, 17, 2, 18, 3, 16, 1, 17, 2},
	9: {18, 2, 17, 1, 17, 1, 16, 0, 16, 0, 13, 13, 13, 13, 13, 13},
}

// Subpredict draws a block of 4x4 by one of the modes.
func Subpredict(dst []byte, stride int, s *Surround, mode int) {
	switch mode {
	case flat:
		Fill(dst, stride, 4, 4, s.mean())
	case trueMotion:
		for y := range 4 {
			d, row := int32(s[4-y])-int32(s[5]), dst[y*stride:][:4]
			for x := range row {
				row[x] = pixel(d + int32(s[6+x]))
			}
		}
	default:
		pattern(dst, stride, s, mode)
	}
}

// plainPattern draws by one of the patterns.
func plainPattern(dst []byte, stride int, s *Surround, mode int) {
	p, pattern := s.palette(), &patterns[mode]
	for y := range 4 {
		row := dst[y*stride:][:4]
		for x := range row {
			row[x] = p[pattern[4*y+x]&31]
		}
	}
}

// palette is that of the patterns but for the mean of the nearest.
func (s *Surround) palette() palette {
	var p palette
	a, b := int(s[0]), int(s[1])
	for i := range 13 {
		c := int(s[i+2])
		p[i], p[16+i] = byte((a+2*b+c+2)>>2), byte((b+c+1)>>1)
		a, b = b, c
	}
	p[13] = s[1]
	return p
}

// mean is that of the nearest eight.
func (s *Surround) mean() byte {
	sum := 4
	for i := range 4 {
		sum += int(s[1+i]) + int(s[6+i])
	}
	return byte(sum >> 3)
}

// Subtry draws a block of 4x4 by all modes, and tells how hard the difference of
// each to src is to code, as Hadamard16 does.
func Subtry(drawn *[Submodes][16]byte, costs *[Submodes]uint16, s *Surround, src []byte, stride int) {
	subtry(drawn, costs, s, src, stride)
}

func plainSubtry(drawn *[Submodes][16]byte, costs *[Submodes]uint16, s *Surround, src []byte, stride int) {
	p := s.palette()
	p[14] = s.mean()
	for mode := range drawn {
		if mode == trueMotion {
			Subpredict(drawn[mode][:], 4, s, mode)
		} else {
			for i, k := range patterns[mode] {
				drawn[mode][i] = p[k&31]
			}
		}
		costs[mode] = uint16(hadamard4(src, stride, drawn[mode][:], 4))
	}
}
