// Package native is the Manager on a machine that cannot show the windows of
// Fyne, for want of OpenGL: the same session, the same prompts and the same
// four controls in plain windows that need nothing but a screen.
//
// # Decisions
//
// The program draws its windows itself, with the fonts of Fyne, and the system
// shows the picture: so they look alike everywhere, and the mechanisms for each
// system are small (surface, x11, win).
//
// Below the controls are what has happened among the people
// and who they are. What is there, and the clipboard's switch, takes no click for
// a moment after it changed or moved; the four ways out always do.
//
// There is no chat window; the technician's last line is shown. The number can
// be clicked together; the name is the one remembered, or the user's account's.
//
// A prompt takes no keys at all, and no click for a moment after it appeared or
// moved, as in package window.
package native
