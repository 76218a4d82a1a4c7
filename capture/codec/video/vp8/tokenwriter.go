package vp8

// A token is a coefficient, or the end of a block, with the context that it is
// coded in. Tokens are kept until the probabilities of the frame are known.
type token struct {
	level     int16
	plane     uint8
	band, ctx uint8
	kind      uint8
}

const (
	tokenPlain = iota
	tokenNoEnd // after a zero: cannot be the end
	tokenEnd
)

// A tokenWriter collects the tokens of a frame and counts the branches they
// take.
type tokenWriter struct {
	tokens []token
	counts [4][8][3][11][2]uint32
}

func (w *tokenWriter) reset() {
	w.tokens = w.tokens[:0]
	clear(w.counts[:])
}

// block adds the levels of a block from position first to end.
func (w *tokenWriter) block(plane int, ctx uint8, levels *[16]int16, first, end int) {
	kind := uint8(tokenPlain)
	for n := first; n < end; n++ {
		w.add(token{levels[n], uint8(plane), bands[n], ctx, kind})
		switch levels[n] {
		case 0:
			ctx, kind = 0, tokenNoEnd
		case 1, -1:
			ctx, kind = 1, tokenPlain
		default:
			ctx, kind = 2, tokenPlain
		}
	}
	if end < 16 {
		w.add(token{0, uint8(plane), bands[max(first, end)], ctx, tokenEnd})
	}
}

func (w *tokenWriter) add(t token) {
	w.tokens = append(w.tokens, t)
	counts := &w.counts[t.plane][t.band][t.ctx]
	if t.kind == tokenEnd {
		counts[0][0]++
		return
	}
	if t.kind == tokenPlain {
		counts[0][1]++
	}
	for _, b := range tokenPath(tokenOf(int(max(t.level, -t.level)))) {
		counts[b>>1][b&1]++
	}
}

// write writes all tokens.
func (w *tokenWriter) write(b *boolWriter, probs *coefficientProbs) {
	for _, t := range w.tokens {
		p := &probs[t.plane][t.band][t.ctx]
		if t.kind == tokenEnd {
			b.bool(p[0], false)
			continue
		}
		if t.kind == tokenPlain {
			b.bool(p[0], true)
		}
		level := int(max(t.level, -t.level))
		kind := tokenOf(level)
		for _, v := range tokenPath(kind) {
			b.bool(p[v>>1], v&1 != 0)
		}
		if k := kind - 5; k >= 0 {
			extra := categories[k].bits
			for i, prob := range extra {
				b.bool(prob, (level-categories[k].base)>>(len(extra)-1-i)&1 != 0)
			}
		}
		if level != 0 {
			b.flag(t.level < 0)
		}
	}
}

// tokenPaths are the booleans of each token, but for the first, which tells it
// from the end of the block: twice the node of the tree, and one if it is true
// (RFC 6386, section 13.2).
var tokenPaths = [11]struct {
	n    int
	path [6]uint8
}{
	{1, [6]uint8{2}},
	{2, [6]uint8{3, 4}},
	{4, [6]uint8{3, 5, 6, 8}},
	{5, [6]uint8{3, 5, 6, 9, 10}},
	{5, [6]uint8{3, 5, 6, 9, 11}},
	{5, [6]uint8{3, 5, 7, 12, 14}},
	{5, [6]uint8{3, 5, 7, 12, 15}},
	{6, [6]uint8{3, 5, 7, 13, 16, 18}},
	{6, [6]uint8{3, 5, 7, 13, 16, 19}},
	{6, [6]uint8{3, 5, 7, 13, 17, 20}},
	{6, [6]uint8{3, 5, 7, 13, 17, 21}},
}

func tokenPath(token int) []uint8 {
	p := &tokenPaths[token]
	return p.path[:p.n]
}
