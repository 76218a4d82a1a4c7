package kernel

//go:noescape
func forwardAVX2(left, right *[2][16]int16, srcLeft, srcRight *byte, srcStride int, predLeft, predRight *byte, predStride int)

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
