package tile

import (
	"encoding/binary"
	"fmt"

	"tandem/capture/codec"
)

// version is the coder's byte in every packet. It grows with every change
// that an older Decoder would misread.
const version = 5

// Bits of the same byte, which tell of what follows, in this order.
const (
	filmed  = 0x80 // a frame of film
	quickly = 0x40 // pixels of photographs
)

// appendPart appends the length of b, and b.
func appendPart(p, b []byte) []byte {
	return append(binary.AppendUvarint(p, uint64(len(b))), b...)
}

// cutPart cuts what appendPart appended off the beginning of p. It is never empty.
func cutPart(p []byte) (b, rest []byte, err error) {
	size, n := binary.Uvarint(p)
	if n <= 0 || size == 0 || size > uint64(len(p)-n) {
		return nil, nil, fmt.Errorf("%w: length of a part", codec.ErrCorrupt)
	}
	return p[n:][:size], p[n:][size:], nil
}

// The seal ends every packet: raw bits that a Decoder which has lost its way
// finds to be others.
const (
	seal     = 0xA5C3
	sealBits = 16
)
