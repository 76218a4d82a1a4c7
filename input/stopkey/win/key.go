//go:build windows

package win

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/input"
)

// Constants of hooks and hot keys, from winuser.h.
const (
	whKeyboardLL  = 13
	hcAction      = 0
	llExtended    = 0x01
	llInjected    = 0x10
	llUp          = 0x80
	modNoRepeat   = 0x4000
	hotkey        = 1
	mapScanToVKEx = 3
	vkPause       = 0x13
)

// keyboardHook is KBDLLHOOKSTRUCT.
type keyboardHook struct {
	vk, scan, flags, time uint32
	extra                 uintptr
}

// watch is the state of one Watch, touched on its thread only.
type watch struct {
	key          input.Usage
	vk           uintptr
	hooked, seen bool // whether it is down, as the hook and as look have it
	pressed      func()
}

// claim hooks the keyboard, or registers the key, and returns how to undo it.
func (w *watch) claim() (release func(), err error) {
	hook, _, _ := setWindowsHookEx.Call(whKeyboardLL, windows.NewCallback(w.hook), 0, 0)
	if hook != 0 {
		return func() { _, _, _ = unhookWindowsHookEx.Call(hook) }, nil
	}
	if ok, _, err := registerHotKey.Call(0, hotkey, modNoRepeat, w.vk); ok == 0 {
		return nil, errors.Join(input.ErrTaken, err)
	}
	return func() { _, _, _ = unregisterHotKey.Call(0, hotkey) }, nil
}

// hook is a LowLevelKeyboardProc. Other than 0 swallows the key.
func (w *watch) hook(code int32, wparam uintptr, k *keyboardHook) uintptr {
	// Windows keeps k alive and does not move it until hook returns.
	extended := k.flags&llExtended != 0
	if code == hcAction && k.flags&llInjected == 0 && input.FromScancode(int(k.scan), extended) == w.key {
		w.edge(&w.hooked, k.flags&llUp == 0)
		return 1
	}
	next, _, _ := callNextHookEx.Call(0, uintptr(code), wparam, uintptr(unsafe.Pointer(k)))
	return next
}

// look asks for the key's state, which shows only what the hook has not
// swallowed.
func (w *watch) look() {
	state, _, _ := getAsyncKeyState.Call(w.vk)
	w.saw(state)
}

// saw takes an answer of GetAsyncKeyState. A key that is held is pressed again
// and again.
func (w *watch) saw(state uintptr) {
	if state&sincePressed != 0 {
		w.edge(&w.seen, true)
	}
	w.edge(&w.seen, state&pressedNow != 0)
}

// edge reports a press once, however often it is repeated.
func (w *watch) edge(is *bool, down bool) {
	was := *is
	*is = down
	if down && !was {
		w.pressed()
	}
}

// virtualKey is the key's virtual key in the layout of this thread. Pause's
// scancode is Num Lock's, so it has to be known.
func virtualKey(key input.Usage) uintptr {
	if key == input.KeyPause {
		return vkPause
	}
	scan, extended := key.Scancode()
	code := uintptr(scan)
	if extended {
		code |= 0xE000
	}
	vk, _, _ := mapVirtualKey.Call(code, mapScanToVKEx)
	return vk
}
