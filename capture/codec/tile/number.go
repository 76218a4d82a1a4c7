package tile

import "math/bits"

// A number is a model of lengths and distances: small ones are symbols of
// their own, larger ones share a symbol with all of the same length in bits.
type number struct{ m model }

const (
	numberMax = 1<<15 - 1 // the largest number that can be coded
	direct    = 8         // numbers below it are symbols
	lengths   = 20        // symbols
)

func newNumber() number { return number{newModel(lengths, true)} }

func (n *number) put(e *rangeEncoder, v int) {
	if v < direct {
		n.m.put(e, v)
		return
	}
	size := bits.Len(uint(v)) - 1 // raw bits below the highest
	n.m.put(e, direct+size-3)
	e.raw(uint32(v&(1<<size-1)), uint(size))
}

func (n *number) get(d *rangeDecoder) int {
	s := n.m.get(d)
	if s < direct {
		return s
	}
	size := uint(s - direct + 3)
	return 1<<size | int(d.raw(size))
}

// A signed is a number with a sign.
type signed struct {
	size number
	sign flag
}

func newSigned() signed { return signed{newNumber(), newFlag()} }

func (n *signed) put(e *rangeEncoder, v int) {
	n.size.put(e, max(v, -v))
	if v != 0 {
		n.sign.put(e, v < 0)
	}
}

func (n *signed) get(d *rangeDecoder) int {
	v := n.size.get(d)
	if v != 0 && n.sign.get(d) {
		v = -v
	}
	return v
}
