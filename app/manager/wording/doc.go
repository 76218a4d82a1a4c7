// Package wording says what is going on in a session in the customer's words
// and language. The windows of every kind only lay it out.
//
// # Decisions
//
// A sentence is chosen by the kind of what happened; the text of an error is for
// the log and never shown.
//
// The words tell what is so, not what was pressed, so they are made from the
// model's state alone.
package wording
