package tile

import (
	"encoding/binary"
	"fmt"
	"image"

	"tandem/capture/codec"
)

// The pixels of a rectangle, in reading order, are coded as tokens. A token is
// a uvarint with its kind in the two lowest bits and its length above:
const (
	tokenKept  = iota // so many pixels as the reference has them
	tokenAbove        // so many as the pixels above them
	tokenLeft         // so many as the pixel to the left of the first
	tokenNew          // so many new pixels follow: blue, green, red
	tokenKinds
)

// encodeRect codes r as it is in s, appends it to b and brings ref up to date.
func (e *Encoder) encodeRect(b []byte, r image.Rectangle) []byte {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		e.row = e.src.row(e.row[:0], r.Min.X, r.Max.X, y)
		b = e.encodeRow(b, e.ref.at(r.Min.X, y))
	}
	return b
}

// encodeRow codes e.row, which begins at index o of the reference.
func (e *Encoder) encodeRow(b []byte, o int) []byte {
	row, ref := e.row, e.ref.pix
	fresh := 0 // pixels before x that no run covers
	for x := 0; x <= len(row); {
		kind, n := tokenNew, 0
		if x < len(row) {
			kind, n = bestRun(row[x:], ref[o+x:], ref[o+x-e.ref.stride:], ref[o+x-1])
		}
		if fresh > 0 && (n >= 2 || x == len(row)) {
			b = binary.AppendUvarint(b, uint64(fresh*tokenKinds+tokenNew))
			for _, v := range row[x-fresh : x] {
				b = append(b, byte(v), byte(v>>8), byte(v>>16))
			}
			fresh = 0
		}
		if x == len(row) {
			break
		}
		if n < 2 {
			n = 1
			fresh++
		} else {
			b = binary.AppendUvarint(b, uint64(n*tokenKinds+kind))
		}
		copy(ref[o+x:], row[x:x+n])
		x += n
	}
	return b
}

// bestRun returns the kind of the longest run that row begins with.
func bestRun(row, kept, above []uint32, left uint32) (kind, n int) {
	n = same(row, kept)
	if m := same(row, above); m > n {
		kind, n = tokenAbove, m
	}
	m := 0
	for m < len(row) && row[m] == left {
		m++
	}
	if m > n {
		kind, n = tokenLeft, m
	}
	return kind, n
}

// same returns how many pixels a and b have in common from the start.
func same(a, b []uint32) int {
	b = b[:len(a)]
	for i, v := range a {
		if v != b[i] {
			return i
		}
	}
	return len(a)
}

// decodeRect reads r from b into ref and returns what follows.
func decodeRect(ref *picture, b []byte, r image.Rectangle) ([]byte, error) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		o, end := ref.at(r.Min.X, y), ref.at(r.Max.X, y)
		for o < end {
			v, k := binary.Uvarint(b)
			n := v / tokenKinds
			if k <= 0 || n == 0 || n > uint64(end-o) {
				return nil, fmt.Errorf("%w: token", codec.ErrCorrupt)
			}
			b = b[k:]
			run := ref.pix[o : o+int(n)]
			switch v % tokenKinds {
			case tokenAbove:
				copy(run, ref.pix[o-ref.stride:])
			case tokenLeft:
				left := ref.pix[o-1]
				for i := range run {
					run[i] = left
				}
			case tokenNew:
				if len(b) < 3*len(run) {
					return nil, fmt.Errorf("%w: pixels missing", codec.ErrCorrupt)
				}
				for i := range run {
					run[i] = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
					b = b[3:]
				}
			}
			o += int(n)
		}
	}
	return b, nil
}
