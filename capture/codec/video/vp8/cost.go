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

// maxLevel is the largest coefficient that there is a token for.
const maxLevel = 2048

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
