package capturetest

import (
	"fmt"
	"image"
	"image/color"
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// A Windows is a window over the primary display, with a thread of its own.
type Windows struct {
	t    testing.TB
	do   chan func()
	done chan struct{}

	user, gdi *windows.LazyDLL
	window    uintptr
}

var _ Desktop = (*Windows)(nil)

// NewWindows covers a part of the primary display of the size given with a
// window, until the test ends.
func NewWindows(t testing.TB, size image.Point) *Windows {
	t.Helper()
	d := &Windows{
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
		d.window, err = callWindows(d.user.NewProc("CreateWindowExW"), topmost, uintptr(unsafe.Pointer(class)), 0, popup|visible,
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

func (d *Windows) onThread(do func()) {
	d.do <- do
	<-d.done
}

// pump handles the window's messages, without which Wine shows nothing.
func (d *Windows) pump() {
	var message [48]byte // MSG
	for {
		// The functions write to and read from message alone.
		if r, _, _ := d.user.NewProc("PeekMessageW").Call(uintptr(unsafe.Pointer(&message)), 0, 0, 0, 1); r == 0 {
			return
		}
		_, _, _ = d.user.NewProc("DispatchMessageW").Call(uintptr(unsafe.Pointer(&message)))
	}
}

// Fill implements Desktop.
func (d *Windows) Fill(r image.Rectangle, c color.NRGBA) {
	d.t.Helper()
	var failed error
	d.onThread(func() { failed = d.fill(r, c) })
	if failed != nil {
		d.t.Fatal(failed)
	}
}

func (d *Windows) fill(r image.Rectangle, c color.NRGBA) error {
	dc, err := callWindows(d.user.NewProc("GetDC"), d.window)
	if err != nil {
		return err
	}
	brush, err := callWindows(d.gdi.NewProc("CreateSolidBrush"), uintptr(c.R)|uintptr(c.G)<<8|uintptr(c.B)<<16)
	if err != nil {
		return err
	}
	box := [4]int32{int32(r.Min.X), int32(r.Min.Y), int32(r.Max.X), int32(r.Max.Y)}
	// The function reads the RECT, which outlives the call.
	_, err = callWindows(d.user.NewProc("FillRect"), dc, uintptr(unsafe.Pointer(&box)), brush)
	_, _, _ = d.gdi.NewProc("DeleteObject").Call(brush) // nothing can be done about it
	_, _, _ = d.user.NewProc("ReleaseDC").Call(d.window, dc)
	return err
}

// Point implements Desktop.
func (d *Windows) Point(at image.Point) {
	d.t.Helper()
	if _, err := callWindows(d.user.NewProc("SetCursorPos"), uintptr(at.X), uintptr(at.Y)); err != nil {
		d.t.Fatal(err)
	}
}

// Resize implements Desktop.
func (d *Windows) Resize(image.Point) bool { return false }

// callWindows calls a function whose result is zero when it failed.
//
//go:uintptrescapes
func callWindows(p *windows.LazyProc, args ...uintptr) (uintptr, error) {
	r, _, err := p.Call(args...)
	if r == 0 {
		return 0, fmt.Errorf("%s: %w", p.Name, err)
	}
	return r, nil
}
