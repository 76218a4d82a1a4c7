package tile

import (
	"errors"
	"image"
	"math/rand/v2"
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// TestDamagedPackets: a Decoder says ErrCorrupt or nothing to whatever it
// gets, and the next key packet puts it right.
func TestDamagedPackets(t *testing.T) {
	const w, h = 300, 200
	rng := rand.New(rand.NewPCG(1, 2))
	c := codectest.NewCanvas(w, h, 1)
	enc, dec := NewEncoder(Config{cache: 6}), NewDecoder(Config{cache: 6})
	dst := image.NewRGBA(c.Bounds())
	for i := range 100 {
		ops := make([]byte, 6)
		for k := range ops {
			ops[k] = byte(rng.Uint32())
		}
		draw(c, ops)
		if i%3 == 0 {
			enc.Refresh()
		}
		p, err := enc.Encode(c.Frame(nil), 0)
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			continue
		}
		if i%3 == 0 {
			if _, err := dec.Decode(dst, p); err != nil {
				t.Fatalf("a key packet after damaged ones: %v", err)
			}
			if codec.Sum(dst) != codec.Sum(c.RGBA()) {
				t.Fatal("pictures differ after a key packet")
			}
			continue
		}
		for range 1 + rng.IntN(3) {
			p[rng.IntN(len(p))] ^= byte(1 + rng.IntN(255))
		}
		_, err = dec.Decode(dst, p[:len(p)-rng.IntN(len(p))/2])
		if err != nil && !errors.Is(err, codec.ErrCorrupt) && !errors.Is(err, codec.ErrSize) {
			t.Fatalf("Decode of a damaged packet: %v", err)
		}
	}
}
