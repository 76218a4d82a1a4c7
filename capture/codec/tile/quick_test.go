package tile

import (
	"bytes"
	"errors"
	"image"
	"math/rand/v2"
	"slices"
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// stripe is pixels and those above them, for a quickWriter.
type stripe struct{ cur, up []uint32 }

// stripes are of all kinds that a plane's forms are made for.
func stripes(rng *rand.Rand) (all []stripe) {
	for left := rng.IntN(3 * quickChunk); left > 0; {
		n := 1 + rng.IntN(min(left, 2000))
		s := stripe{make([]uint32, n+1), make([]uint32, n+1)}
		noise := uint32(1)<<rng.IntN(25) - 1
		for i := range s.cur {
			s.cur[i], s.up[i] = 0x707070^rng.Uint32()&noise, 0x707070^rng.Uint32()&noise
		}
		all = append(all, s)
		left -= n
	}
	return all
}

func TestQuickReadsWhatWasWritten(t *testing.T) {
	var w quickWriter
	var r quickReader
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1))
		all := stripes(rng)
		if seed == 1 {
			all = []stripe{{make([]uint32, 2*quickChunk+1), make([]uint32, 2*quickChunk+1)}}
		}
		w.begin()
		for _, s := range all {
			w.put(s.cur, s.up)
		}
		b := w.end()
		r.begin(b, w.total)
		for _, s := range all {
			got := make([]uint32, len(s.cur))
			got[0] = s.cur[0]
			if err := r.get(got, s.up); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if !slices.Equal(got, s.cur) {
				t.Fatalf("seed %d: pixels differ", seed)
			}
		}
		if !r.spent() {
			t.Fatalf("seed %d: %d bytes, %d pixels left", seed, len(r.in), r.left)
		}
		if err := r.get(make([]uint32, 2), make([]uint32, 2)); !errors.Is(err, codec.ErrCorrupt) {
			t.Fatalf("a pixel too many: %v; want ErrCorrupt", err)
		}
	}
}

// TestQuickCutShort: whatever is missing is noticed.
func TestQuickCutShort(t *testing.T) {
	var w quickWriter
	var r quickReader
	s := stripe{make([]uint32, 501), make([]uint32, 501)}
	for i := range s.cur {
		s.cur[i] = uint32(i*i) & 0x1f03 // a plane of each form
	}
	w.begin()
	w.put(s.cur, s.up)
	b := bytes.Clone(w.end())
	for n := range len(b) {
		r.begin(b[:n], w.total)
		if err := r.get(make([]uint32, 501), s.up); !errors.Is(err, codec.ErrCorrupt) {
			t.Errorf("%d bytes of %d: %v; want ErrCorrupt", n, len(b), err)
		}
	}
}

// TestPhotographsAreQuickOnAFastLine, but for the first one, and both ends agree
// on them and on the cache.
func TestPhotographsAreQuickOnAFastLine(t *testing.T) {
	c := codectest.NewCanvas(512, 384, 1)
	enc, dec := newQuickEncoder(), NewDecoder(Config{cache: 5})
	dst := image.NewRGBA(c.Bounds())
	for i := range 8 {
		c.Photo(image.Rect(0, 0, 512, 300))
		c.Text(7, 330, 40, uint32(i), 0xffffff)
		p, err := enc.Encode(c.Frame(nil), filmBudget)
		if err != nil {
			t.Fatal(err)
		}
		if _, rest, err := codec.ParseHeader(p); err != nil || (rest[0]&quickly != 0) != (i > 0) {
			t.Fatalf("packet %d: %v, version %x", i, err, rest[0])
		}
		if _, err := dec.Decode(dst, p); err != nil {
			t.Fatal(err)
		}
		if enc.Sum() != dec.Sum() || codec.Sum(dst) != codec.Sum(c.RGBA()) {
			t.Fatalf("packet %d: the two ends differ", i)
		}
	}
}

// TestQuickDoesNotAllocate in the steady state, at either end.
func TestQuickDoesNotAllocate(t *testing.T) {
	c := codectest.NewCanvas(512, 384, 1)
	enc, dec := newQuickEncoder(), NewDecoder(Config{cache: 5})
	dst, f := image.NewRGBA(c.Bounds()), c.Frame(nil)
	photos := make([]*codectest.Canvas, 4)
	for i := range photos {
		photos[i] = codectest.NewCanvas(512, 384, uint64(i))
		photos[i].Photo(c.Bounds())
	}
	i := 0
	step := func() {
		copy(c.Pix, photos[i%len(photos)].Pix)
		i++
		p, err := enc.Encode(f, filmBudget)
		if err != nil || len(p) == 0 {
			t.Fatalf("%d bytes, %v", len(p), err)
		}
		if _, err := dec.Decode(dst, p); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		step()
	}
	if n := testing.AllocsPerRun(20, step); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
