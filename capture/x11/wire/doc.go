// Package wire speaks the X11 protocol to a display server, as far as
// capturing a screen and drawing a frame around it need.
//
// A Conn is used by one goroutine. Requests are gathered until something waits
// for an answer, so a batch of them costs one write; replies and events are
// read into memory that is used again, so a steady state allocates nothing.
// Requests are written as words: Send(opcode, data, words…) with Pair for two
// 16-bit fields in one word; their layout is in the X11 protocol document and
// the extensions' encodings, cited where they are used.
//
// # Decisions
//
// Not xgb: its extensions' Init writes a package-wide map that the reading
// goroutine of every other open connection reads without a lock, so opening a
// second source while a first one runs can end the program ("concurrent map
// read and map write"). It also allocates for each request, starts four
// goroutines a connection, has no deadline for waiting and logs to stderr. What
// is needed of the protocol is small enough to be written here.
//
// Little-endian always: a server swaps for its client, X11 protocol, section 8.
//
// An error of a request whose answer nobody waits for is dropped: windows may
// vanish between the moment they are listed and the request that names them.
package wire
