// Package dashboard is the Console as one window: the sessions at the left,
// and of the chosen one the state, the customer, and the tabs Tools, Desktop
// and Session.
//
// # Decisions
//
// What a technician says on the telephone is the largest thing in the window
// until the customer is in: the number, and the address.
//
// A button that cannot be used says why in words under it, for Fyne has no
// tooltips and a grey button alone explains nothing.
//
// Closing the window with a session running asks what to do with it.
package dashboard
