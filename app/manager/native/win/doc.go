//go:build windows

// Package win shows plain windows on Windows, by the functions of user32 and
// gdi32 alone.
//
// # Decisions
//
// One thread owns the windows and runs their messages; others hand it functions
// to call, and wake it by an event.
package win
