// Package notes is what a technician writes down about a session, for the
// technician and the record at the site.
//
// # Decisions
//
// It is no feature and has no channel: nothing here can reach a customer's
// machine, whatever is granted.
//
// What is typed is on the disk half a second after the last key, and two seconds
// after the first at the latest, so that a kill loses no more than that. From
// there it goes to the site, again and again until the site has it.
package notes
