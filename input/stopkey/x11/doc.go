//go:build linux

// Package x11 watches the stop key on an X11 desktop.
//
// # Decisions
//
// The key is grabbed on the root window with any modifiers, because the
// technician may hold some. If another program has a part of these, such as
// Alt+F12, the rest is grabbed; without the plain key it is ErrTaken.
//
// A grab does not fire while another program has the whole keyboard: an open
// menu, a game, a virtual machine. Raw events of the X Input Extension come all
// the same, so it is they that tell of presses. Nothing runs between two keys.
// A server without them has its keyboard's state asked instead, every poll.
package x11
