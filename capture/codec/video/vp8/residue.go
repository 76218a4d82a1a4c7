package vp8

import "tandem/capture/codec/video/internal/kernel"

// A residue is the coefficients of a macroblock, multiplied out, in raster
// order: 16 blocks of brightness, 4 each of the colours, and the second level.
type residue struct {
	blocks [25][16]int16
	ends   [25]uint8 // one beyond the last coefficient in zigzag order, 0 if none
}

const secondLevel = 24

// zigzag is where the coefficients are that follow each other.
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// clear prepares for the next macroblock.
func (r *residue) clear() {
	for b, end := range r.ends {
		if end > 0 {
			r.blocks[b] = [16]int16{}
			r.ends[b] = 0
		}
	}
}

// spread turns the second level into the first coefficients of brightness.
func (r *residue) spread() {
	if r.ends[secondLevel] == 0 {
		return
	}
	var dc [16]int16
	kernel.InverseWalsh(&dc, &r.blocks[secondLevel])
	for b, v := range dc {
		if v != 0 {
			r.blocks[b][0] = v
			r.ends[b] = max(1, r.ends[b])
		}
	}
}

// add adds block b to the pixels that dst begins with.
func (r *residue) add(dst []byte, stride, b int) {
	switch r.ends[b] {
	case 0:
	case 1:
		kernel.AddFlat(dst, stride, r.blocks[b][0])
	default:
		kernel.AddInverse(dst, stride, &r.blocks[b])
	}
}

// addLuma adds all of brightness to the macroblock that dst begins with.
func (r *residue) addLuma(dst []byte, stride int) {
	for b := range 16 {
		r.add(dst[b>>2*4*stride+b&3*4:], stride, b)
	}
}

// addChroma adds all of colour.
func (r *residue) addChroma(u, v []byte, stride int) {
	for b := range 4 {
		at := b>>1*4*stride + b&1*4
		r.add(u[at:], stride, 16+b)
		r.add(v[at:], stride, 20+b)
	}
}
