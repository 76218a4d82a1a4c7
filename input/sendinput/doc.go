//go:build windows

// Package sendinput makes input events on a Windows desktop by SendInput.
//
// Keys go as scancodes, so they type what the desktop's own layout says, and
// games see them. Text goes as Unicode packets, which no layout touches.
//
// # Decisions
//
// Pause, Num Lock and PrintScreen go by virtual key: as scancodes the first two
// are the same, and PrintScreen's depends on Alt.
//
// The modifiers that this injector holds are lifted while text is typed and
// pressed again after it, all in one call, so nothing comes between. A key that
// nothing uses is pressed first (0xE8, unassigned), because Alt and the Windows
// key open a menu when they go up alone.
//
// Windows does not repeat keys that are injected; downs that are repeated pass.
//
// Pointer positions are pixels of the virtual desktop, if the process is
// per-monitor DPI aware, which the manifests of our programs say.
//
// The secure desktop (UAC, Ctrl+Alt+Del, the lock screen) refuses injection:
// input.ErrBlocked. The windows of programs that run as administrator swallow
// it without an error, if this program does not run so too ("UIPI"); Windows
// gives no way to see that.
package sendinput
