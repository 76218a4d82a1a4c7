package kernel

// Copy copies a block of w by h pixels.
func Copy(dst []byte, dstStride int, src []byte, srcStride, w, h int) {
	copyBlock(dst, dstStride, src, srcStride, w, h)
}

func plainCopy(dst []byte, dstStride int, src []byte, srcStride, w, h int) {
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
	eight := uint64(v) * 0x0101_0101_0101_0101
	for y := range h {
		row := dst[y*stride:][:w]
		for ; len(row) >= 8; row = row[8:] {
			store8(row, eight)
		}
		if len(row) >= 4 {
			store4(row, eight)
			row = row[4:]
		}
		for x := range row {
			row[x] = v
		}
	}
}

// TrueMotion draws a block of 8 or 16 pixels a side: each is the one on the left
// and the one above together, less the corner (RFC 6386, section 12.2).
func TrueMotion(dst []byte, stride, size int, above, left *[16]byte, corner byte) {
	trueMotion16(dst, stride, size, above, left, corner)
}

func plainTrueMotion(dst []byte, stride, size int, above, left *[16]byte, corner byte) {
	for y := range size {
		row, base := dst[y*stride:][:size], int32(left[y])-int32(corner)
		for x := range row {
			row[x] = pixel(base + int32(above[x&15]))
		}
	}
}
