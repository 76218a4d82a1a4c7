// Package signin is the Console's first window: which site, who, and the
// password; or a site on this very computer.
//
// # Decisions
//
// What went wrong is said by kind, with what to do about it. A wrong name and
// a wrong password are one kind, as they are at the site.
//
// The password is not remembered.
package signin
