// Package audience lets a customer's machine decide who else sees its screen by
// way of the leading technician's.
//
// Two customers' machines have no line to each other. What one of them shows is
// passed on to the other by the leader's machine, for as long as the first one's
// says so: it opens the channel "audience" to the leader's and sends the people,
// by the fingerprints of their certificates, whole, and again after every change.
// The leader's machine answers each list, once nobody else gets the picture any
// more, with those who do.
//
// # Decisions
//
// A machine that has the picture can do with it what it likes; the word for that
// is trust, and the customer gives it to the technician by allowing the view.
// What can be kept is kept: who is taken out of the list and not out of the
// answer, or is in the answer without having been in the list, or a list that is
// not answered in time, ends Tell with ErrUnkept, upon which the customer's
// machine stops showing anything to the leader's.
//
// Nobody is admitted by silence: the list is empty until the customer has said
// otherwise, and what is not understood changes nothing.
package audience
