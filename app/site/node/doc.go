// Package node is a site as a library: the accounts, numbers, signalling and
// pages of one process, on one port, in one folder. app/site is it as a
// program; the Console runs one in its own process when it has no other site.
//
// # Decisions
//
// New opens everything that can fail, so that what is wrong shows before
// anything runs: the folder, the store, the certificate and the port. Run
// starts the goroutines and has waited for all of them when it returns.
//
// A site without a certificate makes one for itself, for ten years, and keeps
// it: programs that were given it must not be surprised by another. It is made
// anew only when it is missing or has expired.
//
// Clients are known by the address that TCP has for them. A reverse proxy in
// front would make all of them one; X-Forwarded-For is not believed.
//
// The UDP port of the same number belongs to the relay, which comes later.
// Nothing is opened on it yet, and nothing else should be put there.
//
// The running site takes the commands of "site user" on a socket in its folder
// that only its own user can open, since the store is open in one process.
package node
