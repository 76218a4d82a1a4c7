package vp8

// activate takes note of the macroblocks that are to be coded.
func (e *Encoder) activate(key bool, active []bool) {
	if key || active == nil {
		e.active.fill()
		return
	}
	for y := range e.mbs.h {
		e.active.row(y).pack(active[y*e.mbs.w:][:e.mbs.w])
	}
}

// leave leaves the macroblocks of a row that are not active as they were, and
// those that are for later.
func (e *Encoder) leave(y int) {
	active, resting, plain := e.active.row(y), e.resting.row(y), e.plain.row(y)
	plain.fill(e.mbs.w)
	plain.without(active)
	n := uint32(plain.count())
	e.counts.skip[1] += n
	e.counts.inter[1] += n
	e.counts.mapped[1] += n
	for x := plain.next(0, e.mbs.w); x < e.mbs.w; {
		end := plain.end(x, e.mbs.w)
		e.repeat(x, y, end-x)
		for k := resting.end(x, end); k < end; k = resting.end(k+1, end) {
			e.mbs.mbs[e.mbs.at(k, y)].rest(1)
		}
		x = plain.next(end, e.mbs.w)
	}
	copy(resting, plain)
	e.changed.row(y).or(active)
	e.filtered.row(y).or(active)
}

// writeModes writes the records of all macroblocks, those that rest among plain
// ones together.
func (e *Encoder) writeModes(key bool) {
	w := modeWriter{&e.first, &e.header, &e.mbs, key}
	quick := e.header.segments.mapped
	if quick {
		e.stretch.set(e.header.restRecord(e.record[:0], 1))
	}
	for y := range e.mbs.h {
		e.calm.calm(e.plain.row(y - 1))
		e.calm.andRight(e.plain.row(y))
		e.calm.and(e.resting.row(y))
		for x := 0; x < e.mbs.w; x++ {
			if quick && e.calm.has(x) {
				if n := w.stretch(&e.stretch, e.calm.end(x, e.mbs.w)-x); n > 0 {
					x += n - 1
					continue
				}
			}
			w.write(x, y)
		}
	}
}
