package pixel

import (
	"math/rand/v2"
	"testing"
)

func TestTriplesOfAllColours(t *testing.T) {
	const row = 1 << 12
	p, got := make([]uint32, row), make([]uint32, row+1)
	for v := uint32(0); v <= Colour; v += row {
		for i := range p {
			p[i] = v + uint32(i) | rand.Uint32()&1<<24 // a mark is no colour
		}
		Triples(got, p)
		for i, v := range p {
			if want := Triple(v); got[i] != want {
				t.Fatalf("the triple of %06x is %06x; want %06x", v, got[i], want)
			}
		}
	}
	for n := range 20 {
		got[n] = 1 << 30
		if Triples(got, p[:n]); got[n] != 1<<30 {
			t.Fatalf("Triples wrote beyond %d pixels", n)
		}
	}
}

func BenchmarkTriples(b *testing.B) {
	p := make([]uint32, 1920)
	for i := range p {
		p[i] = rand.Uint32() & Colour
	}
	b.SetBytes(int64(4 * len(p)))
	for b.Loop() {
		Triples(p, p)
	}
}
