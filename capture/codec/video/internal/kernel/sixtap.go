package kernel

// A tap is the six weights of a filter, the middle two and the outer of one
// sign, the others subtracted: all are magnitudes (RFC 6386, section 18.3).
type tap struct{ a, b, c, d, e, f uint64 }

func taps(eighths int) tap {
	switch eighths {
	case 1:
		return tap{0, 6, 123, 12, 1, 0}
	case 2:
		return tap{2, 11, 108, 36, 8, 1}
	case 3:
		return tap{0, 9, 93, 50, 6, 0}
	case 4:
		return tap{3, 16, 77, 77, 16, 3}
	case 5:
		return tap{0, 6, 50, 93, 9, 0}
	case 6:
		return tap{1, 8, 36, 108, 11, 2}
	case 7:
		return tap{0, 1, 12, 123, 6, 0}
	}
	return tap{c: 128}
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
		sixAcross(dst, dstStride, src[at-2:], srcStride, taps(fx), w, h)
		return
	}
	if fx == 0 {
		sixDown(dst, dstStride, src[at-2*srcStride:], srcStride, taps(fy), w, h)
		return
	}
	var rows [16 * 21]byte
	sixAcross(rows[:], 16, src[at-2*srcStride-2:], srcStride, taps(fx), w, h+5)
	sixDown(dst, dstStride, rows[:], 16, taps(fy), w, h)
}

// sixAcross filters rows; src begins two pixels before the block.
func sixAcross(dst []byte, dstStride int, src []byte, srcStride int, t tap, w, h int) {
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
func sixDown(dst []byte, dstStride int, src []byte, srcStride int, t tap, w, h int) {
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

func sixDown4(dst []byte, dstStride int, s []byte, srcStride int, t tap, h int) {
	a, b, c := load4(s), load4(s[srcStride:]), load4(s[2*srcStride:])
	d, e := load4(s[3*srcStride:]), load4(s[4*srcStride:])
	for y := range h {
		f := load4(s[(y+5)*srcStride:])
		store4(dst[y*dstStride:], sixBytes(a, b, c, d, e, f, t))
		a, b, c, d, e = b, c, d, e, f
	}
}

// six is the filter in each lane. The positive weights add up to at most 160
// and the others to at most 32, so that with a bias of 64 pixels the sum stays
// between 0 and 49056.
func six(a, b, c, d, e, f uint64, t tap) uint64 {
	v := a*t.a + c*t.c + d*t.d + f*t.f + (64*128+64)*ones - b*t.b - e*t.e
	return clamp64(v >> 7 & (0x1ff * ones))
}

// sixBytes is the filter on each of eight pixels.
func sixBytes(a, b, c, d, e, f uint64, t tap) uint64 {
	even := six(a&bytes, b&bytes, c&bytes, d&bytes, e&bytes, f&bytes, t)
	odd := six(a>>8&bytes, b>>8&bytes, c>>8&bytes, d>>8&bytes, e>>8&bytes, f>>8&bytes, t)
	return even | odd<<8
}
