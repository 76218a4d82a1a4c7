package vp8

import "math"

// costs are what booleans cost, in 256ths of a bit, by the probability of what
// they turn out to be, in 256ths.
type costs [257]uint16

func newCosts() *costs {
	c := new(costs)
	for p := range c {
		c[p] = uint16(math.Round(-256 * math.Log2(float64(max(1, p))/256)))
	}
	return c
}

func (c *costs) bool(prob uint8, one bool) int {
	if one {
		return int(c[256-int(prob)])
	}
	return int(c[prob])
}

// tree is the cost of a path.
func (c *costs) tree(t []int8, probs []uint8, path code) int {
	total, at := 0, int8(0)
	for n := int(path.n) - 1; n >= 0; n-- {
		bit := path.bits >> n & 1
		total += c.bool(probs[at>>1], bit != 0)
		at = t[at+int8(bit)]
	}
	return total
}

// tokenCosts are the costs of coefficients under the probabilities of a frame.
type tokenCosts struct {
	more, end [4][8][3]uint16     // whether another coefficient follows
	tokens    [4][8][3][11]uint16 // 0 to 4, and the categories, without the sign
	rest      [maxLevel + 1]uint16
	probs     coefficientProbs
}

// maxLevel is the largest coefficient that there is a token for.
const maxLevel = 2048

func (t *tokenCosts) update(c *costs, probs *coefficientProbs) {
	for i := range probs {
		for j := range probs[i] {
			for k := range probs[i][j] {
				p := &probs[i][j][k]
				if *p == t.probs[i][j][k] {
					continue // as most often
				}
				t.probs[i][j][k] = *p
				t.end[i][j][k], t.more[i][j][k] = c[p[0]], uint16(c.bool(p[0], true))
				for token := range t.tokens[i][j][k] {
					t.tokens[i][j][k][token] = uint16(c.token(p, token))
				}
			}
		}
	}
	if t.rest[1] == 0 {
		for v := range t.rest {
			t.rest[v] = uint16(c.rest(v))
		}
	}
}

// token is the cost of a token after it is known not to be the end.
func (c *costs) token(p *[11]uint8, token int) int {
	total := 0
	for _, b := range tokenPath(token) {
		total += c.bool(p[b>>1], b&1 != 0)
	}
	return total
}

// rest is the cost of the sign of a level and of its bits within its category.
func (c *costs) rest(v int) int {
	if v == 0 {
		return 0
	}
	total := int(c[128])
	if k := tokenOf(v) - 5; k >= 0 {
		extra := categories[k].bits
		for i, p := range extra {
			total += c.bool(p, (v-categories[k].base)>>(len(extra)-1-i)&1 != 0)
		}
	}
	return total
}

// tokenOf is the token of a level: the level itself up to 4, then 5 more than
// its category.
func tokenOf(v int) int {
	switch {
	case v <= 4:
		return v
	case v <= 6:
		return 5
	case v <= 10:
		return 6
	case v <= 18:
		return 7
	case v <= 34:
		return 8
	case v <= 66:
		return 9
	}
	return 10
}
