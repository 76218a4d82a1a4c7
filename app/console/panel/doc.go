// Package panel is what the shapes of the Console show of a session, each panel
// fit for a window of its own or a place in a larger one, and the list of all
// sessions. A shape only lays them out.
//
// # Decisions
//
// What happens in a session that is not in front raises a mark in the list and
// nothing else: no window opens, none comes to the front, and the chosen session
// stays the chosen one. A viewer with a window opens by itself only for the session
// in front, and only while no other customer's viewer is open, so that keys meant
// for one customer never go to another; one in a part of a window is there while
// the panels beside it are, and takes no keys by itself.
//
// A line of the chat counts as read when the technician is at it, by keyboard or
// pointer, and not because its window happens to be open behind others.
//
// A question is asked where the button is, not in a dialog, for a pop-out has no
// room for one.
//
// A button that cannot be used says why in its tip, and where it matters in
// words beside it. A button whose feature is not there at all is absent.
//
// An address in the chat is opened after one more click, on a line that shows
// all of it: what it is called in the text may be a lie.
package panel
