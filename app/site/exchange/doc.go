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
// When a technician's link breaks, the session ends here, and the customers
// are told; what runs from end to end goes on and is theirs to end. When the
// site itself stops, the links close without a message: nobody has left.
package exchange
