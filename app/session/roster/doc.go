// Package roster tells the machines in a session who is in it and who leads.
//
// Whoever leads, the primary technician, opens the channel "roster" on the line
// to each other machine and sends the List on it, whole, and again after every
// change. The other side answers nothing. By it a customer's machine learns the
// technicians that it is to dial, and an assistant's machine whom to expect.
//
// # Decisions
//
// The site brings two machines together: the one of who joins and the primary
// technician's. Everybody else is vouched for by the primary technician, end to
// end, with the fingerprint of their certificate. A site can therefore not put a
// viewer into a session: no customer's machine dials one on its word.
//
// Who leads is a matter of succession: it is whom the site has named to the one
// who joined, until that one's own list names another, with a higher Term. A
// list of anybody else counts for nothing (Following), so neither an assistant
// nor a former primary technician can take a session over.
//
// The whole list is sent each time: what was missed does not matter.
package roster
