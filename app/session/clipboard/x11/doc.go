//go:build linux

// Package x11 is the clipboard of an X display: the selection CLIPBOARD, as
// ICCCM section 2 has it, with XFIXES to hear of changes.
//
// # Decisions
//
// A text that others ask for goes in one piece: MaxText fits into one request.
// A text that comes in pieces (ICCCM 2.7.2, INCR) is taken up to that length.
//
// What was put on the clipboard is gone with Close: an X server keeps nothing
// for a program that has left.
//
// One goroutine has the connection to itself. Set hands it the text and ends its
// waiting for events, as Close does.
package x11
