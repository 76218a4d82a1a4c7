// Package kernel holds the few loops in which a video coder spends its time:
// block differences, interpolation, transforms, edge filters and colour
// conversion, on slices of bytes and coefficients.
//
// Slices must be as long as the block they hold says; what the caller read from
// a stream is checked before it comes here. Nothing is allocated and nothing is
// kept.
//
// # Decisions
//
// Everything is plain Go. The loops over pixels work on four or eight pixels in
// one 64-bit word (lanes.go), which gives two to four times the speed of one
// pixel at a time without assembly, on every architecture, under one rule: a
// lane of 16 bits never overflows and never borrows. The tests hold each
// kernel against the formula of RFC 6386 written pixel by pixel.
package kernel
