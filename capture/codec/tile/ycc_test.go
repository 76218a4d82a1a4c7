package tile

import (
	"testing"

	"tandem/capture/codec/internal/pixel"
)

// TestTriples: what comes of a triple, with no colour cut off, gives it back.
func TestTriples(t *testing.T) {
	cut := func(v uint32) bool {
		for ; v > 0; v >>= 8 {
			if c := v & 255; c == 0 || c == 255 {
				return true
			}
		}
		return false
	}
	whole := 0
	for v := uint32(0); v < 1<<24; v += 37 {
		rgb := toRGB(v)
		if rgb>>8 == 0 || rgb>>16 == 0 || cut(rgb) {
			continue
		}
		whole++
		if got := pixel.Triple(rgb); got != v {
			t.Fatalf("Triple(toRGB(%06x) = %06x) = %06x", v, rgb, got)
		}
	}
	if whole < 50_000 {
		t.Errorf("%d triples without colours cut off were tried", whole)
	}
}
