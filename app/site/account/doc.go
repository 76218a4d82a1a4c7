// Package account knows the technicians of a site: who they are, whether a
// password is theirs, and which tokens they hold.
//
// # Decisions
//
// Passwords are hashed with argon2id (RFC 9106) with 64 MiB each. Only a few
// are computed at a time, the rest wait in a short line, so sign-in cannot take
// the machine's memory.
//
// A name that nobody has costs the same hash as one that somebody has, and the
// answer is the same.
//
// A wrong password takes a try of three buckets: of this name from this
// address, of this address, and of this name from everywhere. The last one is
// wide, so that a stranger cannot easily lock somebody out.
//
// A token is 256 random bits. The store keeps its SHA-256, so a stolen store
// signs nobody in. A token carries the stamp that its account had; a new
// password is a new stamp, and voids them all at once, without a search.
package account
