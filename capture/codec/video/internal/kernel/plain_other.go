//go:build !amd64

package kernel

func sad16(a []byte, aStride int, b []byte, bStride, limit int) int {
	return plainSAD16(a, aStride, b, bStride, limit)
}

func sad8(a []byte, aStride int, b []byte, bStride int) int { return plainSAD8(a, aStride, b, bStride) }

func bilinear(dst []byte, dstStride int, src []byte, srcStride, fx, fy, w, h int) {
	plainBilinear(dst, dstStride, src, srcStride, fx, fy, w, h)
}

func six(dst []byte, dstStride int, src []byte, srcStride, step, f, w, h int) {
	plainSix(dst, dstStride, src, srcStride, step, f, w, h)
}

func forward4(left, right *[2][16]int16, src, pred Four) { plainForward4(left, right, src, pred) }

func large(masks []uint16, c [][16]int16, least *[16]uint16) { plainLarge(masks, c, least) }

func innerPair(p []byte, pAt int, q []byte, qAt, across, along int, e Edge) {
	plainInner(p, pAt, across, along, 8, e)
	plainInner(q, qAt, across, along, 8, e)
}

func outerPair(p []byte, pAt int, q []byte, qAt, across, along int, e Edge) {
	plainOuter(p, pAt, across, along, 8, e)
	plainOuter(q, qAt, across, along, 8, e)
}

func lumaRow(dst, bgrx []byte) { plainLumaRow(dst, bgrx) }

func chromaRow(u, v, row0, row1 []byte, width int) { plainChromaRow(u, v, row0, row1, width) }

func pixels(dst, y, u, v []byte, blueFirst bool) { plainPixels(dst, y, u, v, blueFirst) }

func subtry(drawn *[Submodes][16]byte, costs *[Submodes]uint16, s *Surround, src []byte, stride int) {
	plainSubtry(drawn, costs, s, src, stride)
}

func pattern(dst []byte, stride int, s *Surround, mode int) { plainPattern(dst, stride, s, mode) }

func forward(c *[16]int16, src []byte, srcStride int, pred []byte, predStride int) {
	plainForward(c, src, srcStride, pred, predStride)
}

func addInverse(dst []byte, stride int, c *[16]int16) { plainAddInverse(dst, stride, c) }

func trueMotion16(dst []byte, stride, size int, above, left *[16]byte, corner byte) {
	plainTrueMotion(dst, stride, size, above, left, corner)
}

func hadamard16(a []byte, aStride int, b []byte, bStride int) int {
	return plainHadamard16(a, aStride, b, bStride)
}

func copyBlock(dst []byte, dstStride int, src []byte, srcStride, w, h int) {
	plainCopy(dst, dstStride, src, srcStride, w, h)
}
