// Package session is what a technician's and a customer's machine do together
// over one line: they greet each other, the technician asks, the customer
// decides, and features meet their peers on named channels.
//
// The customer's machine opens the channel "session" and both send a Hello on
// it. From then on the technician's side sends requests, the customer's side
// outcomes and what is granted at the moment; either may end the session.
// Every other channel belongs to the Feature of its name, and is refused when
// the permission that the feature needs is not granted at that moment.
//
// Two technicians in the same session talk likewise, but nothing is asked and
// nothing granted between them: each customer's machine has a line to each
// technician's, and hears there what that one may ask.
//
// # Decisions
//
// Consent lives on the customer's machine alone: a Guard there decides on every
// channel, whatever the technician's side believes to be granted. When it takes
// a permission back it cancels the context of every feature that runs on it.
//
// Everything shown to a person comes from immutable values (Value), so that a
// window, however slow, never holds up the session.
package session
