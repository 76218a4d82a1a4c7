package tile

import (
	"image"
	"math/bits"

	"tandem/capture/codec/internal/pixel"
)

// edge is how far beyond the picture's border a prediction may look: two
// pixels to the left, right and above.
const edge = 2

// mark stands in the reference for a pixel of which the Decoder shows something
// near only: no pixel of a frame can be equal to it.
const mark = 1 << 24

// A picture is pixels as blue | green<<8 | red<<16, with a border of zeros
// around them.
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

// draw copies r to dst, whose alpha becomes 255. Marked pixels are soft's.
func (p *picture) draw(dst *image.RGBA, r image.Rectangle, soft *picture) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		out, row := dst.Pix[dst.PixOffset(r.Min.X, y):], p.pix[p.at(r.Min.X, y):p.at(r.Max.X, y)]
		pixel.RGBA(out, row)
		if soft == nil || !pixel.Beyond(row) {
			continue
		}
		for from, to := nextMarks(row, 0); from < to; from, to = nextMarks(row, to) {
			pixel.RGBA(out[4*from:], soft.pix[p.at(r.Min.X+from, y):p.at(r.Min.X+to, y)])
		}
	}
}

// nextMarks returns where the next marks in row are, from i on.
func nextMarks(row []uint32, i int) (from, to int) {
	for i < len(row) && row[i] != mark {
		i++
	}
	for to = i; to < len(row) && row[to] == mark; {
		to++
	}
	return i, to
}

// marked returns the cells of the tile t in which a pixel is marked.
func (p *picture) marked(t int) (m cells) {
	r := p.rect(t, 1)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if !pixel.Beyond(p.pix[p.at(r.Min.X, y):p.at(r.Max.X, y)]) {
			continue
		}
		for x := r.Min.X; x < r.Max.X; x += cell {
			if pixel.Beyond(p.pix[p.at(x, y):p.at(min(x+cell, r.Max.X), y)]) {
				m |= cellAt(x, y)
			}
		}
	}
	return m
}

// sum returns a hash of the colours and marks: of four interleaved sequences,
// which a processor can go through side by side.
func (p *picture) sum() uint64 {
	const odd, turn = 0x9E3779B97F4A7C15, 23
	a, b, c, d := uint64(p.w), uint64(p.h)<<1, uint64(p.w)<<2, uint64(p.h)<<3
	pix := p.pix
	for ; len(pix) >= 4; pix = pix[4:] {
		a = bits.RotateLeft64(a^uint64(pix[0]), turn) * odd
		b = bits.RotateLeft64(b^uint64(pix[1]), turn) * odd
		c = bits.RotateLeft64(c^uint64(pix[2]), turn) * odd
		d = bits.RotateLeft64(d^uint64(pix[3]), turn) * odd
	}
	for _, v := range pix {
		a = bits.RotateLeft64(a^uint64(v), turn) * odd
	}
	for _, v := range []uint64{b, c, d} {
		a = bits.RotateLeft64(a^v^v>>32, turn) * odd
	}
	return a ^ a>>32
}

// fill makes all pixels of r v.
func (p *picture) fill(r image.Rectangle, v uint32) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		pixel.Fill(p.pix[p.at(r.Min.X, y):p.at(r.Max.X, y)], v)
	}
}
