//go:build windows

package win

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// An api is the functions of Windows that plain windows take.
type api struct {
	createEvent, setEvent, closeHandle, getModuleHandle       *windows.LazyProc
	registerClass, defWindowProc, createWindow, destroyWindow *windows.LazyProc
	showWindow, setWindowPos, adjustRect, invalidate, metrics *windows.LazyProc
	beginPaint, endPaint, setDIBits, loadCursor               *windows.LazyProc
	waitForMessage, peekMessage, dispatchMessage, translate   *windows.LazyProc
	setCapture, releaseCapture, beep, setForeground, dpi      *windows.LazyProc
}

func load() *api {
	user, gdi := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll")
	kernel := windows.NewLazySystemDLL("kernel32.dll")
	return &api{
		createEvent: kernel.NewProc("CreateEventW"), setEvent: kernel.NewProc("SetEvent"),
		closeHandle: kernel.NewProc("CloseHandle"), getModuleHandle: kernel.NewProc("GetModuleHandleW"),
		registerClass: user.NewProc("RegisterClassExW"), defWindowProc: user.NewProc("DefWindowProcW"),
		createWindow: user.NewProc("CreateWindowExW"), destroyWindow: user.NewProc("DestroyWindow"),
		showWindow: user.NewProc("ShowWindow"), setWindowPos: user.NewProc("SetWindowPos"),
		adjustRect: user.NewProc("AdjustWindowRectEx"), invalidate: user.NewProc("InvalidateRect"),
		metrics: user.NewProc("GetSystemMetrics"), beginPaint: user.NewProc("BeginPaint"), endPaint: user.NewProc("EndPaint"),
		setDIBits: gdi.NewProc("SetDIBitsToDevice"), loadCursor: user.NewProc("LoadCursorW"),
		waitForMessage: user.NewProc("MsgWaitForMultipleObjectsEx"), peekMessage: user.NewProc("PeekMessageW"),
		dispatchMessage: user.NewProc("DispatchMessageW"), translate: user.NewProc("TranslateMessage"),
		setCapture: user.NewProc("SetCapture"), releaseCapture: user.NewProc("ReleaseCapture"),
		beep:          user.NewProc("MessageBeep"),
		setForeground: user.NewProc("SetForegroundWindow"), dpi: user.NewProc("GetDpiForSystem"),
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
		return 0, fmt.Errorf("native/win: %s: %w", p.Name, err)
	}
	return r, nil
}

// The structures of winuser.h and wingdi.h, laid out as C does.
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
	rect  struct{ left, top, right, bottom int32 } // RECT
	paint struct {                                 // PAINTSTRUCT
		dc                   uintptr
		erase                int32
		area                 rect
		restore, incremental int32
		reserved             [32]byte
	}
	bitmap struct { // BITMAPINFOHEADER
		size                  uint32
		width, height         int32
		planes, bits          uint16
		compression, bytes    uint32
		xPerMeter, yPerMeter  int32
		colours, importantOne uint32
	}
)
