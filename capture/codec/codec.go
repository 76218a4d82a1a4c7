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
	"time"

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
	// less sets no limit; with one, photographs and film may be rough at
	// first. A nil packet means that the decoder has all of f
	// already. With a nil f it continues with the last frame's picture, whose
	// pixels the encoder keeps. The packet is valid until the next call.
	Encode(f *capture.Frame, budget int) (Packet, error)
	// Pending reports whether the decoder's picture still differs from the
	// last frame, so that Encode(nil, budget) has something to send.
	Pending() bool
	// Rough reports whether the decoder's picture is only near to the last
	// frame somewhere, which Refine makes up for, and how long there is
	// nothing yet that it would make exact.
	Rough() (wait time.Duration, rough bool)
	// Refine returns a packet that makes some of what is rough exact, the
	// nearest to Tuning.Focus first; what changes often is left alone until it
	// rests, unless budget is 0 or less. Budget and packet are those of
	// Encode. The packet is nil if there is nothing to do, and while Pending.
	Refine(budget int) (Packet, error)
	// Tune says what to aim at from the next packet on.
	Tune(Tuning)
	// Sum returns a hash of the picture that both ends know the decoder to
	// have, which is what Decoder.Sum returns after the last packet, and 0
	// while that is nothing.
	Sum() uint64
	// Refresh forgets what the decoder has: the next packet starts anew with
	// a whole picture and can be read by a fresh decoder, or by one in any state.
	Refresh()
	Close() error
}

// A Tuning says what an Encoder aims at. The zero value is good for a fast line.
type Tuning struct {
	// Quantizer is how coarse photographs and film are at the least, from 1,
	// the best, to 127; 0 is the usual.
	Quantizer int
	// Rate is how many bytes a second the line carries; 0 is as many as come.
	Rate int
	// Rest is how long what changed repeatedly has to stay the same before it
	// is made exact; 0 is the usual.
	Rest time.Duration
	// Focus is where the user looks, in pixels: the pointer.
	Focus image.Point
}

// A Decoder makes the picture from packets. It is used by one goroutine at a time.
type Decoder interface {
	// Decode applies p to dst, which holds the picture as the last packet
	// left it, and returns the rectangles that it wrote, valid until the next
	// call. dst.Rect must begin at (0,0). The alpha of what is written is 255.
	// Errors are ErrCorrupt and ErrSize; a hostile packet costs no more time
	// and memory than an honest one of the same picture size.
	Decode(dst *image.RGBA, p Packet) (dirty []image.Rectangle, err error)
	// Sum is Encoder.Sum at this end.
	Sum() uint64
	Close() error
}
