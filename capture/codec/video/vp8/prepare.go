package vp8

// prepare sets what holds for the whole frame.
func (e *Encoder) prepare(key bool, o Options) {
	h := &e.header
	if key {
		*h = header{probs: newEntropy(), intraProb: 128}
	}
	h.refs = references{last: true, golden: true, alternate: true} // or both ends would have to keep those
	h.keepProbs, h.skips, h.lastProb, h.goldenProb = true, true, 255, 128
	h.quant = quantizers{base: o.Quantizer}
	h.segments = segmentation{}
	if !key && o.Active != nil {
		h.segments = segmentation{enabled: true, mapped: true}
		h.segments.level[1] = -63
	}
	f := h.quant.factors(o.Quantizer)
	q := int64(f[planeY][1])
	for within := range e.quants {
		lambda := max(1, q*q*lambdaSquares[within]/256)
		for plane := range e.quants[within] {
			scale := int64(1)
			if plane == planeY2 {
				scale = 4
			}
			e.quants[within][plane].set(f[plane], lambda, scale)
		}
	}
	e.lambda = int(q) * lambdaPixel
	e.enough, e.fair, e.much = 64+12*int(q), 256+24*int(q), 1024+32*int(q)
	e.vectors.update(e.costs, &h.probs.vectors)
	e.tokens.reset()
	e.counts.reset()
	e.coded, e.within = 0, 0
	e.begin()
	e.activate(key, o.Active)
}

// What a bit is worth, found by trial on film and on photographs: as squared error
// of coefficients in 256ths of the squared quantizer, for what is predicted from
// the last frame and within this one, and as absolute difference of pixels in
// 256ths of the quantizer.
var lambdaSquares = [2]int64{35, 12}

const lambdaPixel = 48

// setFilter sets the loop filter by the quantizer and by what most of the coded
// macroblocks are predicted from, found by trial.
func (e *Encoder) setFilter(quantizer int) {
	level := quantizer * 5 / 16
	if 2*e.within > e.coded {
		level = quantizer * 9 / 16
	}
	e.header.filter = loopFilter{level: min(63, level)}
}
