package kernel

// SAD16 is the sum of the absolute differences of two blocks of 16x16 pixels.
// It may stop and return any sum above limit once it is above limit.
func SAD16(a []byte, aStride int, b []byte, bStride, limit int) int {
	return sad16(a, aStride, b, bStride, limit)
}

func plainSAD16(a []byte, aStride int, b []byte, bStride, limit int) int {
	total := 0
	for range 4 {
		var acc uint64 // 16 values of at most 255 in each lane
		for range 4 {
			x, y := a[:16], b[:16]
			x0, y0 := load8(x), load8(y)
			x1, y1 := load8(x[8:]), load8(y[8:])
			acc += absDiff(x0&evens, y0&evens) + absDiff(x0>>8&evens, y0>>8&evens) +
				absDiff(x1&evens, y1&evens) + absDiff(x1>>8&evens, y1>>8&evens)
			a, b = a[min(aStride, len(a)):], b[min(bStride, len(b)):]
		}
		total += sum(acc)
		if total > limit {
			break
		}
	}
	return total
}

// SAD8 is the sum of the absolute differences of two blocks of 8x8 pixels.
func SAD8(a []byte, aStride int, b []byte, bStride int) int { return sad8(a, aStride, b, bStride) }

func plainSAD8(a []byte, aStride int, b []byte, bStride int) int {
	var acc uint64
	for y := range 8 {
		x0, y0 := load8(a[y*aStride:]), load8(b[y*bStride:])
		acc += absDiff(x0&evens, y0&evens) + absDiff(x0>>8&evens, y0>>8&evens)
	}
	return sum(acc)
}
