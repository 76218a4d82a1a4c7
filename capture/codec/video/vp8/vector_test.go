package vp8

import (
	"math/rand/v2"
	"testing"
)

// TestVectorCostsAreThoseOfTheirBooleans adds up what each difference is written
// as.
func TestVectorCostsAreThoseOfTheirBooleans(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	c := newCosts()
	var v vectorCosts
	for range 5 {
		probs := [2]vectorProbs{}
		for i := range probs {
			for j := range probs[i] {
				probs[i][j] = uint8(1 + rng.IntN(255))
			}
		}
		v.update(c, &probs)
		for i := range probs {
			for d := -maxVector; d <= maxVector; d++ {
				want := 0
				walkComponent(d, func(node int, one bool) { want += c.bool(probs[i][node], one) })
				if got := int(v.cost[i][maxVector+d]); got != want {
					t.Fatalf("component %d, %d: %d; want %d", i, d, got, want)
				}
			}
		}
	}
}
