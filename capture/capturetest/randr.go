package capturetest

import (
	"fmt"
	"image"

	"tandem/capture/x11/wire"
)

// Resize implements Desktop. The window covers the new display.
func (d *X11) Resize(size image.Point) bool {
	d.t.Helper()
	if d.randr.Major == 0 {
		return false
	}
	root := d.c.Screen.Root
	r := d.ask(d.c.Send(d.randr.Major, randrGetResources, root))
	crtcs, outputs := r.U16(16), r.U16(18)
	if crtcs == 0 || outputs == 0 {
		return false
	}
	crtc, output, stamp := r.U32(32), r.U32(32+4*crtcs), r.U32(12)
	d.modes++
	name := fmt.Appendf(nil, "%v-%d", size, d.modes) // no mode may have another one's
	w, h := size.X, size.Y
	const hertz = 60
	mode := d.ask(d.c.SendBytes(d.randr.Major, randrCreateMode, name, root, 0,
		wire.Pair(w, h), uint32((w+40)*(h+30)*hertz), wire.Pair(w+10, w+20), wire.Pair(w+40, 0),
		wire.Pair(h+10, h+20), wire.Pair(h+30, len(name)), 0)).U32(8)
	d.sync(d.c.Send(d.randr.Major, randrAddOutputMode, output, mode))
	const upright = 1
	// Off, the new size, on again: a CRTC must lie within the screen.
	d.ask(d.c.Send(d.randr.Major, randrSetCrtc, crtc, 0, stamp, 0, 0, upright))
	d.sync(d.c.Send(d.randr.Major, randrSetScreenSize, root, wire.Pair(w, h), uint32(w), uint32(h)))
	d.ask(d.c.Send(d.randr.Major, randrSetCrtc, crtc, 0, stamp, 0, mode, upright, output))
	return true
}

// Monitor makes a part of the screen a display of its own, or moves one.
func (d *X11) Monitor(name string, at image.Rectangle, primary bool) {
	d.t.Helper()
	atom, err := d.c.Atom(name)
	if err != nil {
		d.t.Fatal(err)
	}
	first := 0
	if primary {
		first = 1
	}
	d.c.Send(d.randr.Major, randrDeleteMonitor, d.c.Screen.Root, atom) // refused where there is none
	d.sync(d.c.Send(d.randr.Major, randrSetMonitor, d.c.Screen.Root, atom, wire.Pair(first, 0),
		wire.Pair(at.Min.X, at.Min.Y), wire.Pair(at.Dx(), at.Dy()), uint32(at.Dx()), uint32(at.Dy())))
}

// Unplug makes a display that Monitor has made none.
func (d *X11) Unplug(name string) {
	d.t.Helper()
	atom, err := d.c.Atom(name)
	if err != nil {
		d.t.Fatal(err)
	}
	d.sync(d.c.Send(d.randr.Major, randrDeleteMonitor, d.c.Screen.Root, atom))
}

func (d *X11) ask(seq wire.Seq) wire.Reply {
	d.t.Helper()
	r, err := d.c.Reply(seq)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}
