//go:build windows

package win

import (
	"image"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/app/manager/native/surface"
)

// The style of the windows: a caption and a button to close them, above others,
// with a place in the task bar.
const (
	style   = 0x00c80000 | 0x00020000 // WS_CAPTION | WS_SYSMENU | WS_MINIMIZEBOX
	exStyle = 0x00040008              // WS_EX_APPWINDOW | WS_EX_TOPMOST
)

// A window is one window of a Desktop. Only the thread touches it.
type window struct {
	d      *Desktop
	id     uintptr // 0: closed
	corner bool
	on     func(surface.Event)
	size   image.Point
	pix    []byte // rows from top to bottom of blue, green, red, unused
	shown  bool
}

var _ surface.Window = (*window)(nil)

// Open opens a window.
func (d *Desktop) Open(title string, corner bool, on func(surface.Event)) (surface.Window, error) {
	w := &window{d: d, corner: corner, on: on}
	name, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return nil, err
	}
	err = d.order(func() error {
		instance, err := call(d.a.getModuleHandle, 0)
		if err != nil {
			return err
		}
		// The function copies the names, which outlive the call.
		w.id, err = call(d.a.createWindow, exStyle, uintptr(unsafe.Pointer(d.class)), uintptr(unsafe.Pointer(name)), style,
			0, 0, 10, 10, 0, 0, instance, 0)
		d.windows[w.id] = w
		return err
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// Show shows the picture.
func (w *window) Show(picture *image.RGBA) error {
	size := picture.Bounds().Size()
	pix := make([]byte, size.X*size.Y*4)
	for y := range size.Y {
		row := picture.Pix[y*picture.Stride:]
		for x := range size.X {
			i, o := x*4, (y*size.X+x)*4
			pix[o], pix[o+1], pix[o+2] = row[i+2], row[i+1], row[i]
		}
	}
	return w.d.order(func() error {
		if w.id == 0 {
			return errNoWindow
		}
		w.pix = pix
		if size != w.size {
			w.size = size
			w.place()
		}
		if !w.shown {
			w.shown = true
			_, _, _ = w.d.a.showWindow.Call(w.id, 1) // reports what was before
			_, _, _ = w.d.a.setForeground.Call(w.id) // the system may only flash it
		}
		_, err := call(w.d.a.invalidate, w.id, 0, 0)
		return err
	})
}

// margin is how far a window stays away from the corner.
const margin = 64

// place gives the window its size, and its place when it is new.
func (w *window) place() {
	const noMove, noActivate, width, height = 2, 0x10, 0, 1
	r := rect{right: int32(w.size.X), bottom: int32(w.size.Y)}
	// The function changes r, which outlives the call.
	_, _, _ = w.d.a.adjustRect.Call(uintptr(unsafe.Pointer(&r)), style, 0, exStyle) // then the edges are missing
	size := image.Pt(int(r.right-r.left), int(r.bottom-r.top))
	flags := uintptr(noActivate)
	var at image.Point
	if w.shown {
		flags |= noMove
	} else {
		x, _, _ := w.d.a.metrics.Call(width)
		y, _, _ := w.d.a.metrics.Call(height)
		free := image.Pt(int(x), int(y)).Sub(size)
		at = free.Div(2)
		if w.corner {
			at = free.Sub(image.Pt(margin/2, margin))
		}
	}
	const topmost = ^uintptr(0) // HWND_TOPMOST
	_, _, _ = w.d.a.setWindowPos.Call(w.id, topmost, uintptr(max(at.X, 0)), uintptr(max(at.Y, 0)),
		uintptr(size.X), uintptr(size.Y), flags) // the window stays as it was
}

// paint answers WM_PAINT.
func (w *window) paint() {
	var p paint
	// The functions fill and read p, the header and the picture, which outlive the calls.
	dc, _, _ := w.d.a.beginPaint.Call(w.id, uintptr(unsafe.Pointer(&p)))
	if len(w.pix) > 0 && dc != 0 {
		b := bitmap{size: uint32(unsafe.Sizeof(bitmap{})), width: int32(w.size.X), height: -int32(w.size.Y), planes: 1, bits: 32}
		_, _, _ = w.d.a.setDIBits.Call(dc, 0, 0, uintptr(w.size.X), uintptr(w.size.Y), 0, 0, 0, uintptr(w.size.Y),
			uintptr(unsafe.Pointer(&w.pix[0])), uintptr(unsafe.Pointer(&b)), 0)
	}
	_, _, _ = w.d.a.endPaint.Call(w.id, uintptr(unsafe.Pointer(&p)))
}

// Close takes the window away.
func (w *window) Close() error {
	return w.d.order(func() error {
		if w.id == 0 {
			return nil
		}
		delete(w.d.windows, w.id)
		_, err := call(w.d.a.destroyWindow, w.id)
		w.id = 0
		return err
	})
}
