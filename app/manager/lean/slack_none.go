//go:build linux && !cgo

package lean

func trim() {}
