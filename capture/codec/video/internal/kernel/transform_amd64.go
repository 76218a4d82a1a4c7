package kernel

//go:noescape
func forwardAVX2(left, right *[2][16]int16, srcLeft, srcRight *byte, srcStride int, predLeft, predRight *byte, predStride int)

//go:noescape
func forward1AVX2(c *[16]int16, src *byte, srcStride int, pred *byte, predStride int)

//go:noescape
func addInverseAVX2(dst *byte, stride int, c *[16]int16)

//go:noescape
func largeAVX2(masks *uint16, c *[16]int16, least *[16]uint16, n int)

func forward4(left, right *[2][16]int16, src, pred Four) {
	if !avx2 {
		plainForward4(left, right, src, pred)
		return
	}
	s, p := 3*src.Stride+7, 3*pred.Stride+7
	_, _, _, _ = src.Left[s], src.Right[s], pred.Left[p], pred.Right[p]
	forwardAVX2(left, right, &src.Left[0], &src.Right[0], src.Stride, &pred.Left[0], &pred.Right[0], pred.Stride)
}

func large(masks []uint16, c [][16]int16, least *[16]uint16) {
	if !avx2 || len(c) == 0 {
		plainLarge(masks, c, least)
		return
	}
	_ = masks[len(c)-1]
	largeAVX2(&masks[0], &c[0], least, len(c))
}

func forward(c *[16]int16, src []byte, srcStride int, pred []byte, predStride int) {
	if !avx2 {
		plainForward(c, src, srcStride, pred, predStride)
		return
	}
	_, _ = src[3*srcStride+3], pred[3*predStride+3]
	forward1AVX2(c, &src[0], srcStride, &pred[0], predStride)
}

func addInverse(dst []byte, stride int, c *[16]int16) {
	if !avx2 {
		plainAddInverse(dst, stride, c)
		return
	}
	_ = dst[3*stride+3]
	addInverseAVX2(&dst[0], stride, c)
}
