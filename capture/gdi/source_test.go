//go:build windows

package gdi

import (
	"image"
	"image/color"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/capture"
	"tandem/capture/capturetest"
)

// A desktop is a window over the primary display.
type desktop struct {
	t      *testing.T
	window uintptr

	getDC, releaseDC, createBrush, fillRect, deleteObject, setCursorPos *windows.LazyProc
}

func newDesktop(t *testing.T, size image.Point) *desktop {
	t.Helper()
	user, gdi := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll")
	const popup, visible, topmost = 0x80000000, 0x10000000, 8
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		t.Fatal(err)
	}
	// The function reads the class name, which outlives the call.
	w, err := call(user.NewProc("CreateWindowExW"), topmost, uintptr(unsafe.Pointer(class)), 0, popup|visible,
		0, 0, uintptr(size.X), uintptr(size.Y), 0, 0, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return &desktop{
		t: t, window: w,
		getDC: user.NewProc("GetDC"), releaseDC: user.NewProc("ReleaseDC"),
		createBrush: gdi.NewProc("CreateSolidBrush"), fillRect: user.NewProc("FillRect"),
		deleteObject: gdi.NewProc("DeleteObject"), setCursorPos: user.NewProc("SetCursorPos"),
	}
}

func (d *desktop) Fill(r image.Rectangle, c color.NRGBA) {
	d.t.Helper()
	dc, err := call(d.getDC, d.window)
	if err != nil {
		d.t.Fatal(err)
	}
	brush, err := call(d.createBrush, uintptr(c.R)|uintptr(c.G)<<8|uintptr(c.B)<<16)
	if err != nil {
		d.t.Fatal(err)
	}
	box := [4]int32{int32(r.Min.X), int32(r.Min.Y), int32(r.Max.X), int32(r.Max.Y)}
	// The function reads the RECT, which outlives the call.
	if _, err := call(d.fillRect, dc, uintptr(unsafe.Pointer(&box)), brush); err != nil {
		d.t.Fatal(err)
	}
	_, _, _ = d.deleteObject.Call(brush) // nothing can be done about it
	_, _, _ = d.releaseDC.Call(d.window, dc)
}

func (d *desktop) Point(at image.Point) {
	d.t.Helper()
	if _, err := call(d.setCursorPos, uintptr(at.X), uintptr(at.Y)); err != nil {
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
