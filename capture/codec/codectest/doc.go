// Package codectest holds the conformance test of the coders and the pictures
// to try them on: synthetic scenes that behave like a desktop, and clips
// recorded from real ones.
//
// # Decisions
//
// Every picture that has settled is compared bit by bit. An encoder and a
// decoder that ever disagree are a defect of the first rank.
package codectest
