package tile

import (
	"image"
	"testing"

	"tandem/capture/codec/codectest"
)

// TestForgottenWhileSent: what a packet remembers takes the place of what the
// same packet would have recalled.
func TestForgottenWhileSent(t *testing.T) {
	const cols, rows = 6, 5
	c := codectest.NewCanvas(cols*side, rows*side, 1)
	tiles := make([]*codectest.Canvas, 40)
	for i := range tiles {
		tiles[i] = codectest.NewCanvas(side, side, uint64(i))
		tiles[i].Noise(tiles[i].Bounds())
	}
	enc, dec := NewEncoder(Config{cache: 8}), NewDecoder(Config{cache: 8})
	dst := image.NewRGBA(c.Bounds())
	for i := range 60 {
		for n := range cols * rows {
			from := tiles[(n*(i%7+1)+i*i)%len(tiles)]
			for y := range side {
				copy(c.Pix[4*((n/cols*side+y)*c.W+n%cols*side):], from.Pix[4*y*side:4*(y+1)*side])
			}
		}
		p, err := enc.Encode(c.Frame(nil), 0)
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			continue
		}
		if _, err := dec.Decode(dst, p); err != nil {
			t.Fatalf("picture %d: %v", i, err)
		}
		if psnr(dst, c) != 100 {
			t.Fatalf("picture %d differs", i)
		}
	}
}
