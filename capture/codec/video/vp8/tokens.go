package vp8

// Contexts tell which blocks around a macroblock have coefficients: four of
// brightness, two of each colour, the second level (RFC 6386, section 13.3).
type contexts [9]uint8

// blocks lists where the contexts of the blocks of each kind begin.
const (
	contextY  = 0
	contextU  = 4
	contextV  = 6
	contextY2 = 8
)

// pass is what a macroblock without coefficients leaves: the second level keeps
// its context unless it has one.
func (c *contexts) pass(whole bool) {
	second := c[contextY2]
	*c = contexts{}
	if !whole {
		c[contextY2] = second
	}
}

// bands are the bands of the positions in zigzag order, and one beyond.
var bands = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}

// A category is a token for a range of values: where it begins, and the
// probabilities of the bits of what is added (RFC 6386, section 13.2).
type category struct {
	base int
	bits []uint8
}

var categories = [6]category{
	{5, []uint8{159}},
	{7, []uint8{165, 145}},
	{11, []uint8{173, 148, 140}},
	{19, []uint8{176, 155, 140, 135}},
	{35, []uint8{180, 157, 141, 134, 130}},
	{67, []uint8{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}},
}

// read reads the coefficients of a macroblock and tells whether there are any.
func (r *residue) read(br *boolReader, probs *coefficientProbs, f *factors, whole bool, above, left *contexts) bool {
	any, first, luma := false, 0, planeY
	if whole {
		ctx := above[contextY2] + left[contextY2]
		end := readBlock(br, &probs[planeY2], int(ctx), 0, &f[planeY2], &r.blocks[secondLevel])
		r.ends[secondLevel] = end
		above[contextY2], left[contextY2] = min(1, end), min(1, end)
		any, first, luma = end > 0, 1, planeY1
	}
	square := func(b, at, size, plane, first int) {
		for y := range size {
			for x := range size {
				a, l := &above[at+x], &left[at+y]
				end := readBlock(br, &probs[plane], int(*a+*l), first, &f[plane], &r.blocks[b])
				r.ends[b] = end
				*a, *l = min(1, end), min(1, end)
				any = any || end > 0
				b++
			}
		}
	}
	square(0, contextY, 4, luma, first)
	square(16, contextU, 2, planeC, 0)
	square(20, contextV, 2, planeC, 0)
	return any
}

// readBlock reads the coefficients of a block from position i on and returns
// one beyond the last, or 0 (RFC 6386, section 13.3).
func readBlock(br *boolReader, probs *[8][3][11]uint8, ctx, i int, f *[2]int16, c *[16]int16) uint8 {
	p := &probs[bands[i]][ctx]
	if !br.bool(p[0]) {
		return 0
	}
	for i < 16 {
		if !br.bool(p[1]) {
			i++
			p = &probs[bands[i]][0]
			continue // no end after a zero
		}
		v, ctx := 1, 1
		if br.bool(p[2]) {
			v, ctx = readLarge(br, p), 2
		}
		if br.flag() {
			v = -v
		}
		c[zigzag[i]] = int16(v * int(f[min(i, 1)]))
		i++
		p = &probs[bands[i]][ctx]
		if i == 16 || !br.bool(p[0]) {
			break
		}
	}
	return uint8(i)
}

// readLarge reads a value above one.
func readLarge(br *boolReader, p *[11]uint8) int {
	if !br.bool(p[3]) {
		if !br.bool(p[4]) {
			return 2
		}
		return 3 + br.bit(p[5])
	}
	k := 0
	if !br.bool(p[6]) {
		k = br.bit(p[7])
	} else {
		k = 2 + 2*br.bit(p[8])
		k += br.bit(p[9+(k-2)/2])
	}
	v := 0
	for _, prob := range categories[k].bits {
		v = v<<1 | br.bit(prob)
	}
	return categories[k].base + v
}
