package kernel

// A tap is the six weights of a filter, the middle two and the outer of one
// sign, the others subtracted: all are magnitudes (RFC 6386, section 18.3).
type tap struct{ a, b, c, d, e, f uint64 }

// filters are the taps by eighths of a pixel.
var filters = [8]tap{
	{0, 0, 128, 0, 0, 0},
	{0, 6, 123, 12, 1, 0},
	{2, 11, 108, 36, 8, 1},
	{0, 9, 93, 50, 6, 0},
	{3, 16, 77, 77, 16, 3},
	{0, 6, 50, 93, 9, 0},
	{1, 8, 36, 108, 11, 2},
	{0, 1, 12, 123, 6, 0},
}

// SixTap predicts a block of w by h pixels, w 4, 8 or 16 and h at most 16, from
// the pixels that begin at src[at], displaced by fx and fy eighths of a pixel
// to the right and down (RFC 6386, section 18.3). It reads two pixels before
// and three after the block in each direction that has a displacement.
func SixTap(dst []byte, dstStride int, src []byte, at, srcStride, fx, fy, w, h int) {
	if fx == 0 && fy == 0 {
		Copy(dst, dstStride, src[at:], srcStride, w, h)
		return
	}
	if fy == 0 {
		six(dst, dstStride, src[at-2:], srcStride, 1, fx&7, w, h)
		return
	}
	if fx == 0 {
		six(dst, dstStride, src[at-2*srcStride:], srcStride, srcStride, fy&7, w, h)
		return
	}
	var rows [16 * 21]byte
	six(rows[:], 16, src[at-2*srcStride-2:], srcStride, 1, fx&7, w, h+5)
	six(dst, dstStride, rows[:], 16, 16, fy&7, w, h)
}

// plainSix filters by eighths f in one direction, in which pixels are step apart;
// src begins two pixels before the block.
func plainSix(dst []byte, dstStride int, src []byte, srcStride, step, f, w, h int) {
	if step == 1 {
		sixAcross(dst, dstStride, src, srcStride, &filters[f], w, h)
	} else {
		sixDown(dst, dstStride, src, srcStride, &filters[f], w, h)
	}
}

// sixAcross filters rows; src begins two pixels before the block.
func sixAcross(dst []byte, dstStride int, src []byte, srcStride int, t *tap, w, h int) {
	for y := range h {
		s, d := src[y*srcStride:][:w+5], dst[y*dstStride:][:w]
		if w == 4 {
			store4(d, sixBytes(load4(s), load4(s[1:]), load4(s[2:]), load4(s[3:]), load4(s[4:]), load4(s[5:]), t))
			continue
		}
		for x := 0; x < w; x += 8 {
			p := s[x:][:13]
			store8(d[x:], sixBytes(load8(p), load8(p[1:]), load8(p[2:]), load8(p[3:]), load8(p[4:]), load8(p[5:]), t))
		}
	}
}

// sixDown filters columns; src begins two rows above the block.
func sixDown(dst []byte, dstStride int, src []byte, srcStride int, t *tap, w, h int) {
	for x := 0; x < w; x += 8 {
		if w-x == 4 {
			sixDown4(dst[x:], dstStride, src[x:], srcStride, t, h)
			return
		}
		s := src[x:]
		a, b, c := load8(s), load8(s[srcStride:]), load8(s[2*srcStride:])
		d, e := load8(s[3*srcStride:]), load8(s[4*srcStride:])
		for y := range h {
			f := load8(s[(y+5)*srcStride:])
			store8(dst[y*dstStride+x:], sixBytes(a, b, c, d, e, f, t))
			a, b, c, d, e = b, c, d, e, f
		}
	}
}

func sixDown4(dst []byte, dstStride int, s []byte, srcStride int, t *tap, h int) {
	a, b, c := load4(s), load4(s[srcStride:]), load4(s[2*srcStride:])
	d, e := load4(s[3*srcStride:]), load4(s[4*srcStride:])
	for y := range h {
		f := load4(s[(y+5)*srcStride:])
		store4(dst[y*dstStride:], sixBytes(a, b, c, d, e, f, t))
		a, b, c, d, e = b, c, d, e, f
	}
}

// sixBytes is the filter on each of eight pixels, a to f the same eight places
// of six neighbours. The positive weights add up to at most 160 and the others
// to at most 32, so that with a bias of 64 pixels the sum stays between 0 and
// 49056.
func sixBytes(a, b, c, d, e, f uint64, t *tap) uint64 {
	even := (c&evens)*t.c + (d&evens)*t.d + (64*128+64)*ones - (b&evens)*t.b - (e&evens)*t.e
	odd := (c>>8&evens)*t.c + (d>>8&evens)*t.d + (64*128+64)*ones - (b>>8&evens)*t.b - (e>>8&evens)*t.e
	if t.a|t.f != 0 {
		even += (a&evens)*t.a + (f&evens)*t.f
		odd += (a>>8&evens)*t.a + (f>>8&evens)*t.f
	}
	return clamp64(even>>7&(0x1ff*ones)) | clamp64(odd>>7&(0x1ff*ones))<<8
}
