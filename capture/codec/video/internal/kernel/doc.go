// Package kernel holds the few loops in which a video coder spends its time:
// block differences, interpolation, transforms, edge filters, prediction of small
// blocks and colour conversion, on slices of bytes and coefficients.
//
// Slices must be as long as the block they hold says; what the caller read from
// a stream is checked before it comes here. Nothing is allocated and nothing is
// kept.
//
// # Decisions
//
// Each kernel is there in plain Go, named plain…, which is what the others have
// to agree with bit by bit. Its loops over pixels work on four or eight pixels in
// one 64-bit word (lanes.go), under one rule: a lane of 16 bits never overflows
// and never borrows. The tests hold the plain kernels against the formulas of RFC
// 6386 written pixel by pixel.
//
// On amd64 with AVX2, which cpu.X86 tells at run time, assembly takes their
// place: three to ten times as fast. It is assembly and not archsimd because that
// is an experiment of the toolchain, which a plain go build does not have. The
// functions beside it (…_amd64.go) check bounds by an index before they hand out
// pointers; the assembly reads and writes what is indexed and nothing else.
// Elsewhere (plain_other.go) the plain kernels are all there is. The environment
// GODEBUG=cpu.avx2=off does the same on amd64.
//
// What the assembly does is what Go does and not nearly so: saturating sums are
// used only where a sum that saturates is clipped to the same pixel anyway.
package kernel
