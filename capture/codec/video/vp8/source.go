package vp8

import (
	"tandem/capture/codec/video/internal/kernel"
	"tandem/capture/codec/video/yuv"
)

// A block is the pixels of a macroblock.
type block struct {
	y    [16 * 16]byte
	u, v [8 * 8]byte
}

// load reads the macroblock at x, y of m, whose last pixels repeat beyond its
// edges.
func (b *block) load(m *yuv.Image, x, y int) {
	loadPlane(b.y[:], 16, m.Y, m.Stride, m.W, m.H, 16*x, 16*y)
	loadPlane(b.u[:], 8, m.U, m.CStride, (m.W+1)/2, (m.H+1)/2, 8*x, 8*y)
	loadPlane(b.v[:], 8, m.V, m.CStride, (m.W+1)/2, (m.H+1)/2, 8*x, 8*y)
}

func loadPlane(dst []byte, size int, pix []byte, stride, w, h, x, y int) {
	if x+size <= w && y+size <= h {
		kernel.Copy(dst, size, pix[y*stride+x:], stride, size, size)
		return
	}
	for j := range size {
		row := pix[min(y+j, h-1)*stride:][:w]
		n := copy(dst[j*size:][:size], row[min(x, w):])
		for ; n < size; n++ {
			dst[j*size+n] = row[w-1]
		}
	}
}
