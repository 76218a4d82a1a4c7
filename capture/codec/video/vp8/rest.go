package vp8

// A survey of a macroblock whose neighbours are all plain says the same
// everywhere. calm are these macroblocks, but for their left neighbours, by the
// row above.
func (r bitRow) calm(above bitRow) {
	copy(r, above)
	r.andRight(above)
}

// restRecord appends the record of a macroblock that rests among plain ones.
func (h *header) restRecord(record []want, segment uint8) []want {
	return append(record,
		want{h.segments.probs[0], segment > 1}, want{h.segments.probs[1+segment>>1], segment&1 != 0},
		want{h.skipProb, true}, want{h.intraProb, true}, want{h.lastProb, false},
		want{vectorModeProbs[5][0], false})
}

// expectRest prepares for macroblocks that rest. They are only told apart
// quickly where each says which segment it is in, as in our streams.
func (d *Decoder) expectRest(key bool) {
	h := &d.header
	d.quick = !key && h.skips && h.segments.mapped
	if !d.quick {
		return
	}
	segment := h.segments.likely()
	if segment != d.restSegment {
		d.restSegment = segment
		clear(d.resting.words)
	}
	d.stretch.set(h.restRecord(d.record[:0], segment))
	var m macroblock
	m.rest(segment)
	d.restLevel = h.filter.levelOf(&m, &h.segments)
}

// rest decodes n macroblocks that stay as they were.
func (d *Decoder) rest(x, y, n int) {
	d.plain.row(y).setRun(x, n)
	clear(d.above[x:][:n])
	if d.restLevel > 0 {
		d.filtered.row(y).setRun(x, n)
	}
	d.repeat(x, y, n)
	resting := d.resting.row(y)
	for k := resting.end(x, x+n); k < x+n; k = resting.end(k+1, x+n) {
		d.mbs.mbs[d.mbs.at(k, y)].rest(d.restSegment)
	}
	resting.setRun(x, n)
}
