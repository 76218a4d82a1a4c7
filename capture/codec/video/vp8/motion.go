package vp8

import (
	"math/bits"

	"tandem/capture/codec/video/internal/kernel"
)

// vectorCosts are the costs of the components of a vector's difference, in
// 256ths of a bit, under probabilities.
type vectorCosts struct {
	cost  [2][2*maxVector + 1]uint16
	probs [2]vectorProbs
}

// maxVector is the largest component of a difference (RFC 6386, section 17.1).
const maxVector = 1023

// farthest is the largest component of a vector (RFC 6386, section 18.1).
const farthest = 4096*4 - 1

func (v *vectorCosts) update(c *costs, probs *[2]vectorProbs) {
	for i := range probs {
		if v.probs[i] == probs[i] {
			continue // as most often
		}
		v.fill(i, c, &probs[i])
		v.probs[i] = probs[i]
	}
}

// fill finds the costs of a component, those of long ones from others that have
// a bit less.
func (v *vectorCosts) fill(i int, c *costs, p *vectorProbs) {
	var long [maxVector + 1]int32
	var bit [longBits]int32 // what it costs more if it is set
	long[0] = int32(c.bool(p[longBit], true))
	for k := range bit {
		zero := int32(c.bool(p[longProbs+k], false))
		long[0] += zero
		bit[k] = int32(c.bool(p[longProbs+k], true)) - zero
	}
	implied := bit[3] + int32(c.bool(p[longProbs+3], false))
	for a := 1; a <= maxVector; a++ {
		long[a] = long[a&(a-1)] + bit[bits.TrailingZeros(uint(a))]
		cost := int(long[a])
		switch {
		case a < 8:
			cost = 0
			walkComponent(a, func(node int, one bool) {
				if node != signBit {
					cost += c.bool(p[node], one)
				}
			})
		case a < 16:
			cost -= int(implied)
		}
		v.cost[i][maxVector+a] = uint16(cost + c.bool(p[signBit], false))
		v.cost[i][maxVector-a] = uint16(cost + c.bool(p[signBit], true))
	}
	zero := 0
	walkComponent(0, func(node int, one bool) { zero += c.bool(p[node], one) })
	v.cost[i][maxVector] = uint16(zero)
}

// of is the cost of a difference; ok is false if it cannot be coded.
func (v *vectorCosts) of(d Vector) (cost int, ok bool) {
	x, y := int(d.X)+maxVector, int(d.Y)+maxVector
	if uint(x) > 2*maxVector || uint(y) > 2*maxVector {
		return 0, false
	}
	return int(v.cost[0][y]) + int(v.cost[1][x]), true
}

// A search looks for the vector of a macroblock.
type search struct {
	e      *Encoder
	x, y   int // of its first pixel
	around survey
	found  Vector
	cost   int // of found: difference of pixels and worth of bits
	modes  [splitMV + 1]int
}

// begin prepares the search for the macroblock at index i.
func (s *search) begin(e *Encoder, i, x, y int) {
	s.e, s.x, s.y, s.cost = e, 16*x, 16*y, 1<<30
	s.around = e.mbs.survey(i, last, &e.header.refs.flip, e.mbs.limits(x, y))
	for mode := nearestMV; mode < splitMV; mode++ {
		s.modes[mode] = e.costs.tree(vectorTree, s.around.probs[:], vectorCodes[mode])
	}
}

// run finds the vector, from what the neighbours, the last frame and the caller
// suggest. A good suggestion is only refined; else the search begins at the
// whole pixel next to the best of them.
func (s *search) run(hints ...Vector) {
	s.try(Vector{})
	s.try(s.around.nearest)
	s.try(s.around.near)
	for _, v := range hints {
		s.try(v)
	}
	if s.cost < s.e.enough {
		return
	}
	if s.cost > s.e.fair {
		s.cost = 1 << 30
		s.try(Vector{(s.found.X + 2) &^ 3, (s.found.Y + 2) &^ 3})
		if s.cost > s.e.much {
			s.descend(32, 4)
			s.descend(16, 4)
			s.descend(8, 4)
		}
		s.descend(4, 16)
		s.descend(2, 1)
	}
	s.descend(1, 2)
}

// descend goes to the best of four neighbours until there is none better.
func (s *search) descend(step int16, most int) {
	back := Vector{}
	for range most {
		from := s.found
		for _, d := range [4]Vector{{step, 0}, {-step, 0}, {0, step}, {0, -step}} {
			if d != back {
				s.try(Vector{from.X + d.X, from.Y + d.Y})
			}
		}
		if s.found == from {
			return
		}
		back = from.minus(s.found)
	}
}

// try takes v if it is better than what is found.
func (s *search) try(v Vector) {
	bits, _, ok := s.price(v)
	if !ok {
		return
	}
	worth := bits * s.e.lambda >> 16
	if worth >= s.cost {
		return
	}
	if cost := worth + s.e.difference(s.x, s.y, v, s.cost-worth); cost < s.cost {
		s.found, s.cost = v, cost
	}
}

// hard is the cost of what is found as modes within the picture count it.
func (s *search) hard() int {
	e := s.e
	price, _, _ := s.price(s.found)
	e.rough.block(e.trial[:], 16, &e.frames.refs[last].y, s.x, s.y, 2*int(s.found.X), 2*int(s.found.Y), 16, 16)
	return price*e.lambda>>16 + kernel.Hadamard16(e.src.y[:], 16, e.trial[:], 16)
}

// price is the cheapest mode for a vector and its cost in 256ths of a bit.
func (s *search) price(v Vector) (bits int, mode uint8, ok bool) {
	switch v {
	case Vector{}:
		return s.modes[zeroMV], zeroMV, true
	case s.around.nearest:
		return s.modes[nearestMV], nearestMV, true
	case s.around.near:
		return s.modes[nearMV], nearMV, true
	}
	if max(v.X, v.Y) > farthest || min(v.X, v.Y) < -farthest {
		return 0, newMV, false
	}
	bits, ok = s.e.vectors.of(v.minus(s.around.best))
	return bits + s.modes[newMV], newMV, ok
}

// difference is that of the brightness of the macroblock whose first pixel is
// at x, y to its prediction. Between pixels it takes the bilinear filter, which
// is three times as fast as the one that Decoders use and errs little.
func (e *Encoder) difference(x, y int, v Vector, limit int) int {
	ref := &e.frames.refs[last].y
	px, py := x+int(v.X)>>2, y+int(v.Y)>>2
	if (v.X|v.Y)&3 == 0 && px >= 0 && py >= 0 && px+16 <= ref.w && py+16 <= ref.h {
		return kernel.SAD16(e.src.y[:], 16, ref.pix[py*ref.stride+px:], ref.stride, limit)
	}
	e.rough.block(e.trial[:], 16, ref, x, y, 2*int(v.X), 2*int(v.Y), 16, 16)
	return kernel.SAD16(e.src.y[:], 16, e.trial[:], 16, limit)
}
