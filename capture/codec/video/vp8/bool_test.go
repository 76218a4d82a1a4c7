package vp8

import (
	"math/rand/v2"
	"testing"
)

func TestBoolReaderReadsWhatWasWritten(t *testing.T) {
	for seed := range uint64(300) {
		play := func(each func(prob uint8, one bool)) {
			rng := rand.New(rand.NewPCG(seed, 1))
			skew := rng.IntN(257)
			for range rng.IntN(2000) {
				each(uint8(1+rng.IntN(255)), rng.IntN(256) < skew)
			}
		}
		var w boolWriter
		w.reset(nil)
		play(w.bool)
		r := newBoolReader(w.finish())
		play(func(prob uint8, one bool) {
			if r.bool(prob) != one {
				t.Fatalf("seed %d differs", seed)
			}
		})
	}
}

// TestCodesAreThePathsOfTrees follows each code through its tree.
func TestCodesAreThePathsOfTrees(t *testing.T) {
	for _, c := range []struct {
		name  string
		tree  []int8
		codes []code
	}{
		{"keyMode", keyModeTree, keyModeCodes[:]},
		{"mode", modeTree, modeCodes[:]},
		{"colour", colourTree, colourCodes[:]},
		{"submode", submodeTree, submodeCodes[:]},
		{"vector", vectorTree, vectorCodes[:]},
	} {
		for leaf, path := range c.codes {
			if path.n == 0 {
				continue
			}
			at := int8(0)
			for n := int(path.n) - 1; n >= 0; n-- {
				at = c.tree[at+int8(path.bits>>n&1)]
			}
			if int(-at) != leaf {
				t.Errorf("%s %d: the path leads to %d", c.name, leaf, -at)
			}
		}
	}
}
