// Package chat is what the people in a session write to each other.
//
// A Chat is one person's view of the conversation. It has a Peer for everybody
// whose machine this one has a line to; the technician's machine opens the
// channel "chat" on each line. Every line is numbered by its writer and
// acknowledged by its readers, so that the writer sees what has arrived; a line
// written while a peer is away is sent when they are back.
//
// # Decisions
//
// A line goes only to the machines of those it is meant for. What technicians
// say among themselves never reaches a customer's machine, so no program there
// can show it.
//
// Customers' machines have no lines to each other, so that none learns where
// another is. What one of them says to everybody every technician's machine passes
// on to the others, under the writer's name and number, and whoever hears it twice
// shows it once: when a session changes hands, or a technician's machine is killed,
// no line falls between two that each take the other for the one to pass it on.
//
// Nobody gets what was said before they came: a Peer begins at the last line
// before it, and that place is kept over its absences.
//
// A line goes to the Journal before it goes to a peer: what was said stays,
// whichever process is killed when. What cannot be kept is not said.
package chat
