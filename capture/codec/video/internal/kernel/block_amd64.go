package kernel

import "golang.org/x/sys/cpu"

// avx2 tells whether the machine has the instructions of the assembly.
var avx2 = cpu.X86.HasAVX2

//go:noescape
func sad16AVX2(a *byte, aStride int, b *byte, bStride int) int

//go:noescape
func sad8AVX2(a *byte, aStride int, b *byte, bStride int) int

//go:noescape
func six16AVX2(dst *byte, dstStride int, src *byte, srcStride, step int, taps *[6]int8, h int)

//go:noescape
func six8AVX2(dst *byte, dstStride int, src *byte, srcStride, step int, taps *[6]int8, h int)

//go:noescape
func six4AVX2(dst *byte, dstStride int, src *byte, srcStride, step int, taps *[6]int8, h int)

//go:noescape
func mix16AVX2(dst *byte, dstStride int, src *byte, srcStride, step, taps, h int)

//go:noescape
func mix8AVX2(dst *byte, dstStride int, src *byte, srcStride, step, taps, h int)

//go:noescape
func copy16AVX2(dst *byte, dstStride int, src *byte, srcStride, h int)

//go:noescape
func hadamard16AVX2(a *byte, aStride int, b *byte, bStride int) int

//go:noescape
func trueMotionAVX2(dst *byte, stride, size int, above, left *[16]byte, corner int)

// The assembly does not check bounds: whoever calls it does, by an index.

func sad16(a []byte, aStride int, b []byte, bStride, limit int) int {
	if !avx2 {
		return plainSAD16(a, aStride, b, bStride, limit)
	}
	_, _ = a[15*aStride+15], b[15*bStride+15]
	return sad16AVX2(&a[0], aStride, &b[0], bStride)
}

func sad8(a []byte, aStride int, b []byte, bStride int) int {
	if !avx2 {
		return plainSAD8(a, aStride, b, bStride)
	}
	_, _ = a[7*aStride+7], b[7*bStride+7]
	return sad8AVX2(&a[0], aStride, &b[0], bStride)
}

// taps are the weights of filters in pairs: the second and third, the fourth and
// fifth, the first and last. No pair of products, nor the first and last pair
// together, need more than 16 bits with their sign; all do, and saturate.
var taps = [8][6]int8{
	{},
	{-6, 123, 12, -1, 0, 0},
	{-11, 108, 36, -8, 2, 1},
	{-9, 93, 50, -6, 0, 0},
	{-16, 77, 77, -16, 3, 3},
	{-6, 50, 93, -9, 0, 0},
	{-8, 36, 108, -11, 1, 2},
	{-1, 12, 123, -6, 0, 0},
}

func six(dst []byte, dstStride int, src []byte, srcStride, step, f, w, h int) {
	if !avx2 || f == 0 {
		plainSix(dst, dstStride, src, srcStride, step, f, w, h)
		return
	}
	_, _ = dst[(h-1)*dstStride+w-1], src[(h-1)*srcStride+5*step+w-1]
	switch w {
	case 16:
		six16AVX2(&dst[0], dstStride, &src[0], srcStride, step, &taps[f], h)
	case 8:
		six8AVX2(&dst[0], dstStride, &src[0], srcStride, step, &taps[f], h)
	case 4:
		six4AVX2(&dst[0], dstStride, &src[0], srcStride, step, &taps[f], h)
	}
}

func bilinear(dst []byte, dstStride int, src []byte, srcStride, fx, fy, w, h int) {
	switch {
	case !avx2 || w == 4:
		plainBilinear(dst, dstStride, src, srcStride, fx, fy, w, h)
	case fy == 0:
		mix(dst, dstStride, src, srcStride, 1, fx, w, h)
	case fx == 0:
		mix(dst, dstStride, src, srcStride, srcStride, fy, w, h)
	default:
		var rows [16 * 17]byte
		mix(rows[:], 16, src, srcStride, 1, fx, w, h+1)
		mix(dst, dstStride, rows[:], 16, 16, fy, w, h)
	}
}

// mix filters by eighths f in one direction, in which pixels are step apart.
func mix(dst []byte, dstStride int, src []byte, srcStride, step, f, w, h int) {
	_, _ = dst[(h-1)*dstStride+w-1], src[(h-1)*srcStride+step+w-1]
	weights := 128 - 16*f | 16*f<<8
	if w == 16 {
		mix16AVX2(&dst[0], dstStride, &src[0], srcStride, step, weights, h)
	} else {
		mix8AVX2(&dst[0], dstStride, &src[0], srcStride, step, weights, h)
	}
}

func trueMotion16(dst []byte, stride, size int, above, left *[16]byte, corner byte) {
	if !avx2 {
		plainTrueMotion(dst, stride, size, above, left, corner)
		return
	}
	_ = dst[(size-1)*stride+size-1]
	trueMotionAVX2(&dst[0], stride, size, above, left, int(corner))
}

func hadamard16(a []byte, aStride int, b []byte, bStride int) int {
	if !avx2 {
		return plainHadamard16(a, aStride, b, bStride)
	}
	_, _ = a[15*aStride+15], b[15*bStride+15]
	return hadamard16AVX2(&a[0], aStride, &b[0], bStride)
}

func copyBlock(dst []byte, dstStride int, src []byte, srcStride, w, h int) {
	if !avx2 || w != 16 {
		plainCopy(dst, dstStride, src, srcStride, w, h)
		return
	}
	_, _ = dst[(h-1)*dstStride+15], src[(h-1)*srcStride+15]
	copy16AVX2(&dst[0], dstStride, &src[0], srcStride, h)
}
