// Package pixel has the innermost loops over pixels of four bytes. Each exists
// in plain Go, and where a processor does it faster in its own words: both give
// the same.
//
// A captured pixel is blue, green, red and a byte that means nothing; a stored
// one blue | green<<8 | red<<16.
package pixel

import "encoding/binary"

// Colour is the part of a pixel that means something.
const Colour = 1<<24 - 1

// block is how many pixels the fast forms take at a time.
const block = 8

// Same returns how many of the captured pixels in b are those of p, from the
// first on. b is at least as long as p.
func Same(b []byte, p []uint32) (n int) {
	b = b[:4*len(p)]
	if fast && len(p) >= block {
		n = same8(&b[0], &p[0], len(p)&^(block-1))
	}
	for n < len(p) && binary.LittleEndian.Uint32(b[4*n:])&Colour == p[n] {
		n++
	}
	return n
}

// Equal tells whether the captured pixels in a and b, of the same length, are
// of the same colours.
func Equal(a, b []byte) bool {
	var d uint64
	for ; len(a) >= 8 && len(b) >= 8; a, b = a[8:], b[8:] {
		d |= binary.LittleEndian.Uint64(a) ^ binary.LittleEndian.Uint64(b)
	}
	if len(a) >= 4 && len(b) >= 4 {
		d |= uint64(binary.LittleEndian.Uint32(a) ^ binary.LittleEndian.Uint32(b))
	}
	return d&(Colour<<32|Colour) == 0
}

// Load stores the captured pixels in b as dst, which b is at least as long as.
func Load(dst []uint32, b []byte) {
	b = b[:4*len(dst)]
	n := 0
	if fast && len(dst) >= block {
		n = len(dst) &^ (block - 1)
		load8(&dst[0], &b[0], n)
	}
	for ; n < len(dst); n++ {
		dst[n] = binary.LittleEndian.Uint32(b[4*n:]) & Colour
	}
}

// RGBA draws p as red, green, blue and an alpha of 255 to dst, which is at
// least as long.
func RGBA(dst []byte, p []uint32) {
	dst = dst[:4*len(p)]
	n := 0
	if fast && len(p) >= block {
		n = len(p) &^ (block - 1)
		rgba8(&dst[0], &p[0], n)
	}
	for ; n < len(p); n++ {
		v := p[n]
		binary.LittleEndian.PutUint32(dst[4*n:], v&0xff<<16|v&0xff00|v>>16&0xff|0xff000000)
	}
}

// Beyond tells whether a stored pixel of p is more than a colour.
func Beyond(p []uint32) bool {
	n, all := 0, uint32(0)
	if fast && len(p) >= block {
		n = len(p) &^ (block - 1)
		all = or8(&p[0], n)
	}
	for _, v := range p[n:] {
		all |= v
	}
	return all > Colour
}
