package tile

import (
	"encoding/binary"
	"image"
	"math/bits"
)

// edge is how far beyond the picture's border a prediction may look: two
// pixels to the left, right and above.
const edge = 2

// A picture is what both ends know the Decoder to show: pixels as
// blue | green<<8 | red<<16, with a border of zeros around them.
type picture struct {
	grid
	stride int // pixels from one row to the next
	pix    []uint32
}

func newPicture(w, h int) *picture {
	stride := w + edge
	return &picture{grid: newGrid(w, h), stride: stride, pix: make([]uint32, (h+edge)*stride+2*edge)}
}

// at returns the index of the pixel (x, y). A row's right border is the next
// row's left one.
func (p *picture) at(x, y int) int { return (y+edge)*p.stride + edge + x }

func (p *picture) clear() { clear(p.pix) }

// draw copies r to dst, whose alpha becomes 255.
func (p *picture) draw(dst *image.RGBA, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		out := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for _, v := range p.pix[p.at(r.Min.X, y):p.at(r.Max.X, y)] {
			binary.LittleEndian.PutUint32(out, bits.ReverseBytes32(v)>>8|0xff000000)
			out = out[4:]
		}
	}
}
