//go:build windows

// Package gdi captures a display of Windows by copying it with BitBlt into
// memory that is used again, which works on every Windows, in remote sessions
// and with the plainest display driver.
//
// It polls, since GDI tells of no change: the picture is compared row by row
// with the one before. While nothing changes the polling slows down, and the
// pointer's moving speeds it up again, since changes follow.
//
// # Decisions
//
// The displays are listed by EnumDisplayDevices and EnumDisplaySettings rather
// than EnumDisplayMonitors: they need no callback, of which a Go program can
// make only so many, and tell true pixels. BitBlt's coordinates are true
// pixels, too, if the program declares itself per-monitor DPI aware.
//
// CAPTUREBLT is not asked for: it makes the pointer flicker. Config.Exclude is
// not looked at: who owns a window has it left out of every picture by
// SetWindowDisplayAffinity, as capture/border does.
//
// While the secure desktop is shown (the consent prompt, the lock screen) a
// program without its rights gets no picture. Next then waits for the desktop
// to come back.
package gdi
