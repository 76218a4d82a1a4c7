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
// The loop filter runs when all of a frame is there, because what is predicted
// within a frame is predicted from unfiltered pixels. It runs over the macroblocks
// that have a level.
//
// What stays as it was costs next to nothing, in the Encoder and in the Decoder:
// on a desktop it is nearly everything. A frame is drawn over an older one, of
// which is known where it differs from the last (pool): only that is copied. The
// records of macroblocks that rest in the midst of others are equal, and a run of
// them is coded in a few steps (stretch) to the same bits. Bitmaps say where there
// is something to do. On 1920x1080 a frame of one active macroblock takes 0.06 ms
// where it took 0.9.
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
// What is predicted within a frame is judged by its Hadamard transform, and its
// coefficients count for more, because much else is predicted from it; where most
// of a frame is of that kind the loop filter is stronger. On a photograph of 1080p
// that took 14 % off the bytes at 38 dB: 60 KB, as libvpx needs at its slowest.
//
// Inactive macroblocks are a segment of their own without loop filter, which
// would wear them away frame after frame.
//
// Encoder and Decoder share prediction, transforms and filter: they can only
// agree. Streams made by libvpx and the checksums of ours from another decoder
// under testdata prove that they agree with the rest of the world too.
package vp8
