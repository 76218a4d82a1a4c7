// Package ledger keeps the sessions of a site: which number leads to which,
// who is in, and a record of each that outlasts it.
//
// # Decisions
//
// Live sessions are in memory and in the store; the memory decides, the store
// is for the records and for the next start, which marks as ended whatever was
// live when the process died.
//
// A number is good for several customers, as the technician lets them in, and
// for technicians who assist. It is void an hour after no customer used it any
// more, and with the session. Void numbers are remembered for a day, to
// say "ended" rather than "wrong" to the person who is late.
//
// Guessing: a wrong number takes a try of the address (5 a minute; an IPv6 /64
// is one address) and one of all (100 a minute). With a thousand numbers open a
// stranger at full speed finds one in a week, and then the technician sees a
// name that was not expected, and, once a customer is in, has to let them in. The brake for all can be pulled by a stranger
// with many addresses, which delays customers by some seconds; a guessed
// number would be worse. Wrong numbers and right ones take the same way, with
// one look at the store each.
package ledger
