package vp8

import "tandem/capture/codec/video/internal/kernel"

// codeWhole codes what a macroblock, which is predicted in the frame, differs
// from its prediction, and adds what a Decoder will see of that.
func (e *Encoder) codeWhole(m *macroblock, x, y int) {
	f := e.frames.refs[intra]
	above, left := e.above[x], e.left
	cost := e.transformLuma(f.y.macroblock(x, y, 16), f.y.stride, &above, &left)
	cost += e.transformChroma(e.src.u[:], f.u.macroblock(x, y, 8), f.u.stride, 16, contextU, &above, &left)
	cost += e.transformChroma(e.src.v[:], f.v.macroblock(x, y, 8), f.v.stride, 20, contextV, &above, &left)
	// Leaving all of it out costs nothing but the word for it.
	m.coded = cost < 0 && e.anything()
	m.skip = !m.coded
	if !m.coded {
		e.res.clear()
		e.pass(m, x)
		return
	}
	e.writeWhole(&e.above[x], &e.left)
	e.addResidue(f, m, x, y, &e.res)
	e.res.clear()
}

// transformLuma finds the coefficients of brightness and what they cost.
func (e *Encoder) transformLuma(pred []byte, stride int, above, left *contexts) int64 {
	var c [16][16]int16
	var dc, second [16]int16
	for b := range c {
		at := b>>2*4*16 + b&3*4
		kernel.Forward(&c[b], e.src.y[at:], 16, pred[b>>2*4*stride+b&3*4:], stride)
		dc[b] = c[b][0]
	}
	kernel.ForwardWalsh(&second, &dc)
	ctx := above[contextY2] + left[contextY2]
	cost := e.quantize(secondLevel, planeY2, 0, ctx, &second)
	above[contextY2] = uint8(min(1, e.ends[secondLevel]))
	left[contextY2] = above[contextY2]
	for b := range c {
		a, l := &above[contextY+b&3], &left[contextY+b>>2]
		cost += e.quantize(b, planeY1, 1, *a+*l, &c[b])
		*a = uint8(min(1, e.ends[b]))
		*l = *a
	}
	return cost
}

func (e *Encoder) transformChroma(src, pred []byte, stride, first, context int, above, left *contexts) int64 {
	cost := int64(0)
	for b := range 4 {
		var c [16]int16
		kernel.Forward(&c, src[b>>1*4*8+b&1*4:], 8, pred[b>>1*4*stride+b&1*4:], stride)
		a, l := &above[context+b&1], &left[context+b>>1]
		cost += e.quantize(first+b, planeC, 0, *a+*l, &c)
		*a = uint8(min(1, e.ends[first+b]))
		*l = *a
	}
	return cost
}

// quantize finds the levels of block b and their cost.
func (e *Encoder) quantize(b, plane, first int, ctx uint8, c *[16]int16) int64 {
	end, cost := e.quant[plane].quantize(c, first, &e.token, plane, ctx, &e.tr, &e.levels[b], &e.res.blocks[b])
	e.ends[b], e.res.ends[b] = end, uint8(end)
	return cost
}

// writeWhole writes the levels of a macroblock with a second level.
func (e *Encoder) writeWhole(above, left *contexts) {
	e.writeBlock(secondLevel, planeY2, 0, &above[contextY2], &left[contextY2])
	for b := range 16 {
		e.writeBlock(b, planeY1, 1, &above[contextY+b&3], &left[contextY+b>>2])
	}
	e.writeChroma(above, left)
}

func (e *Encoder) writeChroma(above, left *contexts) {
	for b := range 4 {
		e.writeBlock(16+b, planeC, 0, &above[contextU+b&1], &left[contextU+b>>1])
	}
	for b := range 4 {
		e.writeBlock(20+b, planeC, 0, &above[contextV+b&1], &left[contextV+b>>1])
	}
}

func (e *Encoder) writeBlock(b, plane, first int, a, l *uint8) {
	e.tokens.block(plane, *a+*l, &e.levels[b], first, e.ends[b])
	*a = uint8(min(1, e.ends[b]))
	*l = *a
}
