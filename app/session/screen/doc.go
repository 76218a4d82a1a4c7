// Package screen shows one machine's display on another.
//
// Whoever shows opens the channel "screen" and sends on it, in order:
//
//	1 | flags | uvarint number | codec.Packet               an update
//	2 | flags | varint x | varint y                         the pointer
//	    [| uvarint w | h | hot x | hot y | zstd of NRGBA]   and its shape
//	3 | CBOR of info                                        displays, which one, paused, mode
//	4 | sum, 8 bytes, the least first                       of the picture after the last update
//	5 | CBOR of figures                                     how it does
//
// The other side answers with CBOR of a reply: what it has decoded, which
// display and which mode it wants, that it needs a whole picture. The channel's
// end is the end of the showing.
//
// # Decisions
//
// The newest picture wins: a picture is captured only when the line has room
// for it, and an update takes 20 ms of the line at the most (pace.go); what
// changed meanwhile goes into the next one, against what was last sent, and
// before what waits. That no queue stands in the network is the business of
// the line's congestion control, which also tells the rate.
//
// While nobody looks (look.go) two pictures a second come, and what changes often is
// coarse: they are for a list of many sessions, whose machines and lines have better
// things to do.
//
// While the view is paused nothing is captured at all.
package screen
