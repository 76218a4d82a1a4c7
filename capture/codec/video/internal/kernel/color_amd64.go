package kernel

//go:noescape
func lumaAVX2(dst, bgrx *byte, n int)

//go:noescape
func chromaAVX2(u, v, row0, row1 *byte, n int)

//go:noescape
func pixelsAVX2(dst, y, u, v *byte, n int, order *[16]byte)

// The assembly converts whole groups of pixels, the rest is done as elsewhere.

func lumaRow(dst, bgrx []byte) {
	n := 0
	if avx2 && len(dst) >= 16 {
		n = len(dst) &^ 15
		lumaAVX2(&dst[0], &bgrx[0], n)
	}
	plainLumaRow(dst[n:], bgrx[4*n:])
}

func chromaRow(u, v, row0, row1 []byte, width int) {
	n := 0
	if avx2 && width >= 16 {
		n = width &^ 15
		chromaAVX2(&u[0], &v[0], &row0[0], &row1[0], n)
	}
	plainChromaRow(u[n/2:], v[n/2:], row0[4*n:], row1[4*n:], width-n)
}

// Where red, green, blue and the rest come from in groups of four pixels.
var (
	redFirst  = [16]byte{0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15}
	blueFirst = [16]byte{4, 8, 0, 12, 5, 9, 1, 13, 6, 10, 2, 14, 7, 11, 3, 15}
)

func pixels(dst, y, u, v []byte, blue bool) {
	n := 0
	if avx2 && len(y) >= 16 {
		n = len(y) &^ 15
		order := &redFirst
		if blue {
			order = &blueFirst
		}
		pixelsAVX2(&dst[0], &y[0], &u[0], &v[0], n, order)
	}
	plainPixels(dst[4*n:], y[n:], u[n/2:], v[n/2:], blue)
}
