// Package link is a machine's line to its site: a WebSocket over HTTPS that
// carries signalling, so that two machines find each other and know each
// other's keys before they talk end to end.
//
// The technician's Console opens PathTechnician with a bearer token, the
// customer's Manager opens PathCustomer with nothing but a session number.
// Every binary frame is one Message in CBOR (RFC 8949):
//
//	Console            site              Manager
//	Start      ──────▶
//	           ◀──────  Started
//	                            ◀──────  Join{number, name, offer}
//	           ◀──────  Knock
//	Answer     ──────▶          ──────▶  Joined{technician, offer}
//	    … end to end over QUIC, the site sees none of it …
//	Left/End   ◀─────▶          ◀─────▶  Left/Ended
//
// Another technician's Console asks to Assist, and is answered as a Manager is;
// the primary technician hands a session over to it by Transfer.
//
// # Decisions
//
// The site hands over each side's certificate fingerprint; both pin it. It
// never holds a key, so what it forwards is all that it can see.
//
// A site with a self-signed certificate is known by its pin, the SHA-256 of the
// certificate, cut to 128 bits so that it goes into a file name (Invitation).
//
// A message is a struct of optional pointers with exactly one set. One that has
// none known to the reader is of a newer kind and is skipped.
package link
