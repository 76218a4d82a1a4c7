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
// The Encoder writes version 0 of the format, six taps and the normal loop
// filter. On 1280x720 of film at quantizer 30 the bilinear filter of version 1
// took 46 % more bytes for 0.2 dB, no loop filter 5 % more for 0.5 dB less, the
// simple one 4 % more for 0.15 dB less. Only the search for vectors is bilinear.
//
// It asks what each coefficient costs and what it saves (quantize.go), and sets
// the probabilities of a frame to what the frame contains, after the fact: tokens
// are kept until then. That is worth more here than a finer search. It does not
// split vectors, nor refer to golden or alternate frames.
//
// Inactive macroblocks are a segment of their own without loop filter, which
// would wear them away frame after frame.
//
// Encoder and Decoder share prediction, transforms and filter: they can only
// agree. Streams made by libvpx and the checksums of ours from another decoder
// under testdata prove that they agree with the rest of the world too.
package vp8
