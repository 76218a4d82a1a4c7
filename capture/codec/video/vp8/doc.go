// Package vp8 codes moving pictures as RFC 6386 describes: an [Encoder] made for
// photographs and film inside a desktop, and a [Decoder] for every stream.
//
// The Encoder takes pictures in 4:2:0 and gives frames: a key frame first, then
// frames that refer to the one before. A map of active macroblocks says which
// parts of the picture it is to look at, and hints tell it where a macroblock
// came from, so that what a desktop knows already is not searched for. The
// Decoder gives the same picture as [Encoder.Picture], bit by bit.
//
// # Decisions
//
// Frames, names and order of the code follow the sections of RFC 6386, which
// are cited where they are needed; where its text and the decoder in its
// section 20 differ, the decoder counts, as the RFC says. One difference to
// that decoder is deliberate: an adjustment of the loop filter that a header
// does not mention keeps its value, as in libvpx and ffmpeg (section 9.3).
//
// The planes of a frame have no borders. A prediction that reaches beyond the
// edge is made from a small copy; that is rare, and extending four planes a
// frame is not.
//
// The loop filter runs over the whole frame when all of it is there, because
// what is predicted within a frame is predicted from unfiltered pixels.
//
// A Decoder trusts nothing: a frame is refused before it changes anything, or
// is decoded to the end. Bits beyond the end of the data read as zero, as in all
// decoders, so what a damaged frame costs is bounded by the size of the
// picture, and that by [Decoder.MaxPixels].
//
// Encoder and Decoder share prediction, transforms and filter: they can only
// agree. Streams made by libvpx and the checksums of ours from another decoder
// under testdata prove that they agree with the rest of the world too.
package vp8
