//go:build windows

package win

import (
	"fmt"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/sys/windows"
)

// An api is the functions of Windows that a clipboard takes.
type api struct {
	createWindow, destroyWindow, getMessage, peekMessage, postMessage *windows.LazyProc
	addListener, removeListener, sequence                             *windows.LazyProc
	open, close, empty, get, set, available                           *windows.LazyProc
	alloc, free, lock, unlock, size                                   *windows.LazyProc
}

func load() *api {
	user, kernel := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("kernel32.dll")
	return &api{
		createWindow: user.NewProc("CreateWindowExW"), destroyWindow: user.NewProc("DestroyWindow"),
		getMessage: user.NewProc("GetMessageW"), peekMessage: user.NewProc("PeekMessageW"), postMessage: user.NewProc("PostMessageW"),
		addListener: user.NewProc("AddClipboardFormatListener"), removeListener: user.NewProc("RemoveClipboardFormatListener"),
		sequence: user.NewProc("GetClipboardSequenceNumber"),
		open:     user.NewProc("OpenClipboard"), close: user.NewProc("CloseClipboard"), empty: user.NewProc("EmptyClipboard"),
		get: user.NewProc("GetClipboardData"), set: user.NewProc("SetClipboardData"), available: user.NewProc("IsClipboardFormatAvailable"),
		alloc: kernel.NewProc("GlobalAlloc"), free: kernel.NewProc("GlobalFree"),
		lock: kernel.NewProc("GlobalLock"), unlock: kernel.NewProc("GlobalUnlock"), size: kernel.NewProc("GlobalSize"),
	}
}

// What winuser.h and winbase.h call them.
const (
	unicodeText  = 13          // CF_UNICODETEXT
	changed      = 0x031d      // WM_CLIPBOARDUPDATE
	wake         = 0x8000      // WM_APP
	movable      = 0x0002      // GMEM_MOVEABLE
	messagesOnly = ^uintptr(2) // HWND_MESSAGE, -3
)

// A message is MSG.
type message struct {
	window  uintptr
	kind    uint32
	w, l    uintptr
	time    uint32
	x, y    int32
	private uint32
}

// call calls a function whose result is zero when it failed. Arguments that are
// pointers are kept in place until it returns: "go doc cmd/compile",
// uintptrescapes.
//
//go:uintptrescapes
func call(p *windows.LazyProc, args ...uintptr) (uintptr, error) {
	r, _, err := p.Call(args...)
	if r == 0 {
		return 0, fmt.Errorf("clipboard: %s: %w", p.Name, err)
	}
	return r, nil
}

// window makes the window that is told of changes.
func (a *api) window() (uintptr, error) {
	class, err := windows.UTF16PtrFromString("STATIC") // there is one of this name always
	if err != nil {
		return 0, err
	}
	// The function reads the name, and keeps no pointer to it.
	win, err := call(a.createWindow, 0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 0, 0, messagesOnly, 0, 0, 0)
	if err != nil {
		return 0, err
	}
	if _, err := call(a.addListener, win); err != nil {
		_, _ = call(a.destroyWindow, win) // the failure says more
		return 0, err
	}
	return win, nil
}

// next waits for a message; false when there will be no more.
func (a *api) next(m *message) bool {
	// The function writes into m alone.
	r, _, _ := a.getMessage.Call(uintptr(unsafe.Pointer(m)), 0, 0, 0)
	return int32(r) > 0
}

// answer has the window answer what other threads have sent it, which is not
// queued, and takes nothing from the queue.
func (a *api) answer() {
	var m message
	// The function writes into m alone.
	_, _, _ = a.peekMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0, 0) // whether there is a message
}

// read returns the text on the clipboard, which is open, if it has no more than
// most UTF-16 units; else none.
func (a *api) read(most int) (string, error) {
	h, err := call(a.get, unicodeText)
	if err != nil {
		return "", err
	}
	n, err := call(a.size, h)
	if err != nil || int(n)/2 > most+1 {
		return "", err
	}
	p, err := call(a.lock, h)
	if err != nil {
		return "", err
	}
	defer func() { _, _, _ = a.unlock.Call(h) }() // says whether others have it locked
	// GlobalSize tells that there are n bytes, which stay where they are while
	// they are locked. The address is not Go's: through a pointer to it vet sees
	// no arithmetic.
	units := unsafe.Slice(*(**uint16)(unsafe.Pointer(&p)), n/2)
	return windows.UTF16ToString(units), nil
}

// write puts text on the clipboard, which is open.
func (a *api) write(text string) error {
	units := append(utf16.Encode([]rune(text)), 0)
	h, err := call(a.alloc, movable, uintptr(2*len(units)))
	if err != nil {
		return err
	}
	p, err := call(a.lock, h)
	if err != nil {
		_, _, _ = a.free.Call(h) // the failure says more
		return err
	}
	// The memory is as large as was asked for, and is not Go's; see read.
	copy(unsafe.Slice(*(**uint16)(unsafe.Pointer(&p)), len(units)), units)
	_, _, _ = a.unlock.Call(h) // says whether others have it locked
	if _, err := call(a.empty); err != nil {
		_, _, _ = a.free.Call(h) // the failure says more
		return err
	}
	if _, err := call(a.set, unicodeText, h); err != nil { // else it is Windows' from now on
		_, _, _ = a.free.Call(h) // the failure says more
		return err
	}
	return nil
}
