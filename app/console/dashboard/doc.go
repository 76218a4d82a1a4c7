// Package dashboard is the Console as one window: the sessions at the left, and
// of the chosen one the state, the tabs Tools, Desktop, Application and Session,
// below them what one works in, and beside them the participants and the
// customer.
//
// # Decisions
//
// A tab is a row of buttons. What one works in stays below the tabs whichever
// is chosen: asking for control hides neither the chat nor the notes.
//
// A tab without a button is absent, as is a button whose feature is not there:
// nothing in the window is dead. So is the tab Application, until an application
// can be shared.
//
// What a technician says on the telephone is the largest thing in the window
// until the customer is in: the number, and the address.
//
// Closing the window with a session running asks what to do with it.
package dashboard
