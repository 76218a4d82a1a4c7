//go:build windows

// Package win watches the stop key on a Windows desktop.
//
// # Decisions
//
// A low-level keyboard hook sees the key before every program and tells keys
// that are injected (LLKHF_INJECTED), which are not swallowed. It lives on an own
// thread with an own message loop, as Windows calls it there. Windows takes the
// hook away without a word if it is slow, so the key's state is asked too,
// every poll, and whether it was pressed since. That look cannot tell an injected key: it stops control as well,
// which is the safe mistake.
//
// Where hooks are refused the key is registered as a hot key. Windows keeps F12
// for debuggers, so then it is likely to become Pause.
//
// Each Watch uses up one of the 2000 callbacks that a Go program may make.
package win
