// Package viewer is the window that shows a customer's desktop and takes the
// technician's keys and pointer to it.
//
// # Decisions
//
// The picture is one image in the graphics card's memory, shown pixel by pixel
// at 1:1 and with the cheapest scaling else: Fyne's smooth scaling costs a
// second of computing for eight pictures.
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
// Closing the window gives the view and the control back. It never ends the
// session.
//
// While the technician controls, the local pointer takes the shape of the
// customer's, so that it does not lag, and nothing is drawn over the picture.
package viewer
