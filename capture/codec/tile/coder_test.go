package tile

import (
	"math/rand/v2"
	"testing"
)

func TestRangeCoderReadsWhatWasWritten(t *testing.T) {
	for seed := range uint64(200) {
		var e rangeEncoder
		var d rangeDecoder
		play := func(enc bool) {
			rng := rand.New(rand.NewPCG(seed, 7))
			m, diffs, num, sgn, f := newModel(5, false), newModel(differences, true), newNumber(), newSigned(), newFlag()
			skew := rng.IntN(100)
			for i := range rng.IntN(3000) {
				v := rng.IntN(1 << rng.IntN(16))
				sym, b, raw, diff := min(rng.IntN(100)/max(skew, 1), 4), rng.IntN(100) < skew, rng.Uint32()&0xfff, int8(rng.Uint32()>>rng.IntN(9))
				if enc {
					m.put(&e, sym)
					num.put(&e, v)
					sgn.put(&e, 5-v)
					f.put(&e, b)
					e.raw(raw, 12)
					putDifference(&e, &diffs, diff)
					continue
				}
				if s := m.get(&d); s != sym {
					t.Fatalf("seed %d, %d: symbol %d; want %d", seed, i, s, sym)
				}
				if n := num.get(&d); n != v {
					t.Fatalf("seed %d, %d: number %d; want %d", seed, i, n, v)
				}
				if n := sgn.get(&d); n != 5-v {
					t.Fatalf("seed %d, %d: signed %d; want %d", seed, i, n, 5-v)
				}
				if got := f.get(&d); got != b {
					t.Fatalf("seed %d, %d: flag %v", seed, i, got)
				}
				if got := d.raw(12); got != raw {
					t.Fatalf("seed %d, %d: raw %d; want %d", seed, i, got, raw)
				}
				if got := getDifference(&d, &diffs); got != diff {
					t.Fatalf("seed %d, %d: difference %d; want %d", seed, i, got, diff)
				}
			}
		}
		e.begin(nil)
		play(true)
		d.begin(e.end())
		play(false)
		if d.spent() {
			t.Fatalf("seed %d: %d bytes left, %d too many read", seed, len(d.in), d.over)
		}
	}
}
