package codec

import (
	"encoding/binary"
	"fmt"
	"image"
)

// MaxSide is the largest width and height of a picture, in pixels; MaxPixels
// is the most pixels it may have in all. A decoder refuses anything larger
// before it allocates.
const (
	MaxSide   = 16384
	MaxPixels = 8192 * 8192
)

// A Packet is one encoded update. Its first bytes are the same for all coders:
//
//	byte    flags: bit 0 key (a fresh decoder can start here)
//	uvarint width, uvarint height of the picture in pixels
//	…       the coder's own
type Packet []byte

// A Header is what every packet begins with.
type Header struct {
	Key           bool
	Width, Height int
}

const flagKey = 1

// Append appends the header to b.
func (h Header) Append(b []byte) []byte {
	var flags byte
	if h.Key {
		flags |= flagKey
	}
	b = append(b, flags)
	b = binary.AppendUvarint(b, uint64(h.Width))
	return binary.AppendUvarint(b, uint64(h.Height))
}

// Size returns the size of the picture that h describes.
func (h Header) Size() image.Point { return image.Pt(h.Width, h.Height) }

// ParseHeader reads the header of p and returns it with what follows. It
// returns ErrCorrupt, wrapped, for unknown flags and sizes beyond MaxSide or
// MaxPixels, or below 1.
func ParseHeader(p Packet) (h Header, rest []byte, err error) {
	if len(p) == 0 || p[0]&^flagKey != 0 {
		return h, nil, fmt.Errorf("%w: flags", ErrCorrupt)
	}
	h.Key = p[0]&flagKey != 0
	rest = p[1:]
	for _, side := range []*int{&h.Width, &h.Height} {
		v, n := binary.Uvarint(rest)
		if n <= 0 || v < 1 || v > MaxSide {
			return h, nil, fmt.Errorf("%w: size", ErrCorrupt)
		}
		*side, rest = int(v), rest[n:]
	}
	if h.Width*h.Height > MaxPixels {
		return h, nil, fmt.Errorf("%w: %d x %d pixels", ErrCorrupt, h.Width, h.Height)
	}
	return h, rest, nil
}
