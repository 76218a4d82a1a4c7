//go:build windows

package win

import (
	"context"
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/input"
)

// poll is how often the key is looked at, in case the hook is gone. Windows also
// tells of a press that has come and gone since.
const poll = 100 * time.Millisecond

// Messages and states, from winuser.h.
const (
	wmQuit   = 0x0012
	wmTimer  = 0x0113
	wmHotkey = 0x0312

	pressedNow   = 0x8000 // in GetAsyncKeyState's answer
	sincePressed = 0x0001 // since it was asked last
)

// The functions are looked up when they are called first; they are there since
// Windows 2000.
var (
	user32              = windows.NewLazySystemDLL("user32.dll")
	setWindowsHookEx    = user32.NewProc("SetWindowsHookExW")
	unhookWindowsHookEx = user32.NewProc("UnhookWindowsHookEx")
	callNextHookEx      = user32.NewProc("CallNextHookEx")
	getMessage          = user32.NewProc("GetMessageW")
	peekMessage         = user32.NewProc("PeekMessageW")
	postThreadMessage   = user32.NewProc("PostThreadMessageW")
	setTimer            = user32.NewProc("SetTimer")
	killTimer           = user32.NewProc("KillTimer")
	getAsyncKeyState    = user32.NewProc("GetAsyncKeyState")
	registerHotKey      = user32.NewProc("RegisterHotKey")
	unregisterHotKey    = user32.NewProc("UnregisterHotKey")
	mapVirtualKey       = user32.NewProc("MapVirtualKeyW")
)

// message is MSG.
type message struct {
	window  uintptr
	message uint32
	wparam  uintptr
	lparam  uintptr
	time    uint32
	x, y    int32
	private uint32
}

// Watch hooks key, calls bound once it has it, and pressed each time it goes
// down, until ctx ends. It returns nil then, and otherwise why it cannot watch.
func Watch(ctx context.Context, key input.Usage, bound, pressed func()) error {
	// Hooks, hot keys, timers and messages belong to the thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	w := &watch{key: key, vk: virtualKey(key), pressed: pressed}
	var m message
	// This makes the thread's message queue before anyone posts to it.
	_, _, _ = peekMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0, 0)
	release, err := w.claim()
	if err != nil {
		return fmt.Errorf("input/stopkey/win: %v: %w", key, err)
	}
	defer release()
	_, _, _ = getAsyncKeyState.Call(w.vk) // presses before now do not count
	thread := windows.GetCurrentThreadId()
	stop := context.AfterFunc(ctx, func() {
		_, _, _ = postThreadMessage.Call(uintptr(thread), wmQuit, 0, 0)
	})
	defer stop()
	bound()
	return w.loop(ctx)
}

// loop runs the hook, which Windows calls inside of GetMessage.
func (w *watch) loop(ctx context.Context) error {
	timer, _, _ := setTimer.Call(0, 0, uintptr(poll.Milliseconds()), 0)
	defer func() { _, _, _ = killTimer.Call(0, timer) }()
	var m message
	for ctx.Err() == nil {
		// GetMessage fills m before it returns and keeps no pointer to it.
		got, _, err := getMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0)
		switch {
		case int32(got) < 0:
			return fmt.Errorf("input/stopkey/win: message loop: %w", err)
		case got == 0: // wmQuit: ours, or one that came late on this thread
		case m.message == wmTimer:
			w.look()
		case m.message == wmHotkey:
			w.pressed()
		}
	}
	return nil
}
