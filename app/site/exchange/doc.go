// Package exchange connects the links of technicians and customers: it hands
// over names, addresses and fingerprints, so that their machines find each
// other. What these then say to each other does not pass here.
//
// # Decisions
//
// Each link has one goroutine that reads, one that writes from a bounded queue
// and one that pings. Nobody ever waits for another link: a message for a queue
// that is full breaks that link.
//
// A message out of turn or malformed is answered with link.BadRequest, so that
// whoever writes a client sees it; the fifth breaks the link. A message that is
// only late, because the other side has just gone, is no offence and is ignored.
//
// When a technician's link breaks, the customers are told, and the sessions wait
// for their Console to come back and resume them; what runs from end to end goes
// on and is theirs to end. A session that nobody has resumed for awayWait ends,
// and in an account with one session at a time with the next start. When the
// site itself stops, the links close without a message: nobody has left.
//
// A technician who assists is introduced to the primary technician as a customer
// is, and to nobody else: whom the customers' machines let see anything they
// hear from the primary technician alone, end to end. The site that handed out
// another viewer's fingerprint would hand it to a person, who is asked.
//
// An assistant whose link broke may come back for awayWait. A session is handed
// over here first and end to end afterwards: from then on it is resumed and ended
// by its new technician, who gets the knocks.
//
// A session is resumed by its account, with its name, which is a secret of its
// Console, its customers and the site. The Console that had it before, if its
// link is still open, is told that it has lost it.
package exchange
