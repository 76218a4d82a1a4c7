package capturetest

import (
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"tandem/capture/x11/wire"
)

// An X11 is a window on an X server that shows what is drawn on it.
type X11 struct {
	// Window is its id, 0 where the root window itself is drawn on.
	Window uint32

	t       testing.TB
	c       *wire.Conn
	at      image.Rectangle // in the root's coordinates
	picture uint32          // a pixmap
	gc      uint32
	randr   wire.Extension
	modes   int // made by Resize
}

var _ Desktop = (*X11)(nil)

// Requests of the core protocol and of RandR that drawing takes: X11 protocol,
// appendix B, and randrproto.h.
const (
	createWindow           = 1
	changeWindowAttributes = 2
	destroyWindow          = 4
	mapWindow              = 8
	unmapWindow            = 10
	configureWindow        = 12
	warpPointer            = 41
	createPixmap           = 53
	createGC               = 55
	changeGC               = 56
	clearArea              = 61
	polyFillRectangle      = 70
	putImage               = 72

	randrVersion       = 0
	randrSetScreenSize = 7
	randrGetResources  = 8
	randrCreateMode    = 16
	randrAddOutputMode = 18
	randrSetCrtc       = 21
	randrSetMonitor    = 43
	randrDeleteMonitor = 44
)

// NewX11 covers the display named with a black window. Its connection is
// closed when the test ends.
func NewX11(t testing.TB, display string) *X11 {
	t.Helper()
	c, err := wire.Dial(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() }) // the server may be gone already
	return newX11(t, c, image.Rect(0, 0, c.Screen.Width, c.Screen.Height), false)
}

// Over opens another window at a place, above all others.
func (d *X11) Over(at image.Rectangle) *X11 {
	d.t.Helper()
	return newX11(d.t, d.c, at, false)
}

// Root draws on the background of the server's root window.
func (d *X11) Root() *X11 {
	d.t.Helper()
	return newX11(d.t, d.c, image.Rect(0, 0, d.c.Screen.Width, d.c.Screen.Height), true)
}

func newX11(t testing.TB, c *wire.Conn, at image.Rectangle, root bool) *X11 {
	t.Helper()
	d := &X11{t: t, c: c, at: at}
	x, err := c.Extension("RANDR")
	if err != nil {
		t.Fatal(err)
	}
	d.randr = x
	d.picture, d.gc = c.NewID(), c.NewID()
	c.Send(createPixmap, byte(c.Screen.Depth), d.picture, c.Screen.Root, wire.Pair(at.Dx(), at.Dy()))
	c.Send(createGC, 0, d.gc, d.picture, 0)
	d.paint(image.Rectangle{Max: at.Size()}, color.NRGBA{A: 255})
	const backPixmap, overrideRedirect = 1 << 0, 1 << 9
	if root {
		c.Send(changeWindowAttributes, 0, c.Screen.Root, backPixmap, d.picture)
		d.show(image.Rectangle{Max: at.Size()})
		return d
	}
	d.Window = c.NewID()
	d.sync(c.Send(createWindow, 0, d.Window, c.Screen.Root, wire.Pair(at.Min.X, at.Min.Y), wire.Pair(at.Dx(), at.Dy()),
		wire.Pair(0, 1), 0, backPixmap|overrideRedirect, d.picture, 1))
	d.sync(c.Send(mapWindow, 0, d.Window))
	return d
}

// Fill implements Desktop.
func (d *X11) Fill(r image.Rectangle, c color.NRGBA) {
	d.t.Helper()
	d.paint(r, c)
	d.show(r)
}

func (d *X11) paint(r image.Rectangle, c color.NRGBA) {
	const foreground = 1 << 2
	d.c.Send(changeGC, 0, d.gc, foreground, uint32(c.R)<<16|uint32(c.G)<<8|uint32(c.B))
	d.c.Send(polyFillRectangle, 0, d.picture, d.gc, wire.Pair(r.Min.X, r.Min.Y), wire.Pair(r.Dx(), r.Dy()))
}

// Draw shows an image at a place of the window.
func (d *X11) Draw(at image.Point, img *image.NRGBA) {
	d.t.Helper()
	w := img.Rect.Dx()
	row := make([]byte, 4*w)
	const zPixmap = 2
	for y := range img.Rect.Dy() {
		for x := range w {
			c := img.NRGBAAt(img.Rect.Min.X+x, img.Rect.Min.Y+y)
			binary.LittleEndian.PutUint32(row[4*x:], uint32(c.R)<<16|uint32(c.G)<<8|uint32(c.B))
		}
		d.c.SendBytes(putImage, zPixmap, row, d.picture, d.gc, wire.Pair(w, 1), wire.Pair(at.X, at.Y+y), uint32(d.c.Screen.Depth)<<8)
	}
	d.show(image.Rectangle{Min: at, Max: at.Add(img.Rect.Size())})
}

// show makes the server draw the background anew.
func (d *X11) show(r image.Rectangle) {
	d.t.Helper()
	window := d.Window
	if window == 0 {
		window = d.c.Screen.Root
	}
	d.sync(d.c.Send(clearArea, 0, window, wire.Pair(r.Min.X, r.Min.Y), wire.Pair(r.Dx(), r.Dy())))
}

// Move puts the window elsewhere, above or beneath all others.
func (d *X11) Move(at image.Rectangle, above bool) {
	d.t.Helper()
	const x, y, width, height, stackMode = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 6
	mode := uint32(1)
	if above {
		mode = 0
	}
	d.at = at
	d.sync(d.c.Send(configureWindow, 0, d.Window, x|y|width|height|stackMode,
		uint32(at.Min.X), uint32(at.Min.Y), uint32(at.Dx()), uint32(at.Dy()), mode))
}

// Hide takes the window off the screen.
func (d *X11) Hide() { d.t.Helper(); d.sync(d.c.Send(unmapWindow, 0, d.Window)) }

// Show puts a hidden window back.
func (d *X11) Show() { d.t.Helper(); d.sync(d.c.Send(mapWindow, 0, d.Window)) }

// Destroy ends the window.
func (d *X11) Destroy() { d.t.Helper(); d.sync(d.c.Send(destroyWindow, 0, d.Window)) }

// Point implements Desktop.
func (d *X11) Point(at image.Point) {
	d.t.Helper()
	d.sync(d.c.Send(warpPointer, 0, 0, d.c.Screen.Root, 0, 0, wire.Pair(at.X, at.Y)))
}

// sync waits until the server has done a request.
func (d *X11) sync(seq wire.Seq) {
	d.t.Helper()
	if err := d.c.Check(seq); err != nil {
		d.t.Fatal(err)
	}
}
