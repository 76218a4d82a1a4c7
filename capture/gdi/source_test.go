//go:build windows

package gdi

import (
	"image"
	"image/color"
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/capture"
	"tandem/capture/capturetest"
)

// A desktop is a window over the primary display, with a thread of its own.
type desktop struct {
	t    *testing.T
	do   chan func()
	done chan struct{}

	user, gdi *windows.LazyDLL
	window    uintptr
}

func newDesktop(t *testing.T, size image.Point) *desktop {
	t.Helper()
	d := &desktop{
		t: t, do: make(chan func()), done: make(chan struct{}),
		user: windows.NewLazySystemDLL("user32.dll"), gdi: windows.NewLazySystemDLL("gdi32.dll"),
	}
	go func() {
		runtime.LockOSThread() // which owns the window
		for do := range d.do {
			do()
			d.pump()
			d.done <- struct{}{}
		}
		close(d.done)
	}()
	t.Cleanup(func() { close(d.do); <-d.done })
	const popup, visible, topmost = 0x80000000, 0x10000000, 8
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		t.Fatal(err)
	}
	d.onThread(func() {
		// The function reads the class name, which outlives the call.
		d.window, err = call(d.user.NewProc("CreateWindowExW"), topmost, uintptr(unsafe.Pointer(class)), 0, popup|visible,
			0, 0, uintptr(size.X), uintptr(size.Y), 0, 0, 0, 0)
		const arrow = 32512 // IDC_ARROW
		shape, _, _ := d.user.NewProc("LoadCursorW").Call(0, arrow)
		_, _, _ = d.user.NewProc("SetCursor").Call(shape) // returns the one before
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desktop) onThread(do func()) {
	d.do <- do
	<-d.done
}

// pump handles the window's messages, without which Wine shows nothing.
func (d *desktop) pump() {
	var message [48]byte // MSG
	for {
		// The functions write to and read from message alone.
		if r, _, _ := d.user.NewProc("PeekMessageW").Call(uintptr(unsafe.Pointer(&message)), 0, 0, 0, 1); r == 0 {
			return
		}
		_, _, _ = d.user.NewProc("DispatchMessageW").Call(uintptr(unsafe.Pointer(&message)))
	}
}

func (d *desktop) Fill(r image.Rectangle, c color.NRGBA) {
	d.t.Helper()
	var failed error
	d.onThread(func() { failed = d.fill(r, c) })
	if failed != nil {
		d.t.Fatal(failed)
	}
}

func (d *desktop) fill(r image.Rectangle, c color.NRGBA) error {
	dc, err := call(d.user.NewProc("GetDC"), d.window)
	if err != nil {
		return err
	}
	brush, err := call(d.gdi.NewProc("CreateSolidBrush"), uintptr(c.R)|uintptr(c.G)<<8|uintptr(c.B)<<16)
	if err != nil {
		return err
	}
	box := [4]int32{int32(r.Min.X), int32(r.Min.Y), int32(r.Max.X), int32(r.Max.Y)}
	// The function reads the RECT, which outlives the call.
	_, err = call(d.user.NewProc("FillRect"), dc, uintptr(unsafe.Pointer(&box)), brush)
	_, _, _ = d.gdi.NewProc("DeleteObject").Call(brush) // nothing can be done about it
	_, _, _ = d.user.NewProc("ReleaseDC").Call(d.window, dc)
	return err
}

func (d *desktop) Point(at image.Point) {
	d.t.Helper()
	if _, err := call(d.user.NewProc("SetCursorPos"), uintptr(at.X), uintptr(at.Y)); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desktop) Resize(image.Point) bool { return false }

func TestConform(t *testing.T) {
	list, err := Displays()
	if err != nil {
		t.Fatal(err)
	}
	size := list[0].Bounds.Size()
	capturetest.Conform(t, newDesktop(t, size), size, func(cfg capture.Config) (capture.Source, error) { return Open(cfg) })
}
