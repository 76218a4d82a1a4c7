package pixel

import "encoding/binary"

// patch is the width in pixels that the fast form of Steps takes.
const patch = 16

// Steps counts the pixels of rows captured rows, each width pixels wide and
// stride bytes after the one before, that differ from their left neighbour: soft
// are those that do so by no more than near in each colour, hard the others.
func Steps(b []byte, stride, width, rows int, near uint8) (soft, hard int) {
	if rows <= 0 {
		return 0, 0
	}
	b = b[:stride*(rows-1)+4*width]
	if fast && width == patch {
		same, about := steps16(&b[0], stride, rows, near)
		return about - same, rows*(patch-1) - about
	}
	for y := range rows {
		row := b[y*stride:][:4*width]
		for ; len(row) >= 8; row = row[4:] {
			v, w := binary.LittleEndian.Uint32(row)&Colour, binary.LittleEndian.Uint32(row[4:])&Colour
			switch {
			case v == w:
			case alike(v, w, int(near)):
				soft++
			default:
				hard++
			}
		}
	}
	return soft, hard
}

// alike tells whether v and w differ by no more than near in each colour.
func alike(v, w uint32, near int) bool {
	for range 3 {
		if d := int(v&255) - int(w&255); d > near || d < -near {
			return false
		}
		v, w = v>>8, w>>8
	}
	return true
}

// Fill makes all of p v.
func Fill(p []uint32, v uint32) {
	n := 0
	if fast && len(p) >= block {
		n = len(p) &^ (block - 1)
		fill8(&p[0], n, v)
	}
	for ; n < len(p); n++ {
		p[n] = v
	}
}
