// Package border is the frame that a customer sees around what is shared, as
// long as it is seen. The mechanisms live in folders of their own; native picks
// one.
//
// # Decisions
//
// Four thin windows rather than one with a hole: they need no transparency,
// which an X server without a compositor has not, and no memory worth a word.
//
// They lie within the display, at its edges, since a full-screen display has
// nothing outside; so capture.Config.Exclude must list them.
package border

import (
	"image"
	"image/color"
)

// Thickness is how many pixels wide the frame is.
const Thickness = 4

// A Border shows a frame. Its methods may be called from any goroutine and
// return when what they do can be seen.
type Border interface {
	// Show puts the frame at the inside edges of a display's bounds on the
	// desktop, above other windows but transparent to clicks.
	Show(r image.Rectangle, s State) error
	// Hide takes it away.
	Hide() error
	// Windows lists the native handles of the frame's windows, which stay the
	// same until Close, for capture.Config.Exclude.
	Windows() []uintptr
	// Close takes the frame away for good, and waits for what it started.
	Close() error
}

// A State is what is being done to a customer's display.
type State int

const (
	Viewed     State = iota // it is seen
	Controlled              // and its keyboard and pointer are used
)

// Color is what a state looks like.
func (s State) Color() color.NRGBA {
	if s == Controlled {
		return color.NRGBA{R: 0xe0, G: 0x20, B: 0x20, A: 0xff}
	}
	return color.NRGBA{R: 0xff, G: 0x8c, A: 0xff}
}

// Sides are the places of the frame's four windows at the inside edges of r.
// They do not overlap; those of a display too small for a frame are empty.
func Sides(r image.Rectangle) [4]image.Rectangle {
	in := r.Inset(Thickness)
	if in.Empty() {
		return [4]image.Rectangle{}
	}
	return [4]image.Rectangle{
		{Min: r.Min, Max: image.Pt(r.Max.X, in.Min.Y)},
		{Min: image.Pt(r.Min.X, in.Max.Y), Max: r.Max},
		{Min: image.Pt(r.Min.X, in.Min.Y), Max: image.Pt(in.Min.X, in.Max.Y)},
		{Min: image.Pt(in.Max.X, in.Min.Y), Max: image.Pt(r.Max.X, in.Max.Y)},
	}
}
