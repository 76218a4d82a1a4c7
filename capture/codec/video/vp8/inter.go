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

// setVersion makes it that of a version of the format (RFC 6386, section 9.1).
func (p *predictor) setVersion(version uint8) {
	p.sixTap, p.wholeOnly = version == 0, version == 3
}

// block draws a block of size w by h, which belongs at x, y, into dst, from ref
// displaced by dx and dy eighths of a pixel.
func (p *predictor) block(dst []byte, dstStride int, ref *plane, x, y, dx, dy, w, h int) {
	x, y = x+dx>>3, y+dy>>3
	dx, dy = dx&7, dy&7
	at, src, stride := y*ref.stride+x, ref.pix, ref.stride
	if !ref.holds(x, y, w, h, dx, dy) {
		src, at, stride = p.edge[:], 2*edgeStride+2, edgeStride
		p.copyEdge(ref, x-2, y-2, w+5, h+5)
	}
	if p.sixTap {
		kernel.SixTap(dst, dstStride, src, at, stride, dx, dy, w, h)
	} else {
		kernel.Bilinear(dst, dstStride, src[at:], stride, dx, dy, w, h)
	}
}

// holds tells whether all is in the plane that a filter reads for a block of w by
// h pixels at x, y: two pixels before and three after it, where it moves.
func (p *plane) holds(x, y, w, h, dx, dy int) bool {
	if dx != 0 {
		x, w = x-2, w+5
	}
	if dy != 0 {
		y, h = y-2, h+5
	}
	return x >= 0 && y >= 0 && x+w <= p.w && y+h <= p.h
}

// copyEdge copies pixels of which some are outside of the plane, where those at
// the edge repeat for ever.
func (p *predictor) copyEdge(ref *plane, x, y, w, h int) {
	before := max(0, min(w, -x))
	within := max(before, min(w, ref.w-x))
	for j := range h {
		row := ref.pix[max(0, min(ref.h-1, y+j))*ref.stride:][:ref.w]
		out := p.edge[j*edgeStride:][:w]
		for i := range before {
			out[i] = row[0]
		}
		if before < within {
			copy(out[before:within], row[x+before:])
		}
		for i := within; i < w; i++ {
			out[i] = row[ref.w-1]
		}
	}
}

// predict draws macroblock m at x, y, in macroblocks.
func (p *predictor) predict(dst, ref *frame, m *macroblock, x, y int) {
	if m.mode == splitMV {
		p.predictSplit(dst, ref, m, x, y)
		return
	}
	p.luma(dst, ref, 16*x, 16*y, 16, m.mv)
	p.chroma(dst, ref, 8*x, 8*y, 8, int(m.mv.X), int(m.mv.Y))
}

// luma draws the brightness of a block at x, y.
func (p *predictor) luma(dst, ref *frame, x, y, size int, v Vector) {
	p.block(dst.y.pix[y*dst.y.stride+x:], dst.y.stride, &ref.y, x, y, 2*int(v.X), 2*int(v.Y), size, size)
}

// chroma draws both planes of colour; the vector is in eighths of their pixels.
func (p *predictor) chroma(dst, ref *frame, x, y, size, dx, dy int) {
	if p.wholeOnly {
		dx, dy = dx&^7, dy&^7
	}
	p.block(dst.u.pix[y*dst.u.stride+x:], dst.u.stride, &ref.u, x, y, dx, dy, size, size)
	p.block(dst.v.pix[y*dst.v.stride+x:], dst.v.stride, &ref.v, x, y, dx, dy, size, size)
}

// predictSplit draws a macroblock whose parts move apart. Colour moves by the
// mean of four subblocks.
func (p *predictor) predictSplit(dst, ref *frame, m *macroblock, x, y int) {
	for q := range 4 {
		b := q>>1*8 + q&1*2 // the first subblock of the quarter
		if m.part < 3 {
			p.luma(dst, ref, 16*x+q&1*8, 16*y+q>>1*8, 8, m.mvs[b])
		}
		dx, dy := 0, 0
		for i, v := range [4]Vector{m.mvs[b], m.mvs[b+1], m.mvs[b+4], m.mvs[b+5]} {
			if m.part == 3 {
				p.luma(dst, ref, 16*x+q&1*8+i&1*4, 16*y+q>>1*8+i>>1*4, 4, v)
			}
			dx, dy = dx+int(v.X), dy+int(v.Y)
		}
		p.chroma(dst, ref, 8*x+q&1*4, 8*y+q>>1*4, 4, quarter(dx), quarter(dy))
	}
}

// quarter is v/4, rounded to the nearest, halves away from zero.
func quarter(v int) int {
	if v < 0 {
		return -((2 - v) / 4)
	}
	return (v + 2) / 4
}
