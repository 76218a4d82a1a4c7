//go:build linux

package x11

import (
	"image"

	"tandem/capture/border"
	"tandem/capture/x11/wire"
)

// Requests, events and values of the core protocol: X11 protocol, appendix B;
// and of Shape: shapeproto.h.
const (
	createWindow           = 1
	changeWindowAttributes = 2
	mapWindow              = 8
	unmapWindow            = 10
	configureWindow        = 12
	clearArea              = 61
	noOperation            = 127

	visibilityNotify = 15
	unobscured       = 0

	inputOutput      = 1
	backPixel        = 1 << 1
	overrideRedirect = 1 << 9
	eventMask        = 1 << 11
	visibilityChange = 1 << 16

	position  = 1<<0 | 1<<1 | 1<<2 | 1<<3
	stackMode = 1 << 6
	above     = 0

	shapeRectangles = 1
	shapeInput      = 2
)

// create makes the windows, of which nothing is seen yet.
func (b *Border) create() error {
	shape, err := b.c.Extension("SHAPE")
	if err != nil {
		return err
	}
	root := b.c.Screen.Root
	var last wire.Seq
	for i := range b.windows {
		w := b.c.NewID()
		b.windows[i] = w
		last = b.c.Send(createWindow, 0, w, root, 0, wire.Pair(border.Thickness, border.Thickness), wire.Pair(0, inputOutput), 0,
			backPixel|overrideRedirect|eventMask, 0, 1, visibilityChange)
		if shape.Major != 0 { // no rectangle takes clicks
			b.c.Send(shape.Major, shapeRectangles, shapeInput<<8, w, 0)
		}
	}
	return b.c.Check(last)
}

// put shows a window on top at a place, or nowhere when that is empty.
func (b *Border) put(w uint32, at image.Rectangle, pixel uint32) {
	if at.Empty() {
		b.c.Send(unmapWindow, 0, w)
		return
	}
	b.c.Send(configureWindow, 0, w, position|stackMode,
		uint32(at.Min.X), uint32(at.Min.Y), uint32(at.Dx()), uint32(at.Dy()), above)
	b.c.Send(changeWindowAttributes, 0, w, backPixel, pixel)
	b.c.Send(clearArea, 0, w, 0, 0)
	b.c.Send(mapWindow, 0, w)
}
