package kernel

// The multipliers of the transforms in 16-bit fixed point: sqrt(2)*cos(pi/8)-1
// and sqrt(2)*sin(pi/8) (RFC 6386, section 14.4).
const (
	cosine = 20091
	sine   = 35468
)

// AddInverse adds the inverse transform of 16 coefficients to a block of 4x4
// pixels (RFC 6386, sections 14.4 and 14.5). Sums have 16 bits, which matters to
// streams of no sane encoder only.
func AddInverse(dst []byte, stride int, c *[16]int16) { addInverse(dst, stride, c) }

func plainAddInverse(dst []byte, stride int, c *[16]int16) {
	var t [16]int16
	for i := range 4 {
		a, b := int32(c[i])+int32(c[8+i]), int32(c[i])-int32(c[8+i])
		p, q := int32(c[4+i]), int32(c[12+i])
		odd := p*sine>>16 - (q + q*cosine>>16)
		even := p + p*cosine>>16 + q*sine>>16
		t[i], t[12+i] = int16(a+even), int16(a-even)
		t[4+i], t[8+i] = int16(b+odd), int16(b-odd)
	}
	for y := range 4 {
		r := t[4*y:][:4]
		a, b := int32(r[0])+int32(r[2])+4, int32(r[0])-int32(r[2])+4
		p, q := int32(r[1]), int32(r[3])
		odd := p*sine>>16 - (q + q*cosine>>16)
		even := p + p*cosine>>16 + q*sine>>16
		d := dst[y*stride:][:4]
		d[0] = pixel(int32(d[0]) + int32(int16(a+even)>>3))
		d[1] = pixel(int32(d[1]) + int32(int16(b+odd)>>3))
		d[2] = pixel(int32(d[2]) + int32(int16(b-odd)>>3))
		d[3] = pixel(int32(d[3]) + int32(int16(a-even)>>3))
	}
}

// AddFlat is AddInverse of a block whose only coefficient is the first, dc.
func AddFlat(dst []byte, stride int, dc int16) {
	v := (int32(dc) + 4) >> 3
	for y := range 4 {
		d := dst[y*stride:][:4]
		d[0], d[1] = pixel(int32(d[0])+v), pixel(int32(d[1])+v)
		d[2], d[3] = pixel(int32(d[2])+v), pixel(int32(d[3])+v)
	}
}

// pixel forces v between 0 and 255.
func pixel(v int32) byte {
	if uint32(v) > 255 {
		v = ^v >> 31 & 255
	}
	return byte(v)
}

// Forward transforms the difference of a block of 4x4 pixels to its prediction,
// so that AddInverse of the result gives the block back.
func Forward(c *[16]int16, src []byte, srcStride int, pred []byte, predStride int) {
	forward(c, src, srcStride, pred, predStride)
}

func plainForward(c *[16]int16, src []byte, srcStride int, pred []byte, predStride int) {
	const (
		major = 5352 // 2*cos(pi/8)/sqrt(2) * 4096
		minor = 2217 // 2*sin(pi/8)/sqrt(2) * 4096
	)
	var t [16]int32
	for y := range 4 {
		s, p := src[y*srcStride:][:4], pred[y*predStride:][:4]
		r0, r1 := int32(s[0])-int32(p[0]), int32(s[1])-int32(p[1])
		r2, r3 := int32(s[2])-int32(p[2]), int32(s[3])-int32(p[3])
		a, b, d, e := r0+r3, r1+r2, r1-r2, r0-r3
		o := t[4*y:][:4]
		o[0], o[2] = (a+b)<<3, (a-b)<<3
		o[1], o[3] = (d*minor+e*major+256)>>9, (e*minor-d*major+256)>>9
	}
	for x := range 4 {
		a, b := t[x]+t[12+x], t[4+x]+t[8+x]
		d, e := t[4+x]-t[8+x], t[x]-t[12+x]
		c[x], c[8+x] = int16((a+b+8)>>4), int16((a-b+8)>>4)
		c[4+x] = int16((d*minor + e*major + 1<<15) >> 16)
		c[12+x] = int16((e*minor - d*major + 1<<15) >> 16)
	}
}

// Four is two blocks each in two places: what Forward4 transforms at once.
type Four struct {
	Left, Right []byte // the second block of a place is right of the first
	Stride      int
}

// Forward4 is Forward of two blocks on the left and two on the right.
func Forward4(left, right *[2][16]int16, src, pred Four) { forward4(left, right, src, pred) }

func plainForward4(left, right *[2][16]int16, src, pred Four) {
	for i := range 2 {
		plainForward(&left[i], src.Left[4*i:], src.Stride, pred.Left[4*i:], pred.Stride)
		plainForward(&right[i], src.Right[4*i:], src.Stride, pred.Right[4*i:], pred.Stride)
	}
}

// Large tells for each block which coefficients are at least as large as least
// says in raster order. The bits of a mask are in zigzag order.
func Large(masks []uint16, c [][16]int16, least *[16]uint16) { large(masks, c, least) }

func plainLarge(masks []uint16, c [][16]int16, least *[16]uint16) {
	for i := range c {
		m := uint16(0)
		for n, k := range zigzag {
			if v := int32(c[i][k]); max(v, -v) >= int32(least[k]) {
				m |= 1 << n
			}
		}
		masks[i] = m
	}
}

// zigzag is where the coefficients are that follow each other.
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// InverseWalsh turns the 16 coefficients of the second level into the first
// coefficient of each of 16 blocks (RFC 6386, section 14.3).
func InverseWalsh(dc *[16]int16, c *[16]int16) {
	var t [16]int16
	for i := range 4 {
		a, b := c[i]+c[12+i], c[4+i]+c[8+i]
		d, e := c[4+i]-c[8+i], c[i]-c[12+i]
		t[i], t[4+i], t[8+i], t[12+i] = a+b, d+e, a-b, e-d
	}
	for y := range 4 {
		r, o := t[4*y:][:4], dc[4*y:][:4]
		a, b := int32(r[0])+int32(r[3])+3, int32(r[1])+int32(r[2])
		d, e := int32(r[1])-int32(r[2]), int32(r[0])-int32(r[3])+3
		o[0], o[1] = int16((a+b)>>3), int16((d+e)>>3)
		o[2], o[3] = int16((a-b)>>3), int16((e-d)>>3)
	}
}

// ForwardWalsh transforms the first coefficients of 16 blocks, so that
// InverseWalsh gives them back.
func ForwardWalsh(c *[16]int16, dc *[16]int16) {
	var t [16]int32
	for i := range 4 {
		a, b := int32(dc[i])+int32(dc[12+i]), int32(dc[4+i])+int32(dc[8+i])
		d, e := int32(dc[4+i])-int32(dc[8+i]), int32(dc[i])-int32(dc[12+i])
		t[i], t[4+i], t[8+i], t[12+i] = a+b, d+e, a-b, e-d
	}
	for y := range 4 {
		r, o := t[4*y:][:4], c[4*y:][:4]
		a, b, d, e := r[0]+r[3], r[1]+r[2], r[1]-r[2], r[0]-r[3]
		o[0], o[1] = half(a+b), half(d+e)
		o[2], o[3] = half(a-b), half(e-d)
	}
}

// half is v/2 rounded away from zero.
func half(v int32) int16 { return int16((v + 1 + v>>31) >> 1) }
