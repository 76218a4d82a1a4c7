//go:build windows

package gdi

import (
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// An api is the functions of Windows that capturing takes.
type api struct {
	getDC, releaseDC                             *windows.LazyProc
	createCompatibleDC, deleteDC                 *windows.LazyProc
	createDIBSection, selectObject, deleteObject *windows.LazyProc
	bitBlt, getDIBits, gdiFlush                  *windows.LazyProc
	enumDisplayDevices, enumDisplaySettings      *windows.LazyProc
	getCursorInfo, getIconInfo                   *windows.LazyProc
}

func load() *api {
	user, gdi := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll")
	return &api{
		getDC: user.NewProc("GetDC"), releaseDC: user.NewProc("ReleaseDC"),
		createCompatibleDC: gdi.NewProc("CreateCompatibleDC"), deleteDC: gdi.NewProc("DeleteDC"),
		createDIBSection: gdi.NewProc("CreateDIBSection"), selectObject: gdi.NewProc("SelectObject"), deleteObject: gdi.NewProc("DeleteObject"),
		bitBlt: gdi.NewProc("BitBlt"), getDIBits: gdi.NewProc("GetDIBits"), gdiFlush: gdi.NewProc("GdiFlush"),
		enumDisplayDevices: user.NewProc("EnumDisplayDevicesW"), enumDisplaySettings: user.NewProc("EnumDisplaySettingsW"),
		getCursorInfo: user.NewProc("GetCursorInfo"), getIconInfo: user.NewProc("GetIconInfo"),
	}
}

// call calls a function whose result is zero when it failed. Arguments that are
// pointers are kept, and kept in place, until it returns: "go doc cmd/compile",
// uintptrescapes. For that it allocates.
//
//go:uintptrescapes
func call(p *windows.LazyProc, args ...uintptr) (uintptr, error) { return quick(p, args...) }

// quick is call without allocating. Arguments that are pointers must point to
// what is not on a stack, which moves, and lives on after the call.
func quick(p *windows.LazyProc, args ...uintptr) (uintptr, error) {
	r, _, err := syscall.SyscallN(p.Addr(), args...)
	if r == 0 {
		return 0, fmt.Errorf("capture/gdi: %s: %w", p.Name, err)
	}
	return r, nil
}

// The structures of wingdi.h and winuser.h, laid out as on 64-bit Windows; Go
// aligns their fields as C does.
type (
	displayDevice struct { // DISPLAY_DEVICEW
		size       uint32
		name       [32]uint16
		text       [128]uint16
		stateFlags uint32
		id, key    [128]uint16
	}
	devMode struct { // DEVMODEW, with the fields of a display
		deviceName                   [32]uint16
		specVersion, driverVersion   uint16
		size, driverExtra            uint16
		fields                       uint32
		x, y                         int32
		orientation, fixedOutput     uint32
		color, duplex, yResolution   int16
		trueType, collate            int16
		formName                     [32]uint16
		logPixels                    uint16
		bitsPerPixel                 uint32
		width, height, flags, hertz  uint32
		icmMethod, icmIntent, media  uint32
		dither, reserved1, reserved2 uint32
		panningWidth, panningHeight  uint32
	}
	bitmapInfo struct { // BITMAPINFO of a picture without a palette
		size                 uint32
		width, height        int32
		planes, bitCount     uint16
		compression          uint32
		sizeImage            uint32
		xPerMeter, yPerMeter int32
		used, important      uint32
		mask                 [4]uint32
	}
	cursorInfo struct { // CURSORINFO
		size, flags uint32
		cursor      windows.Handle
		x, y        int32
	}
	iconInfo struct { // ICONINFO
		icon        uint32
		hotX, hotY  uint32
		mask, color windows.Handle
	}
)

// info describes pictures of 32 bits a pixel whose first row is the top one.
func info(width, height int) bitmapInfo {
	var b bitmapInfo
	b.size = uint32(unsafe.Offsetof(b.mask))
	b.width, b.height = int32(width), -int32(height)
	b.planes, b.bitCount = 1, 32
	return b
}
