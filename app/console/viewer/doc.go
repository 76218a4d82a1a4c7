// Package viewer shows a customer's desktop and takes the technician's keys and
// pointer to it, in a window of its own or, but in full screen, in a part of
// another.
//
// # Decisions
//
// The picture is one image in the graphics card's memory, or in the window
// system's where package glass can show it, always pixel by pixel: what is
// scaled is scaled here, where it has changed. Fyne's smooth scaling costs a
// second of computing for eight pictures, and its cheap one loses thin lines.
//
// Tips are shown in a line of the bar's own, not over the picture: nothing of
// Fyne's is seen through the glass.
//
// Keys go to the customer as the places they have on the keyboard, so that the
// customer's layout, with its dead keys and AltGr, makes the characters. Text
// goes only where no key of an ordinary keyboard made it: what an input method
// commits, or a key that other programs invent. A key never goes as both.
//
// Linux repeats a held key by itself, so nothing is sent for repeats there;
// other systems get the key down again.
//
// Ctrl+Alt+Shift+Esc takes the keys back. Neither the usual window managers nor
// Windows take it for themselves, nor is it a virtual terminal, and it needs no
// key that small keyboards hide.
//
// Closing the viewer gives the view and the control back. It never ends the
// session.
//
// A viewer does not move between its part of a window and the full screen, for
// Fyne mixes up the pictures of what does: it goes, and gives nothing back, and
// another is opened.
//
// While the technician controls, the local pointer takes the shape of the
// customer's, so that it does not lag. The customer's is drawn beside it only
// while it is where the technician has not sent it.
package viewer
