package vp8

import "tandem/capture/codec/video/internal/kernel"

// codeWhole codes what a macroblock, which is predicted in the frame, differs
// from its prediction, and adds what a Decoder will see of that.
func (e *Encoder) codeWhole(m *macroblock, x, y int) {
	f := e.frames.refs[intra]
	e.transformLuma(f.y.macroblock(x, y, 16), f.y.stride)
	e.transformColour(f.u.macroblock(x, y, 8), f.v.macroblock(x, y, 8), f.u.stride)
	// Leaving all of it out costs nothing but the word for it.
	m.coded = e.significant() && e.quantizeWhole() < 0 && e.anything()
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

// transformLuma finds the coefficients of brightness, and of the second level.
func (e *Encoder) transformLuma(pred []byte, stride int) {
	for i := range 4 {
		src, p := e.src.y[64*i:], pred[4*i*stride:]
		kernel.Forward4((*[2][16]int16)(e.coefs[4*i:]), (*[2][16]int16)(e.coefs[4*i+2:]),
			kernel.Four{Left: src, Right: src[8:], Stride: 16}, kernel.Four{Left: p, Right: p[8:], Stride: stride})
	}
	var dc [16]int16
	for b := range dc {
		dc[b] = e.coefs[b][0]
	}
	kernel.ForwardWalsh(&e.coefs[secondLevel], &dc)
	kernel.Large(e.large[:16], e.coefs[:16], &e.quant[planeY1].least)
	kernel.Large(e.large[secondLevel:], e.coefs[secondLevel:], &e.quant[planeY2].least)
	for b := range dc {
		e.large[b] &^= 1 // is in the second level
	}
}

// transformColour finds the coefficients of both planes.
func (e *Encoder) transformColour(u, v []byte, stride int) {
	for i := range 2 {
		kernel.Forward4((*[2][16]int16)(e.coefs[16+2*i:]), (*[2][16]int16)(e.coefs[20+2*i:]),
			kernel.Four{Left: e.src.u[32*i:], Right: e.src.v[32*i:], Stride: 8},
			kernel.Four{Left: u[4*i*stride:], Right: v[4*i*stride:], Stride: stride})
	}
	kernel.Large(e.large[16:secondLevel], e.coefs[16:secondLevel], &e.quant[planeC].least)
}

// significant tells whether any coefficient is worth a thought.
func (e *Encoder) significant() bool {
	any := uint16(0)
	for _, v := range e.large {
		any |= v
	}
	return any != 0
}

// quantizeWhole finds the levels of a macroblock with a second level and their
// cost.
func (e *Encoder) quantizeWhole() int64 {
	cost := e.quantize(secondLevel, planeY2)
	for b := range 16 {
		cost += e.quantize(b, planeY1)
	}
	return cost + e.quantizeColour()
}

func (e *Encoder) quantizeColour() int64 {
	cost := int64(0)
	for b := 16; b < secondLevel; b++ {
		cost += e.quantize(b, planeC)
	}
	return cost
}

// quantize finds the levels of block b and their cost.
func (e *Encoder) quantize(b, plane int) int64 {
	end, cost := e.quant[plane].quantize(&e.coefs[b], e.large[b], &e.levels[b], &e.res.blocks[b])
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
