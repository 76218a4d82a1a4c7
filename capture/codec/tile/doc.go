// Package tile codes pictures of a desktop: only the 64x64 tiles that changed,
// predicted from what the other end already shows. Text and drawings are exact
// at once; photographs and film are when they have come to rest.
//
// An [Encoder] compares every frame with what it last sent. What moved is sent
// as copies, tiles that were sent before as their place in a cache, photographs
// that would keep the line busy and film as parts of a VP8 frame, and what is
// left pixel by pixel, foreseen from everything both ends have seen since the
// last key packet. A [Decoder] does the same backwards.
//
// # Packet
//
// After the header that all coders share (see [codec.Packet]):
//
//	byte  version of this coder; 0x80 more if film follows, 0x40 more if the
//	      packet is a quick one
//	[uvarint length | that many bytes of VP8]
//	[uvarint pixels | uvarint length | that many bytes of them (quick.go)]
//	…     decisions, coded by a range coder (rangecoder.go); zero bytes at the
//	      end are left out, eight at most
//
// The decisions, each with a model that adapts (model.go, number.go):
//
//	copies  while a flag is true: a flag if the vector is the last one (not for
//	        the first), else dx, dy; then left, top, width-1, height-1 of where
//	        to (copies.go). All are read before any is written.
//	spans   while a flag is true: tiles from the end of the last span on, in
//	        reading order and around; tiles-1, all of one row; a flag if they
//	        are in the cache. If so, each one's place (place.go), else the
//	        kinds of the 16x16 cells and the pixels (slc.go, photo.go).
//	seal    16 raw bits, 0xA5C3
//
// All models, the cache and the picture that is predicted from begin anew with
// every key packet. After a span that took 48 bytes a tile or more, its tiles
// enter the cache, if they are of full size and exact: in the next free place,
// or in that of the one not used for longest.
//
// # Exact and rough
//
// Both ends mark the pixels that the Decoder shows with loss, in the reference,
// by a value that no pixel of a frame has: nothing is predicted from them, and
// they never match. Copies carry the marks along. What there is at the marks is
// kept apart: at the Decoder the colours it shows, at the Encoder those that
// were meant, so that what moves is found. Refine sends what is marked without
// loss, when it has been left alone for a while.
//
// # Decisions
//
// The picture that both ends agree on is kept by both, as the reference that
// the next update is predicted from. The Decoder does not read the caller's
// picture back: whatever was done to it cannot make the two ends differ.
//
// A key packet leaves what it does not reach as it was in the caller's
// picture: a refresh under a small budget does not flash black. Until a tile
// has been sent it counts as dirty, even if it is as black as the reference.
//
// A range coder with models that live as long as the connection takes the place
// of the prototype's zstd stream (findings.md, Screen 3.3): measured on the
// recorded clips, scrolled text takes 1.6 KB a frame and a first picture with a
// photograph behind two windows 225-230 KB, where the prototype needed 3.2 and
// 338 KB. It allocates nothing, and has no window for a hostile packet to fill.
// It costs little because desktops are long runs, and a run is one decision
// however long it is; only photographs cost more than with zstd.
//
// Text and photographs are told apart by the Encoder, cell by cell, since a
// context table that learns glyphs by heart has nothing to learn from a
// photograph, but would forget its glyphs over it.
//
// Photographs are coded as the brightness and the two differences of colour that
// they had as JPEG files, wherever that gives the pixel back (ycc.go, tint.go):
// two thirds to four fifths of the bytes that their colours take, and half as
// much time again. Where the line is fast only the first one in a while is, and
// what is no larger than 65536 pixels: the others are quick, half as many bytes
// again or more in a fifth of the time, with Huffman's codes (klauspost's huff0)
// over planes that are foreseen and added up in AVX2. Of 1080p photographs,
// encoding takes about 30 ms instead of 100, decoding 15 instead of 95.
//
// The fourth byte of a captured pixel means nothing and is never compared.
//
// What is film is decided cell by cell, 16 pixels wide, so that text beside a
// photograph is exact in its first update: cells with many small steps and few
// large ones, where most of a tile is like that, or most of a cell. What the
// line takes in 50 ms without loss is not worth two transfers and no film; of
// tiles that have changed twice in a row, what it takes in 6 ms. A photograph
// that has changed four times in a row is film with all that lies in its tile.
//
// The reference has no colours where it is marked, rather than the colours of
// the film: the Encoder then needs no more of VP8 than its frames, and an error
// there could only be seen, not spread.
package tile
