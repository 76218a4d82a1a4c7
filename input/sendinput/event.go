//go:build windows

package sendinput

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/input"
)

// The kinds and flags of INPUT, MOUSEINPUT and KEYBDINPUT, from winuser.h.
const (
	kindMouse    = 0
	kindKeyboard = 1

	mouseMove        = 0x0001
	mouseLeftDown    = 0x0002
	mouseLeftUp      = 0x0004
	mouseRightDown   = 0x0008
	mouseRightUp     = 0x0010
	mouseMiddleDown  = 0x0020
	mouseMiddleUp    = 0x0040
	mouseXDown       = 0x0080
	mouseXUp         = 0x0100
	mouseWheel       = 0x0800
	mouseHWheel      = 0x1000
	mouseVirtualDesk = 0x4000
	mouseAbsolute    = 0x8000

	keyExtended = 0x0001
	keyUp       = 0x0002
	keyUnicode  = 0x0004
	keyScancode = 0x0008
)

// mouseInput is MOUSEINPUT.
type mouseInput struct {
	dx, dy            int32
	data, flags, time uint32
	extra             uintptr
}

// keyInput is KEYBDINPUT.
type keyInput struct {
	vk, scan    uint16
	flags, time uint32
	extra       uintptr
}

// event is INPUT: a kind and a union, of which mouseInput is the largest member
// and has the alignment of all.
type event struct {
	kind  uint32
	mouse mouseInput
}

func mouse(flags, data uint32) event {
	return event{kind: kindMouse, mouse: mouseInput{flags: flags, data: data}}
}

func key(k keyInput) event {
	e := event{kind: kindKeyboard}
	// The union begins where mouse does, and keyInput is no larger and no more
	// aligned than mouseInput.
	*(*keyInput)(unsafe.Pointer(&e.mouse)) = k
	return e
}

// The functions are looked up when they are called first; they are there since
// Windows 2000.
var (
	user32           = windows.NewLazySystemDLL("user32.dll")
	sendInput        = user32.NewProc("SendInput")
	mapVirtualKey    = user32.NewProc("MapVirtualKeyW")
	getSystemMetrics = user32.NewProc("GetSystemMetrics")
)

// send makes the events happen without anything between them.
func send(events []event) error {
	if len(events) == 0 {
		return nil
	}
	// SendInput reads len(events) INPUTs and keeps no pointer to them.
	n, _, err := sendInput.Call(uintptr(len(events)),
		uintptr(unsafe.Pointer(&events[0])), unsafe.Sizeof(events[0]))
	if int(n) != len(events) {
		return fmt.Errorf("input/sendinput: %w: %d of %d events: %w", input.ErrBlocked, n, len(events), err)
	}
	return nil
}
