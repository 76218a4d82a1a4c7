//go:build linux

package x11

import (
	"fmt"
	"image"
	"sync"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/app/manager/native/surface"
)

// A window is one window of a Desktop.
type window struct {
	d      *Desktop
	id     xproto.Window
	gc     xproto.Gcontext
	corner bool
	on     func(surface.Event)

	mu    sync.Mutex // guards what follows
	size  image.Point
	pix   []byte // as the server has it: blue, green, red, unused
	shown bool
	at    image.Point // the last place told
}

var _ surface.Window = (*window)(nil)

// Open opens a window.
func (d *Desktop) Open(title string, corner bool, on func(surface.Event)) (surface.Window, error) {
	w := &window{d: d, corner: corner, on: on}
	var err error
	if w.id, err = xproto.NewWindowId(d.conn); err != nil {
		return nil, fmt.Errorf("native/x11: window: %w", err)
	}
	if w.gc, err = xproto.NewGcontextId(d.conn); err != nil {
		return nil, fmt.Errorf("native/x11: window: %w", err)
	}
	const events = xproto.EventMaskExposure | xproto.EventMaskButtonPress | xproto.EventMaskButtonRelease | xproto.EventMaskStructureNotify
	err = xproto.CreateWindowChecked(d.conn, d.screen.RootDepth, w.id, d.screen.Root, 0, 0, 1, 1, 0,
		xproto.WindowClassInputOutput, d.screen.RootVisual, xproto.CwEventMask, []uint32{events}).Check()
	if err != nil {
		return nil, fmt.Errorf("native/x11: window: %w", err)
	}
	xproto.CreateGC(d.conn, w.gc, xproto.Drawable(w.id), 0, nil)
	w.describe(title)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.windows[w.id] = w
	return w, nil
}

// describe tells the window manager what the window is. See the ICCCM, 4.1.2,
// and the Extended Window Manager Hints.
func (w *window) describe(title string) {
	w.set(xproto.AtomWmName, xproto.AtomString, 8, []byte(title))
	w.set(w.d.atoms["_NET_WM_NAME"], w.d.atoms["UTF8_STRING"], 8, []byte(title))
	for name, value := range map[string]string{
		"WM_PROTOCOLS": "WM_DELETE_WINDOW", "_NET_WM_STATE": "_NET_WM_STATE_ABOVE", "_NET_WM_WINDOW_TYPE": "_NET_WM_WINDOW_TYPE_DIALOG",
	} {
		b := make([]byte, 4)
		xgb.Put32(b, uint32(w.d.atoms[value]))
		w.set(w.d.atoms[name], xproto.AtomAtom, 32, b)
	}
}

func (w *window) set(property, kind xproto.Atom, format byte, value []byte) {
	xproto.ChangeProperty(w.d.conn, xproto.PropModeReplace, w.id, property, kind, format, uint32(len(value)*8/int(format)), value)
}

// Show shows the picture.
func (w *window) Show(picture *image.RGBA) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	size := picture.Bounds().Size()
	if size != w.size {
		w.size = size
		w.resize()
	}
	w.pix = toServer(w.pix, picture)
	if !w.shown {
		w.shown = true
		xproto.MapWindow(w.d.conn, w.id)
		stack := uint16(xproto.ConfigWindowStackMode)
		xproto.ConfigureWindow(w.d.conn, w.id, stack, []uint32{xproto.StackModeAbove})
	}
	return w.paint()
}

// resize gives the window its size, and its place when it is new.
func (w *window) resize() {
	const pMin, pMax, pPosition = 1 << 4, 1 << 5, 1 << 2 // ICCCM, 4.1.2.3
	hints := make([]byte, 18*4)
	for i, v := range map[int]int{0: pMin | pMax | pPosition, 5: w.size.X, 6: w.size.Y, 7: w.size.X, 8: w.size.Y} {
		xgb.Put32(hints[i*4:], uint32(v))
	}
	w.set(xproto.AtomWmNormalHints, xproto.AtomWmSizeHints, 32, hints)
	mask, values := uint16(xproto.ConfigWindowWidth|xproto.ConfigWindowHeight), []uint32{uint32(w.size.X), uint32(w.size.Y)}
	if !w.shown {
		at := w.place()
		mask, values = mask|xproto.ConfigWindowX|xproto.ConfigWindowY, append([]uint32{uint32(at.X), uint32(at.Y)}, values...)
	}
	xproto.ConfigureWindow(w.d.conn, w.id, mask, values)
}

// margin is how far a window stays away from the corner.
const margin = 56

// place returns where a new window goes.
func (w *window) place() image.Point {
	free := image.Pt(int(w.d.screen.WidthInPixels), int(w.d.screen.HeightInPixels)).Sub(w.size)
	at := free.Div(2)
	if w.corner {
		at = free.Sub(image.Pt(margin/2, margin))
	}
	return image.Pt(max(at.X, 0), max(at.Y, 0))
}

// paint sends the picture, in parts that fit into a request. w.mu is held.
func (w *window) paint() error {
	stride := w.size.X * 4
	rows := max(1, 200_000/max(stride, 1))
	for y := 0; y < w.size.Y; y += rows {
		n := min(rows, w.size.Y-y)
		xproto.PutImage(w.d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w.id), w.gc, uint16(w.size.X), uint16(n),
			0, int16(y), 0, w.d.screen.RootDepth, w.pix[y*stride:(y+n)*stride])
	}
	if _, err := xproto.GetInputFocus(w.d.conn).Reply(); err != nil { // the server has done all of it
		return fmt.Errorf("native/x11: paint: %w", err)
	}
	return nil
}

// Close takes the window away.
func (w *window) Close() error {
	w.d.mu.Lock()
	delete(w.d.windows, w.id)
	w.d.mu.Unlock()
	if err := xproto.DestroyWindowChecked(w.d.conn, w.id).Check(); err != nil {
		return fmt.Errorf("native/x11: close: %w", err)
	}
	return nil
}

// toServer returns the picture as the server has it, in the memory of old.
func toServer(old []byte, p *image.RGBA) []byte {
	size := p.Bounds().Size()
	out := append(old[:0], make([]byte, size.X*size.Y*4)...)
	for y := range size.Y {
		row := p.Pix[y*p.Stride:]
		for x := range size.X {
			i, o := x*4, (y*size.X+x)*4
			out[o], out[o+1], out[o+2] = row[i+2], row[i+1], row[i]
		}
	}
	return out
}
