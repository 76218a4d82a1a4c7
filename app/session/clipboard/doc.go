// Package clipboard carries copied text between a technician's and a customer's
// computer while the customer allows it.
//
// The technician's machine opens the channel "clipboard" as soon as that is
// granted. From then on each side sends what is copied on it; what was copied
// before stays where it is.
//
// # Decisions
//
// What comes from the peer is put on the clipboard and never sent back, nor is
// the same text twice in a row, so that two computers cannot play ping-pong.
//
// Text only, of MaxText bytes at most. What is longer is not sent, rather than
// cut: half a text is a trap.
//
// The technician's side sends what it is given by Technician.Copied and does not
// look at the clipboard by itself: a technician has one clipboard and many
// customers, and the desk decides which of them a text is for.
package clipboard
