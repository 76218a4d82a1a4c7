// Package codec turns captured frames into packets that are small on the wire,
// and packets back into the picture.
//
// An Encoder and the Decoder at the other end share state that grows with
// every packet, so packets are decoded in the order they were encoded, none
// left out. The coders live in folders of their own (tile); codectest is the
// conformance test they pass.
package codec

import (
	"errors"
	"image"

	"tandem/capture"
)

// ErrCorrupt is returned, wrapped, for a packet that no encoder of this
// version can have made at this point of the stream. The decoder's picture and
// state are undefined afterwards: ask the encoder to Refresh.
var ErrCorrupt = errors.New("codec: corrupt packet")

// ErrSize is returned by Decode when dst is not as large as the packet's
// picture. Nothing was decoded; call again with a picture of Packet.Size.
var ErrSize = errors.New("codec: picture size differs")

// An Encoder makes packets of one display's frames. It is used by one
// goroutine at a time.
type Encoder interface {
	// Encode returns a packet that brings the decoder's picture to f, or
	// nearer to it when budget, in bytes, does not suffice: what is left out
	// is made up for by a later call, which Pending tells. A budget of 0 or
	// less sets no limit. A nil packet means that the decoder has all of f
	// already. With a nil f it continues with the last frame's picture, whose
	// pixels the encoder keeps. The packet is valid until the next call.
	Encode(f *capture.Frame, budget int) (Packet, error)
	// Pending reports whether the decoder's picture still differs from the
	// last frame, so that Encode(nil, budget) has something to send.
	Pending() bool
	// Refresh forgets what the decoder has: the next packet starts anew with
	// a whole picture and can be read by a fresh decoder, or by one in any state.
	Refresh()
	Close() error
}

// A Decoder makes the picture from packets. It is used by one goroutine at a time.
type Decoder interface {
	// Decode applies p to dst, which holds the picture as the last packet
	// left it, and returns the rectangles that it wrote, valid until the next
	// call. dst.Rect must begin at (0,0). The alpha of what is written is 255.
	// Errors are ErrCorrupt and ErrSize; a hostile packet costs no more time
	// and memory than an honest one of the same picture size.
	Decode(dst *image.RGBA, p Packet) (dirty []image.Rectangle, err error)
	Close() error
}
