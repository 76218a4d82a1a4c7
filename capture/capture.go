// Package capture turns what a machine shows into frames.
//
// A Source watches one display and hands out a Frame whenever the picture
// differs from the last one. The mechanisms live in folders of their own (x11,
// gdi, screenshot …); native picks the best one at run time; capturetest is
// the conformance test every mechanism passes.
package capture

import (
	"context"
	"errors"
	"image"
	"time"
)

// ErrNoDisplay is returned where there is nothing to capture: no display
// server answers, or no display has the number asked for.
var ErrNoDisplay = errors.New("capture: no display")

// A Source is one display being watched. It is used by one goroutine.
type Source interface {
	// Next blocks until the picture or the cursor differs from what the last
	// Next returned, then returns it; the first call returns the whole
	// picture at once. The frame and its memory are valid until the following
	// Next or Close. A change of resolution gives a frame of the new size
	// with nil Damage. It returns ctx.Err() when ctx ends, and ErrNoDisplay,
	// wrapped, when the display is gone for good.
	Next(ctx context.Context) (*Frame, error)
	// Close frees what the source holds. Calling Next afterwards is an error.
	Close() error
}

// A Frame is the picture of one display at one moment.
type Frame struct {
	// Pix holds the picture as 4 bytes a pixel in the order blue, green, red,
	// unspecified; the pixel (x, y) begins at Pix[y*Stride+x*4].
	Pix    []byte
	Stride int // bytes from one row to the next, at least 4*Width
	Width  int // pixels
	Height int // pixels
	// Damage lists rectangles outside of which the picture equals the last
	// frame's. It may be larger than what really changed. Nil means that
	// nothing is known: anything may have changed. An empty non-nil slice
	// means that only the cursor changed.
	Damage []image.Rectangle
	// Moves lists areas that the system says were moved, to be applied to the
	// last frame in order before the damage, which covers them, too. Nil where
	// the system tells none.
	Moves []Move
	// Cursor is the pointer, nil while it is unchanged since the last frame.
	Cursor *Cursor
	// Time is when the picture was taken.
	Time time.Time
}

// A Move says that the picture now shows in To what it showed at From, the top
// left corner of an area of the same size.
type Move struct {
	From image.Point
	To   image.Rectangle
}

// A Cursor is the pointer's place and shape. It is never part of Frame.Pix.
type Cursor struct {
	// At is the hot spot's place in the frame; it may lie outside of it while
	// the pointer is on another display.
	At      image.Point
	Visible bool
	// Shape is nil while the shape is the one last told.
	Shape *Shape
}

// A Shape is the look of a pointer.
type Shape struct {
	Image *image.NRGBA // at most 256x256 pixels, never nil
	Hot   image.Point  // the pixel of Image that points
}
