package kernel

// Hadamard16 tells how hard the difference of two blocks of 16x16 pixels is to
// code: half the sum of the magnitudes of its Hadamard transform in blocks of
// 4x4. That comes nearer to the bits than the sum of absolute differences.
func Hadamard16(a []byte, aStride int, b []byte, bStride int) int {
	return hadamard16(a, aStride, b, bStride)
}

func plainHadamard16(a []byte, aStride int, b []byte, bStride int) int {
	sum := 0
	for y := 0; y < 16; y += 4 {
		for x := 0; x < 16; x += 4 {
			sum += hadamard4(a[y*aStride+x:], aStride, b[y*bStride+x:], bStride)
		}
	}
	return sum
}

// hadamard4 is that of one block of 4x4.
func hadamard4(a []byte, aStride int, b []byte, bStride int) int {
	var t [4][4]int
	for y := range t {
		p, q := a[y*aStride:][:4], b[y*bStride:][:4]
		d0, d1, d2, d3 := int(p[0])-int(q[0]), int(p[1])-int(q[1]), int(p[2])-int(q[2]), int(p[3])-int(q[3])
		t[y] = [4]int{d0 + d2, d1 + d3, d0 - d2, d1 - d3}
	}
	sum := 0
	for x := 0; x < 4; x += 2 {
		var l, r [4]int
		for i, v := range [2]*[4]int{&l, &r} {
			a, b, c, d := t[0][x+i], t[1][x+i], t[2][x+i], t[3][x+i]
			*v = [4]int{a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d}
		}
		for i := range l {
			sum += max(abs(l[i]), abs(r[i])) // half of |l+r| + |l-r|
		}
	}
	return sum
}
