package capturetest

import (
	"image"
	"image/color"
)

// A Desktop is what the conformance test draws on while a source watches it.
// Its methods return when what they do can be seen.
type Desktop interface {
	// Fill paints a rectangle in one colour, which is opaque.
	Fill(r image.Rectangle, c color.NRGBA)
	// Point moves the pointer.
	Point(at image.Point)
	// Resize changes the size of the display. It says whether it can.
	Resize(size image.Point) bool
}
