package pixel

import "golang.org/x/sys/cpu"

var fast = cpu.X86.HasAVX2

// n is a multiple of 8 in all of them, and above 0.

//go:noescape
func same8(b *byte, p *uint32, n int) int

//go:noescape
func load8(dst *uint32, b *byte, n int)

//go:noescape
func rgba8(dst *byte, p *uint32, n int)

//go:noescape
func or8(p *uint32, n int) uint32

//go:noescape
func differences8(green, red, blue *byte, cur, up *uint32, n int)

//go:noescape
func restore8(green, red, blue *byte, cur, up *uint32, n int)

//go:noescape
func steps16(b *byte, stride, rows int, near uint8) (same, about int)

//go:noescape
func fill8(p *uint32, n int, v uint32)

//go:noescape
func triples8(dst, p *uint32, n int)

//go:noescape
func same16(b *byte, stride int, p *uint32, pitch int) bool
