package dxgi

import "image"

// A rotation is how a display's picture is turned, clockwise, between the
// surface that the panel scans out and what the user sees: DXGI_MODE_ROTATION.
// Other values count as upright.
type rotation uint32

const (
	upright rotation = 1 + iota
	quarter
	half
	threeQuarters
)

// size is what the user sees of a surface.
func (r rotation) size(surface image.Point) image.Point {
	if r == quarter || r == threeQuarters {
		return image.Pt(surface.Y, surface.X)
	}
	return surface
}

// rect is where the user sees a part of a surface.
func (r rotation) rect(part image.Rectangle, surface image.Point) image.Rectangle {
	a, b := part.Min, part.Max
	switch r {
	case quarter:
		return image.Rect(surface.Y-b.Y, a.X, surface.Y-a.Y, b.X)
	case half:
		return image.Rect(surface.X-b.X, surface.Y-b.Y, surface.X-a.X, surface.Y-a.Y)
	case threeQuarters:
		return image.Rect(a.Y, surface.X-b.X, b.Y, surface.X-a.X)
	}
	return part
}

// steps tells where in the surface the pixels are that the user sees: the byte
// of the one seen at the origin, and how far it is to its neighbours on the
// right and below.
func (r rotation) steps(surface image.Point, pitch int) (origin, right, down int) {
	lastX, lastY := 4*(surface.X-1), pitch*(surface.Y-1)
	switch r {
	case quarter:
		return lastY, -pitch, 4
	case half:
		return lastY + lastX, -4, -pitch
	case threeQuarters:
		return lastX, pitch, -4
	}
	return 0, 4, pitch
}
