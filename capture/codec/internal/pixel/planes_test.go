package pixel

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestDifferencesRestoreWhatTheyWere(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		n := rng.IntN(80)
		cur, up := make([]uint32, n+1), make([]uint32, n+1)
		noise := uint32(1)<<rng.IntN(25) - 1
		for i := range cur {
			cur[i], up[i] = 0x808080^rng.Uint32()&noise, 0x808080^rng.Uint32()&noise
		}
		cur[0] |= rng.Uint32() << 24 // a mark is no colour
		got, want := newPlanes(n), newPlanes(n)
		Differences(got[0], got[1], got[2], cur, up)
		differences(want[0], want[1], want[2], cur, up)
		for k := range got {
			if !bytes.Equal(got[k], want[k]) {
				t.Fatalf("plane %d of %d pixels is % x; want % x", k, n, got[k], want[k])
			}
		}
		for name, f := range map[string]func(g, r, b []byte, cur, up []uint32){"Restore": Restore, "restore": restore} {
			again := make([]uint32, n+1)
			again[0] = cur[0]
			if f(got[0], got[1], got[2], again, up); !slices.Equal(again, cur) {
				t.Fatalf("%s of %d pixels = %x; want %x", name, n, again, cur)
			}
		}
	}
}

func newPlanes(n int) (p [3][]byte) {
	for k := range p {
		p[k] = make([]byte, n)
	}
	return p
}

func BenchmarkPlanes(b *testing.B) {
	const n = 1 << 14
	cur, up := make([]uint32, n+1), make([]uint32, n+1)
	for i := range cur {
		cur[i], up[i] = rand.Uint32()&Colour, rand.Uint32()&Colour
	}
	p := newPlanes(n)
	for name, f := range map[string]func(g, r, b []byte, cur, up []uint32){
		"Differences": Differences, "differences": differences, "Restore": Restore, "restore": restore,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(4 * n)
			for b.Loop() {
				f(p[0], p[1], p[2], cur, up)
			}
		})
	}
}
