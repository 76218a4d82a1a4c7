package vp8

import "tandem/capture/codec/video/internal/kernel"

// A predictor draws what macroblocks become from an earlier frame (RFC 6386,
// section 18).
type predictor struct {
	sixTap    bool // else bilinear
	wholeOnly bool // colour moves by whole pixels
	edge      [edgeStride * (16 + 5)]byte
}

const edgeStride = 32

// newPredictor is that of a version of the format (RFC 6386, section 9.1).
func (p *predictor) setVersion(version uint8) {
	p.sixTap, p.wholeOnly = version == 0, version == 3
}

// A plane is one of a frame.
type plane struct {
	pix          []byte
	stride, w, h int
}

func (f *frame) luma() plane { return plane{f.y, f.stride, f.w, f.h} }

// block draws a block of size w by h at x, y of dst, from ref displaced by dx
// and dy eighths of a pixel.
func (p *predictor) block(dst []byte, ref plane, x, y, dx, dy, w, h int) {
	at, stride := y*ref.stride+x, ref.stride
	out := dst[at:]
	x, y = x+dx>>3, y+dy>>3
	dx, dy = dx&7, dy&7
	src := ref.pix
	if x >= 2 && y >= 2 && x+w+3 <= ref.w && y+h+3 <= ref.h {
		at = y*stride + x
	} else {
		src, at, stride = p.edge[:], 2*edgeStride+2, edgeStride
		p.copyEdge(ref, x-2, y-2, w+5, h+5)
	}
	if p.sixTap {
		kernel.SixTap(out, ref.stride, src, at, stride, dx, dy, w, h)
	} else {
		kernel.Bilinear(out, ref.stride, src[at:], stride, dx, dy, w, h)
	}
}

// copyEdge copies pixels of which some are outside of the plane, where those at
// the edge repeat for ever.
func (p *predictor) copyEdge(ref plane, x, y, w, h int) {
	for j := range h {
		row := ref.pix[max(0, min(ref.h-1, y+j))*ref.stride:][:ref.w]
		out := p.edge[j*edgeStride:][:w]
		for i := range out {
			out[i] = row[max(0, min(ref.w-1, x+i))]
		}
	}
}

// predict draws macroblock m at x, y, in macroblocks.
func (p *predictor) predict(dst, ref *frame, m *macroblock, x, y int) {
	if m.mode == splitMV {
		p.predictSplit(dst, ref, m, x, y)
		return
	}
	p.block(dst.y, ref.luma(), 16*x, 16*y, 2*int(m.mv.X), 2*int(m.mv.Y), 16, 16)
	p.colour(dst, ref, 8*x, 8*y, 8, int(m.mv.X), int(m.mv.Y))
}

// colour draws both planes of colour; the vector is in eighths of their pixels.
func (p *predictor) colour(dst, ref *frame, x, y, size, dx, dy int) {
	if p.wholeOnly {
		dx, dy = dx&^7, dy&^7
	}
	p.block(dst.u, plane{ref.u, ref.cstride, ref.w / 2, ref.h / 2}, x, y, dx, dy, size, size)
	p.block(dst.v, plane{ref.v, ref.cstride, ref.w / 2, ref.h / 2}, x, y, dx, dy, size, size)
}

// predictSplit draws a macroblock whose parts move apart. Colour moves by the
// mean of four subblocks.
func (p *predictor) predictSplit(dst, ref *frame, m *macroblock, x, y int) {
	if m.part < 3 { // parts of at least 8x8
		for q := range 4 {
			b := q>>1*8 + q&1*2
			p.block(dst.y, ref.luma(), 16*x+q&1*8, 16*y+q>>1*8, 2*int(m.mvs[b].X), 2*int(m.mvs[b].Y), 8, 8)
		}
	} else {
		for b, v := range m.mvs {
			p.block(dst.y, ref.luma(), 16*x+b&3*4, 16*y+b>>2*4, 2*int(v.X), 2*int(v.Y), 4, 4)
		}
	}
	for q := range 4 {
		dx, dy := 0, 0
		b := q>>1*8 + q&1*2
		for _, v := range [4]Vector{m.mvs[b], m.mvs[b+1], m.mvs[b+4], m.mvs[b+5]} {
			dx, dy = dx+int(v.X), dy+int(v.Y)
		}
		p.colour(dst, ref, 8*x+q&1*4, 8*y+q>>1*4, 4, quarter(dx), quarter(dy))
	}
}

// quarter is v/4, rounded to the nearest, halves away from zero.
func quarter(v int) int {
	if v < 0 {
		return -((2 - v) / 4)
	}
	return (v + 2) / 4
}
