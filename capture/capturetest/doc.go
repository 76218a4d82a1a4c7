// Package capturetest tests capturing: Conform is what every capture.Source
// must pass, Xvfb starts a private X server to test on, X11 draws on one, and
// Synthetic is a source of pictures that needs no display at all.
//
// # Decisions
//
// Conform follows each frame with a picture of its own, to which it applies
// only what Damage tells, so damage that is too small fails as surely as a
// wrong pixel.
//
// X11 draws on the background of one window. The server itself restores a
// background that was covered, so tests with windows on top need no client
// that answers exposures.
//
// A missing Xvfb fails a test rather than skipping it: on Linux there is no
// other way to test what customers run.
package capturetest
