package vp8

// A Vector says where in an earlier picture a macroblock comes from, in quarters
// of a pixel to the right and down of where it is.
type Vector struct{ X, Y int16 }

// A macroblock is what is remembered of one: its neighbours are predicted from
// it, and the loop filter asks for it.
type macroblock struct {
	mode, colour uint8
	ref          uint8
	segment      uint8
	part         uint8 // how it is split
	skip         bool  // says that it has no coefficients
	coded        bool  // has coefficients
	mv           Vector
	mvs          [16]Vector // of a split one
	sub          [16]uint8  // modes of the subblocks, of a bPred one
}

// vector is that of a subblock.
func (m *macroblock) vector(b int) Vector {
	if m.mode == splitMV {
		return m.mvs[b]
	}
	return m.mv
}

// submode is that of a subblock as its neighbours see it in a key frame (RFC
// 6386, section 11.3).
func (m *macroblock) submode(b int) uint8 {
	switch m.mode {
	case bPred:
		return m.sub[b]
	case vPred:
		return subVE
	case hPred:
		return subHE
	case tmPred:
		return subTM
	}
	return subDC
}

// whole tells whether the first coefficients of brightness are in a block of
// their own.
func (m *macroblock) whole() bool { return m.mode != bPred && m.mode != splitMV }

// A field is the macroblocks of a picture, with a row above and a column to the
// left whose zero values predict nothing.
type field struct {
	w, h int
	mbs  []macroblock
}

func newField(w, h int) field {
	return field{w: w, h: h, mbs: make([]macroblock, (w+1)*(h+1))}
}

// at is the index of a macroblock.
func (f *field) at(x, y int) int { return (y+1)*(f.w+1) + x + 1 }

func (f *field) stride() int { return f.w + 1 }
