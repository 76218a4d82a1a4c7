// Package tile codes pictures of a desktop without loss: only the 64x64 tiles
// that changed, predicted from what the other end already shows.
//
// An [Encoder] compares every frame with what it last sent, and codes the
// tiles that differ as runs, which pass through one zstd stream that lives as
// long as the connection. A [Decoder] does the same backwards.
//
// # Packet
//
// After the header that all coders share (see [codec.Packet]):
//
//	byte     version of this coder
//	uvarint  length of the body in bytes
//	…        zstd blocks that decompress to exactly the body
//
// The zstd stream begins anew with every key packet and is flushed at the end
// of each packet. The body:
//
//	uvarint  number of spans
//	span:    varint   tiles from the end of the last span to this one, in
//	                  reading order
//	         uvarint  tiles in the span, all of one row of tiles
//	then the pixels of each span in turn, see slc.go
//
// # Decisions
//
// The picture that both ends agree on is kept by both, as the reference that
// the next update is predicted from. The Decoder does not read the caller's
// picture back: whatever was done to it cannot make the two ends differ.
//
// A key packet leaves what it does not reach as it was in the caller's
// picture: a refresh under a small budget does not flash black.
//
// The fourth byte of a captured pixel means nothing and is never compared.
package tile
