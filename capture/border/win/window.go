//go:build windows

package win

import (
	"errors"
	"fmt"
	"image"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/capture/border"
)

// An api is the functions of Windows that showing a frame takes.
type api struct {
	createEvent, setEvent, closeHandle, getModuleHandle *windows.LazyProc
	createSolidBrush, defWindowProc, registerClass      *windows.LazyProc
	createWindow, destroyWindow, setWindowPos           *windows.LazyProc
	setLayeredAttributes, setAffinity                   *windows.LazyProc
	waitForMessage, peekMessage, dispatchMessage        *windows.LazyProc
}

func load() *api {
	user, gdi := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll")
	kernel := windows.NewLazySystemDLL("kernel32.dll")
	return &api{
		createEvent: kernel.NewProc("CreateEventW"), setEvent: kernel.NewProc("SetEvent"),
		closeHandle: kernel.NewProc("CloseHandle"), getModuleHandle: kernel.NewProc("GetModuleHandleW"),
		createSolidBrush: gdi.NewProc("CreateSolidBrush"), defWindowProc: user.NewProc("DefWindowProcW"),
		registerClass: user.NewProc("RegisterClassExW"),
		createWindow:  user.NewProc("CreateWindowExW"), destroyWindow: user.NewProc("DestroyWindow"),
		setWindowPos: user.NewProc("SetWindowPos"), setLayeredAttributes: user.NewProc("SetLayeredWindowAttributes"),
		setAffinity: user.NewProc("SetWindowDisplayAffinity"), waitForMessage: user.NewProc("MsgWaitForMultipleObjectsEx"),
		peekMessage: user.NewProc("PeekMessageW"), dispatchMessage: user.NewProc("DispatchMessageW"),
	}
}

// call calls a function whose result is zero when it failed. Arguments that are
// pointers are kept, and kept in place, until it returns: "go doc cmd/compile",
// uintptrescapes.
//
//go:uintptrescapes
func call(p *windows.LazyProc, args ...uintptr) (uintptr, error) {
	r, _, err := p.Call(args...)
	if r == 0 {
		return 0, fmt.Errorf("capture/border: %s: %w", p.Name, err)
	}
	return r, nil
}

// The structures of winuser.h, laid out as C does.
type (
	wndClass struct { // WNDCLASSEXW
		size, style        uint32
		proc               uintptr
		clsExtra, wndExtra int32
		instance           uintptr
		icon, cursor       uintptr
		background         uintptr
		menuName           uintptr
		className          *uint16
		smallIcon          uintptr
	}
	message struct { // MSG
		window         uintptr
		message        uint32
		wParam, lParam uintptr
		time           uint32
		x, y           int32
		private        uint32
	}
)

// create makes the windows of both states, hidden.
func (b *Border) create() error {
	instance, err := call(b.a.getModuleHandle, 0)
	if err != nil {
		return err
	}
	for state := range b.windows {
		class, err := b.a.class(instance, border.State(state))
		if err != nil {
			return err
		}
		for i := range b.windows[state] {
			if b.windows[state][i], err = b.a.window(instance, class); err != nil {
				return err
			}
		}
	}
	return nil
}

// class registers the class of one state's windows, unless an earlier Border
// did.
func (a *api) class(instance uintptr, s border.State) (*uint16, error) {
	name, err := windows.UTF16PtrFromString(fmt.Sprintf("TandemBorder%d", s))
	if err != nil {
		return nil, err
	}
	c := s.Color()
	brush, err := call(a.createSolidBrush, uintptr(c.R)|uintptr(c.G)<<8|uintptr(c.B)<<16)
	if err != nil {
		return nil, err
	}
	if err := a.defWindowProc.Find(); err != nil {
		return nil, fmt.Errorf("capture/border: %w", err)
	}
	w := wndClass{
		size: uint32(unsafe.Sizeof(wndClass{})), proc: a.defWindowProc.Addr(),
		instance: instance, background: brush, className: name,
	}
	// The function copies what w and the name hold; both outlive the call.
	if _, err := call(a.registerClass, uintptr(unsafe.Pointer(&w))); err != nil && !errors.Is(err, windows.ERROR_CLASS_ALREADY_EXISTS) {
		return nil, err
	}
	return name, nil
}

// window makes one window through which clicks go.
func (a *api) window(instance uintptr, class *uint16) (uintptr, error) {
	const (
		popup            = 0x80000000
		topmost          = 0x00000008
		transparent      = 0x00000020
		tool             = 0x00000080
		layered          = 0x00080000
		noActivate       = 0x08000000
		byAlpha          = 2
		leaveOutOfImages = 0x11 // WDA_EXCLUDEFROMCAPTURE
	)
	// The function reads the class name, which outlives the call.
	w, err := call(a.createWindow, topmost|transparent|tool|layered|noActivate, uintptr(unsafe.Pointer(class)), 0, popup,
		0, 0, border.Thickness, border.Thickness, 0, 0, instance, 0)
	if err != nil {
		return 0, err
	}
	if _, err := call(a.setLayeredAttributes, w, 0, 255, byAlpha); err != nil {
		return w, err
	}
	if a.setAffinity.Find() == nil {
		_, _, _ = a.setAffinity.Call(w, leaveOutOfImages) // older systems: see the package
	}
	return w, nil
}

// place shows a window at a place, above others, or hides it when that is
// empty.
func (a *api) place(w uintptr, at image.Rectangle) error {
	const noSize, noMove, noZOrder, noActivate, show, hide = 1, 2, 4, 0x10, 0x40, 0x80
	const topmost = ^uintptr(0) // HWND_TOPMOST
	if at.Empty() {
		_, err := call(a.setWindowPos, w, 0, 0, 0, 0, 0, noSize|noMove|noZOrder|noActivate|hide)
		return err
	}
	_, err := call(a.setWindowPos, w, topmost, uintptr(at.Min.X), uintptr(at.Min.Y), uintptr(at.Dx()), uintptr(at.Dy()), noActivate|show)
	return err
}

// dispatch waits until the event is set or messages come, and has the windows
// handle those.
func (a *api) dispatch(event uintptr) {
	const forever, anyInput, alsoOld, remove = 0xffffffff, 0x1cff, 4, 1
	// The function reads one handle, which outlives the call.
	_, _, _ = a.waitForMessage.Call(1, uintptr(unsafe.Pointer(&event)), forever, anyInput, alsoOld)
	for {
		var m message
		// The functions write to and read from m alone.
		if r, _, _ := a.peekMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0, remove); r == 0 {
			return
		}
		_, _, _ = a.dispatchMessage.Call(uintptr(unsafe.Pointer(&m))) // its result means nothing
	}
}
