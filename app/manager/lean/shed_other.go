//go:build !linux || !cgo

package lean

// Shed does nothing: it is for Mesa's sake.
func Shed() {}
