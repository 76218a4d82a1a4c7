package kernel

// Bilinear predicts a block of w by h pixels, w 4, 8 or 16 and h at most 16,
// from the pixels that begin at src, displaced by fx and fy eighths of a pixel
// to the right and down (RFC 6386, section 18.3). It reads w+1 pixels of a row
// if fx is not 0, and h+1 rows if fy is not 0.
func Bilinear(dst []byte, dstStride int, src []byte, srcStride, fx, fy, w, h int) {
	if fx == 0 && fy == 0 {
		Copy(dst, dstStride, src, srcStride, w, h)
		return
	}
	bilinear(dst, dstStride, src, srcStride, fx, fy, w, h)
}

func plainBilinear(dst []byte, dstStride int, src []byte, srcStride, fx, fy, w, h int) {
	switch {
	case w == 4:
		bilinear4(dst, dstStride, src, srcStride, uint64(fx)*16, uint64(fy)*16, h)
	default:
		for x := 0; x < w; x += 8 {
			bilinear8(dst[x:], dstStride, src[x:], srcStride, uint64(fx)*16, uint64(fy)*16, h)
		}
	}
}

// bilinear8 carries the row above in lanes, so that a row is filtered
// horizontally once.
func bilinear8(dst []byte, dstStride int, src []byte, srcStride int, fx, fy uint64, h int) {
	e0, o0 := across8(src, fx)
	for y := range h {
		e, o := e0, o0
		if fy != 0 {
			e0, o0 = across8(src[(y+1)*srcStride:], fx)
			e, o = lerp(e, e0, fy), lerp(o, o0, fy)
		} else if y+1 < h {
			e0, o0 = across8(src[(y+1)*srcStride:], fx)
		}
		store8(dst[y*dstStride:], e|o<<8)
	}
}

// across8 is eight pixels filtered horizontally, as even and odd lanes.
func across8(src []byte, fx uint64) (even, odd uint64) {
	a := load8(src)
	even, odd = a&evens, a>>8&evens
	if fx == 0 {
		return even, odd
	}
	b := a>>8 | uint64(src[8])<<56
	return lerp(even, b&evens, fx), lerp(odd, b>>8&evens, fx)
}

func bilinear4(dst []byte, dstStride int, src []byte, srcStride int, fx, fy uint64, h int) {
	e0, o0 := across4(src, fx)
	for y := range h {
		e, o := e0, o0
		if fy != 0 {
			e0, o0 = across4(src[(y+1)*srcStride:], fx)
			e, o = lerp(e, e0, fy), lerp(o, o0, fy)
		} else if y+1 < h {
			e0, o0 = across4(src[(y+1)*srcStride:], fx)
		}
		store4(dst[y*dstStride:], e|o<<8)
	}
}

func across4(src []byte, fx uint64) (even, odd uint64) {
	a := load4(src)
	even, odd = a&evens, a>>8&evens
	if fx == 0 {
		return even, odd
	}
	b := a>>8 | uint64(src[4])<<24
	return lerp(even, b&evens, fx), lerp(odd, b>>8&evens, fx)
}

// lerp is (a*(128-f) + b*f + 64) >> 7 in each lane.
func lerp(a, b, f uint64) uint64 {
	return (a*(128-f) + b*f + 64*ones) >> 7 & evens
}
