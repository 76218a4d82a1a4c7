// Package iconbar is the Console as a small bar of icons that stays on top of
// other windows. Each icon opens a panel of the session in front as a window of
// its own.
//
// # Decisions
//
// The bar keeps the window system's title bar: one drags it anywhere with it, by
// mouse or by the window system's keys, on every system alike.
//
// The line below the icons says how the session in front is. While the pointer
// or the keyboard is at an icon, it says what that does, or why it cannot be
// used now; no window has to open for that.
//
// A pop-out belongs to one session for good and names its customer: when another
// session comes to the front, what is being typed still goes where it was meant.
package iconbar
