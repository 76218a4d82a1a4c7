package codec

import (
	"encoding/binary"
	"image"
	"math/bits"
)

// Sum returns a hash of the colours of m, regardless of their alpha: two
// pictures that look the same have the same sum, so that the two ends of a
// stream can find out whether they have drifted apart. It is no protection
// against anyone who wants equal sums.
func Sum(m *image.RGBA) uint64 {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	s := uint64(w)<<32 | uint64(h)
	for y := range h {
		row := m.Pix[y*m.Stride : y*m.Stride+4*w]
		for ; len(row) >= 4; row = row[4:] {
			s = bits.RotateLeft64(s^uint64(binary.LittleEndian.Uint32(row)&0xffffff), 23) * 0x9E3779B97F4A7C15
		}
	}
	return s ^ s>>32
}
