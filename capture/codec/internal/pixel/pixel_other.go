//go:build !amd64

package pixel

const fast = false

func same8(*byte, *uint32, int) int { panic("pixel: no fast form") }
func load8(*uint32, *byte, int)     { panic("pixel: no fast form") }
func rgba8(*byte, *uint32, int)     { panic("pixel: no fast form") }
func or8(*uint32, int) uint32       { panic("pixel: no fast form") }

func differences8(_, _, _ *byte, _, _ *uint32, _ int) { panic("pixel: no fast form") }
func restore8(_, _, _ *byte, _, _ *uint32, _ int)     { panic("pixel: no fast form") }
func steps16(*byte, int, int, uint8) (_, _ int)       { panic("pixel: no fast form") }
func fill8(*uint32, int, uint32)                      { panic("pixel: no fast form") }
func triples8(_, _ *uint32, _ int)                    { panic("pixel: no fast form") }
func same16(*byte, int, *uint32, int) bool            { panic("pixel: no fast form") }
