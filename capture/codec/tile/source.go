package tile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"math/bits"
	"slices"

	"tandem/capture"
	"tandem/capture/codec"
	"tandem/capture/codec/internal/pixel"
)

// A source keeps the newest frame and the cells of it that changed since they
// were last looked at.
type source struct {
	grid
	stride  int     // bytes
	pix     []byte  // as captured
	touched []cells // by tile
}

func newSource(w, h int) *source {
	g := newGrid(w, h)
	return &source{grid: g, stride: 4 * w, pix: make([]byte, 4*w*h), touched: make([]cells, g.tiles())}
}

// check refuses a frame whose pixels are not all there.
func check(f *capture.Frame) error {
	switch {
	case f.Width < 1 || f.Height < 1 || f.Width > codec.MaxSide || f.Height > codec.MaxSide || f.Width*f.Height > codec.MaxPixels:
		return fmt.Errorf("tile: frame of %d x %d pixels", f.Width, f.Height)
	case f.Stride < 4*f.Width || len(f.Pix) < f.Stride*(f.Height-1)+4*f.Width:
		return fmt.Errorf("tile: %d bytes for %d x %d pixels with stride %d", len(f.Pix), f.Width, f.Height, f.Stride)
	}
	return nil
}

// take makes f the newest frame. Only what f's damage and moves name is looked
// at, or all of it when all is set or f knows nothing.
func (s *source) take(f *capture.Frame, all bool) {
	whole := image.Rect(0, 0, s.w, s.h)
	if all || f.Damage == nil {
		s.compare(f, whole)
		return
	}
	for _, m := range f.Moves {
		s.compare(f, m.To.Intersect(whole))
	}
	for _, r := range f.Damage {
		s.compare(f, r.Intersect(whole))
	}
}

// compare copies what differs within r, and marks its cells. Whole rows are
// compared first: most are equal, and bytes.Equal is the fastest way to know.
func (s *source) compare(f *capture.Frame, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		now := f.Pix[y*f.Stride+4*r.Min.X : y*f.Stride+4*r.Max.X]
		old := s.pix[y*s.stride+4*r.Min.X : y*s.stride+4*r.Max.X]
		if bytes.Equal(now, old) {
			continue
		}
		for x := r.Min.X; x < r.Max.X; {
			end := min((x/side+1)*side, r.Max.X)
			a, b := now[4*(x-r.Min.X):4*(end-r.Min.X)], old[4*(x-r.Min.X):4*(end-r.Min.X)]
			if t := s.touched[y/side*s.cols+x/side]; t&rowOf(y) == rowOf(y) {
				copy(b, a) // what differs is known
			} else if !bytes.Equal(a, b) {
				s.touch(a, b, x, y)
				copy(b, a)
			}
			x = end
		}
	}
}

// touch marks the cells of a tile's row y in which now and old have different
// colours, from x on.
func (s *source) touch(now, old []byte, x, y int) {
	t := &s.touched[y/side*s.cols+x/side]
	for len(now) > 0 {
		n := min(4*(cell-x%cell), len(now))
		if at := cellAt(x, y); *t&at == 0 && !pixel.Equal(now[:n], old[:n]) {
			*t |= at
		}
		now, old, x = now[n:], old[n:], x+n/4
	}
}

// row appends the pixels of row y from x0 to x1 to dst, in the form a picture
// has them.
func (s *source) row(dst []uint32, x0, x1, y int) []uint32 {
	n := len(dst)
	dst = slices.Grow(dst, x1-x0)[:n+x1-x0]
	pixel.Load(dst[n:], s.pix[y*s.stride+4*x0:])
	return dst
}

// copyTo copies r to p.
func (s *source) copyTo(p *picture, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		s.row(p.pix[:p.at(r.Min.X, y)], r.Min.X, r.Max.X, y)
	}
}

// sameBlock tells whether the block at p looks as what ref has at p less by.
func (s *source) sameBlock(ref *picture, p, by image.Point) bool {
	from := p.Sub(by)
	return pixel.SameSquare(s.pix[p.Y*s.stride+4*p.X:], s.stride, ref.pix[ref.at(from.X, from.Y):], ref.stride)
}

// same tells whether the row y, from x0 to x1, looks as what c has dx, dy away.
func (s *source) same(c *slc, x0, x1, y, dx, dy int) bool {
	b := s.pix[y*s.stride+4*x0:]
	o := c.ref.at(x0+dx, y+dy)
	p := c.ref.pix[o : o+x1-x0]
	if c.soft == nil {
		return pixel.Same(b, p) == len(p)
	}
	for soft := c.soft.pix[o : o+x1-x0]; ; {
		n := pixel.Same(b, p)
		for n < len(p) && p[n] == mark {
			if binary.LittleEndian.Uint32(b[4*n:])&colour != soft[n] {
				return false
			}
			n++
		}
		switch n {
		case len(p):
			return true
		case 0:
			return false
		}
		b, p, soft = b[4*n:], p[n:], soft[n:]
	}
}

const (
	naturalNear  = 6  // how far colours differ, at most, that make a soft step
	naturalShare = 8  // percent of a photograph's pixels, at least, that do
	naturalOdds  = 3  // soft steps, at least, for every hard one,
	naturalBusy  = 50 // or percent of the pixels that differ at all
	lushShare    = 50 // percent of the pixels that differ, at least, where there is no paper
	inkShare     = 2  // percent of hard steps, at most, where there is no text
	paperShare   = 20 // percent of pixels that do not differ, at most, where there is no paper
)

// A look is what the pixels of a cell look like.
type look uint8

const (
	sharp  look = iota // text and drawings
	mixed              // a photograph, it may be with text
	mellow             // a photograph out of focus, where there is no text
	lush               // a photograph, where there is no paper for text
)

// look tells what r looks like. It is a photograph where many pixels differ
// from their left neighbour, but by little, and few by much; or nearly all
// differ. Text and drawings have hard edges or none. Every other row is looked
// at.
func (s *source) look(r image.Rectangle) look {
	w, rows := r.Dx(), (r.Dy()+1)/2
	soft, hard := pixel.Steps(s.pix[r.Min.Y*s.stride+4*r.Min.X:], 2*s.stride, w, rows, naturalNear)
	all := rows * w
	busy := (soft + hard) * 100
	switch {
	case soft*100 <= all*naturalShare || soft <= hard*naturalOdds && busy <= all*naturalBusy:
		return sharp
	case hard*100 > all*inkShare && all*(100-paperShare) > busy:
		return mixed
	case busy > all*lushShare:
		return lush
	}
	return mellow
}

// hash returns a hash of the tile t, which nobody can foresee without the seed.
func (s *source) hash(t int, seed uint64) uint64 {
	r := s.rect(t, 1)
	a, b := seed|1, seed>>7|1
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := s.pix[y*s.stride+4*r.Min.X : y*s.stride+4*r.Max.X]
		for ; len(row) >= 16; row = row[16:] {
			a = bits.RotateLeft64(a^binary.LittleEndian.Uint64(row)&twoColours, 29) * 0x9E3779B97F4A7C15
			b = bits.RotateLeft64(b^binary.LittleEndian.Uint64(row[8:])&twoColours, 31) * 0xC2B2AE3D27D4EB4F
		}
	}
	h := (a ^ b>>31) * seed
	return h ^ h>>29
}

// twoColours masks what means something in two pixels.
const twoColours = colour<<32 | colour
