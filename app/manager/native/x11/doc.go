//go:build linux

// Package x11 shows plain windows on an X server that need nothing of it but
// the core protocol.
package x11
