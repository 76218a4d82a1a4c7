package vp8

import "math/bits"

// A bitmap has a bit for each macroblock of a picture, in rows of whole words,
// and an empty row above.
type bitmap struct {
	w, h, stride int
	words        []uint64
}

func newBitmap(w, h int) bitmap {
	stride := (w + 63) / 64
	return bitmap{w: w, h: h, stride: stride, words: make([]uint64, stride*(h+1))}
}

// row is row y, of which -1 is the empty one.
func (b *bitmap) row(y int) bitRow { return b.words[(y+1)*b.stride:][:b.stride] }

// all is what rows below the empty one have.
func (b *bitmap) all() bitRow { return b.words[b.stride:] }

// fill sets all bits.
func (b *bitmap) fill() {
	for y := range b.h {
		b.row(y).fill(b.w)
	}
}

// A bitRow is the bits of one row of macroblocks.
type bitRow []uint64

func (r bitRow) has(x int) bool { return r[x>>6]>>(x&63)&1 != 0 }

func (r bitRow) set(x int) { r[x>>6] |= 1 << (x & 63) }

func (r bitRow) unset(x int) { r[x>>6] &^= 1 << (x & 63) }

// fill sets the first w bits, which is all there are.
func (r bitRow) fill(w int) {
	for i := range r {
		r[i] = 1<<min(64, w-64*i) - 1
	}
}

// pack sets the bits of those that are true.
func (r bitRow) pack(from []bool) {
	clear(r)
	for x, v := range from {
		if v {
			r.set(x)
		}
	}
}

// setRun sets n bits from x on.
func (r bitRow) setRun(x, n int) {
	for n > 0 {
		k := min(n, 64-x&63)
		r[x>>6] |= (1<<k - 1) << (x & 63)
		x, n = x+k, n-k
	}
}

// next is the first bit from x on that is set, w if there is none.
func (r bitRow) next(x, w int) int {
	for ; x < w; x = x&^63 + 64 {
		if v := r[x>>6] >> (x & 63); v != 0 {
			return min(w, x+bits.TrailingZeros64(v))
		}
	}
	return w
}

// end is the first bit from x on that is not set, w if there is none.
func (r bitRow) end(x, w int) int {
	for ; x < w; x = x&^63 + 64 {
		if v := ^r[x>>6] >> (x & 63); v != 0 {
			return min(w, x+bits.TrailingZeros64(v))
		}
	}
	return w
}

// andRight keeps the bits of which the left neighbour in o is set.
func (r bitRow) andRight(o bitRow) {
	carry := uint64(0)
	for i, v := range o {
		r[i] &= v<<1 | carry
		carry = v >> 63
	}
}

// orLeft sets the left neighbours of the bits that are set in o.
func (r bitRow) orLeft(o bitRow) {
	for i, v := range o {
		r[i] |= v >> 1
		if i > 0 {
			r[i-1] |= v << 63
		}
	}
}

// or sets the bits that are set in o.
func (r bitRow) or(o bitRow) {
	for i, v := range o {
		r[i] |= v
	}
}

// and keeps the bits that are set in o.
func (r bitRow) and(o bitRow) {
	for i, v := range o {
		r[i] &= v
	}
}

// without unsets the bits that are set in o.
func (r bitRow) without(o bitRow) {
	for i, v := range o {
		r[i] &^= v
	}
}

// count is how many bits are set.
func (r bitRow) count() int {
	n := 0
	for _, v := range r {
		n += bits.OnesCount64(v)
	}
	return n
}
