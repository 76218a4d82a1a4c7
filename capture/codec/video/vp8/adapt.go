package vp8

// adapted is the probability that c false and true booleans call for, given
// those it may have: 1 to 255, or even numbers if step is 2.
func adapted(c [2]uint32, step int) uint8 {
	total := uint64(c[0]) + uint64(c[1])
	if total == 0 {
		return 128
	}
	p := int((uint64(c[0])*256 + total/2) / total)
	return uint8(max(1, min(256-step, p/step*step)))
}

// saving is what changing a probability saves in 256ths of a bit.
func (c *costs) saving(seen [2]uint32, before, after uint8) int {
	return int(seen[0])*(int(c[before])-int(c[after])) + int(seen[1])*(int(c[256-int(before)])-int(c[256-int(after)]))
}

// adapt writes the probabilities of coefficients that are worth a change, and
// changes them.
func (w *tokenWriter) adapt(b *boolWriter, e *costs, probs *coefficientProbs) {
	for i := range probs {
		for j := range probs[i] {
			for k := range probs[i][j] {
				for t := range probs[i][j][k] {
					e.adapt(b, w.counts[i][j][k][t], &probs[i][j][k][t], coefficientUpdate[i][j][k][t], 8)
				}
			}
		}
	}
}

// adapt writes whether p changes and to what, in as many bits.
func (c *costs) adapt(b *boolWriter, seen [2]uint32, p *uint8, update uint8, bits int) {
	after := adapted(seen, 1<<(8-bits))
	price := bits*int(c[128]) + c.bool(update, true) - c.bool(update, false)
	change := after != *p && c.saving(seen, *p, after) > price
	b.bool(update, change)
	if change {
		*p = after
		b.literal(int(after)>>(8-bits), bits)
	}
}
