// Package window is the Manager's windows: the form to join, the small window
// of a session with the customer's four controls and the chat, and the prompts.
//
// # Decisions
//
// The windows hold no state of the session: they show the model's and answer
// its prompts. What stops things does not wait for them.
//
// A prompt is a window of its own above all others. Its buttons take no
// keyboard focus, so no key ever allows anything, and they are inert for a
// moment after they appear or move, so a click that was on its way to something
// else hits nothing. Only one prompt is shown at a time: a double click on one
// cannot answer the next.
//
// The session's window stays above others too: whatever a technician opens, the
// way out is in sight.
package window
