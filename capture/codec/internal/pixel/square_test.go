package pixel

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

func TestSquaresAreCompared(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 3000 {
		stride, pitch := 4*(patch+rng.IntN(9)), patch+rng.IntN(9)
		b, p := make([]byte, 15*stride+4*patch), make([]uint32, 15*pitch+patch)
		for i := range p {
			p[i] = rng.Uint32() // what is between the rows is anything
		}
		for y := range patch {
			for x := range patch {
				v := rng.Uint32()
				binary.LittleEndian.PutUint32(b[y*stride+4*x:], v)
				p[y*pitch+x] = v & Colour
			}
		}
		if !SameSquare(b, stride, p, pitch) {
			t.Fatal("squares of the same colours are not the same")
		}
		y, x, bit := rng.IntN(patch), rng.IntN(patch), rng.IntN(25)
		if p[y*pitch+x] ^= 1 << bit; SameSquare(b, stride, p, pitch) {
			t.Fatalf("bit %d of pixel %d, %d makes no difference", bit, x, y)
		}
	}
}
