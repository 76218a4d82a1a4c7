// Package robot makes input events through robotgo, the portable baseline.
//
// It uses robotgo's pure Go backends as packages of their own (robotgo/x11,
// robotgo/win, robotgo/darwin), so it needs neither cgo, nor libXtst, nor a
// build tag.
//
// # Decisions
//
// The root package of robotgo is not used: its default backend is C, ends the
// whole program where there is no DISPLAY, and loses emoji; the tags that
// choose another backend (x11, wayland) mean something else to Fyne.
//
// The baseline is the default only where there is no mechanism of our own,
// which is macOS. What it cannot do:
//
//   - keys go by the name of what they type in the US layout, not by their
//     place: under a French layout the key right of Tab is A, and robotgo
//     presses the one that is Q; keys without a name (IntlBackslash, Pause on
//     some systems, Japanese and Korean keys) return an error;
//   - Windows cannot tell left modifiers from right ones;
//   - no Back and Forward buttons, and no error from pointer events;
//   - macOS: a move while a button is down is not a drag, and nothing says that
//     the permission for Accessibility is missing;
//   - X11: some characters are lost in some layouts, one connection is shared by
//     the whole program.
package robot
