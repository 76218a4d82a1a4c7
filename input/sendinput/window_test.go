//go:build windows

package sendinput

import (
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Messages and styles, from winuser.h.
const (
	wmKeyDown    = 0x0100
	wmKeyUp      = 0x0101
	wmSysKeyDown = 0x0104
	wmSysKeyUp   = 0x0105
	wmMouseFirst = 0x0200
	wmMouseLast  = 0x020E
	wsOverlapped = 0x00CF0000
	wsVisible    = 0x10000000
	esMultiline  = 0x0004
)

var (
	createWindowEx      = user32.NewProc("CreateWindowExW")
	destroyWindow       = user32.NewProc("DestroyWindow")
	peekMessage         = user32.NewProc("PeekMessageW")
	translateMessage    = user32.NewProc("TranslateMessage")
	dispatchMessage     = user32.NewProc("DispatchMessageW")
	setForegroundWindow = user32.NewProc("SetForegroundWindow")
	setFocus            = user32.NewProc("SetFocus")
	getFocus            = user32.NewProc("GetFocus")
	getWindowText       = user32.NewProc("GetWindowTextW")
	setWindowText       = user32.NewProc("SetWindowTextW")
	getCursorPos        = user32.NewProc("GetCursorPos")
)

// seen is MSG.
type seen struct {
	window  uintptr
	message uint32
	wparam  uintptr
	lparam  uintptr
	time    uint32
	x, y    int32
	private uint32
}

// An edit is a window that people type into, on the test's own thread.
type edit struct {
	t      *testing.T
	handle uintptr
}

func newEdit(t *testing.T) *edit {
	t.Helper()
	runtime.LockOSThread()
	class, _ := windows.UTF16PtrFromString("EDIT")
	h, _, err := createWindowEx.Call(0, uintptr(unsafe.Pointer(class)), 0, wsOverlapped|wsVisible|esMultiline,
		100, 100, 600, 400, 0, 0, 0, 0)
	if h == 0 {
		t.Fatalf("CreateWindowEx: %v", err)
	}
	e := &edit{t, h}
	t.Cleanup(func() {
		_, _, _ = destroyWindow.Call(h)
		runtime.UnlockOSThread()
	})
	late := time.Now().Add(10 * time.Second)
	for focus := uintptr(0); focus != h; focus, _, _ = getFocus.Call() {
		if time.Now().After(late) {
			t.Fatal("the window does not get the focus")
		}
		_, _, _ = setForegroundWindow.Call(h)
		_, _, _ = setFocus.Call(h)
		e.pump(50 * time.Millisecond)
	}
	e.pump(200 * time.Millisecond)
	return e
}

// pump runs the window until no input has come for a while, and returns the keys
// and the mouse.
func (e *edit) pump(quiet time.Duration) []seen {
	var all []seen
	last := time.Now()
	for time.Since(last) < quiet {
		var m seen
		if got, _, _ := peekMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0, 1); got == 0 {
			<-time.After(time.Millisecond)
			continue
		}
		if isKey(m) || m.message >= wmMouseFirst && m.message <= wmMouseLast {
			last = time.Now()
			all = append(all, m)
		}
		_, _, _ = translateMessage.Call(uintptr(unsafe.Pointer(&m)))
		_, _, _ = dispatchMessage.Call(uintptr(unsafe.Pointer(&m)))
	}
	return all
}

func isKey(m seen) bool { return isDown(m) || m.message == wmKeyUp || m.message == wmSysKeyUp }

func isDown(m seen) bool { return m.message == wmKeyDown || m.message == wmSysKeyDown }

// text is what has been typed, and forgets it.
func (e *edit) text() string {
	buf := make([]uint16, 1000)
	n, _, _ := getWindowText.Call(e.handle, uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)))
	_, _, _ = setWindowText.Call(e.handle, uintptr(unsafe.Pointer(new(uint16))))
	return syscall.UTF16ToString(buf[:n])
}
