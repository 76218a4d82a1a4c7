package kernel

// Copy copies a block of w by h pixels.
func Copy(dst []byte, dstStride int, src []byte, srcStride, w, h int) {
	switch w {
	case 16:
		for y := range h {
			d, s := dst[y*dstStride:][:16], src[y*srcStride:][:16]
			store8(d, load8(s))
			store8(d[8:], load8(s[8:]))
		}
	case 8:
		for y := range h {
			store8(dst[y*dstStride:], load8(src[y*srcStride:]))
		}
	default:
		for y := range h {
			copy(dst[y*dstStride:][:w], src[y*srcStride:][:w])
		}
	}
}

// Fill sets a block of w by h pixels to one value.
func Fill(dst []byte, stride, w, h int, v byte) {
	for y := range h {
		row := dst[y*stride:][:w]
		for x := range row {
			row[x] = v
		}
	}
}
