package tile

import (
	"errors"
	"image"
	"runtime"
	"runtime/debug"
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// TestSteadyStateDoesNotAllocate plays scenes until the buffers have their
// size. One of them may still grow later, with the largest update yet.
func TestSteadyStateDoesNotAllocate(t *testing.T) {
	const growths = 2
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // its own allocations count as well
	for i := range codectest.Scenes(420, 300) {
		encoding, decoding := playScene(t, codectest.Scenes(420, 300)[i])
		if encoding > growths || decoding > growths { // what the runtime does meanwhile counts, so play it again
			encoding, decoding = playScene(t, codectest.Scenes(420, 300)[i])
		}
		if encoding > growths || decoding > growths {
			t.Errorf("scene %d: %d allocations in Encode, %d in Decode", i, encoding, decoding)
		}
	}
}

// playScene counts the allocations of the last 15 of 45 frames.
func playScene(t *testing.T, s *codectest.Scene) (encoding, decoding uint64) {
	const warm, frames = 30, 15
	enc, dec := NewEncoder(Config{cache: 2}), NewDecoder(Config{cache: 2})
	dst := image.NewRGBA(s.Canvas.Bounds())
	for i := range warm + frames {
		if i == warm {
			encoding, decoding = 0, 0
		}
		f := s.Canvas.Frame(s.Step(i))
		var p codec.Packet
		var err error
		encoding += allocations(func() { p, err = enc.Encode(f, 0) })
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			continue
		}
		decoding += allocations(func() { _, err = dec.Decode(dst, p) })
		if err != nil {
			t.Fatal(err)
		}
	}
	return encoding, decoding
}

// allocations counts those of one call of f; testing.AllocsPerRun would call
// it twice.
func allocations(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

// TestTypingDoesNotAllocate is the same with the testing package's own count.
func TestTypingDoesNotAllocate(t *testing.T) {
	s := codectest.Typing(640, 400)
	enc := NewEncoder(Config{})
	i := 0
	if n := testing.AllocsPerRun(50, func() {
		f := s.Canvas.Frame(nil)
		f.Damage = s.Step(i)
		i++
		if _, err := enc.Encode(f, 0); err != nil {
			t.Fatal(err)
		}
	}); n > 3 { // the frame, its damage and what is drawn
		t.Errorf("%v allocations for a character typed", n)
	}
}

// TestHostileSizes: a short packet costs no more memory than the picture that
// the caller has agreed to.
func TestHostileSizes(t *testing.T) {
	dst := image.NewRGBA(image.Rect(0, 0, 1000, 1000))
	var packets []codec.Packet
	for _, start := range [][]byte{{version}, {version | quickly, 0x80, 0x80, 0x3d, 9, formOne, 1, formOne, 1, formHuffman, 3, 128, 16, 0}} {
		p := codec.Header{Key: true, Width: 1000, Height: 1000}.Append(nil)
		p = append(p, start...)
		for range 90 {
			p = append(p, 0xaa)
		}
		packets = append(packets, p)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	dec := NewDecoder(Config{})
	for range 10 {
		for _, p := range packets {
			_, _ = dec.Decode(dst, p) // whatever it says
		}
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 16<<20 {
		t.Errorf("%d bytes allocated for packets of %d", n, len(packets[0]))
	}
}

// TestHugePicturesHaveNoFilm: its planes would be memory for the asking.
func TestHugePicturesHaveNoFilm(t *testing.T) {
	p := []byte{1, 0}
	if _, _, err := cutFilm(p, true, filmMax); err != nil {
		t.Errorf("film of a large picture: %v", err)
	}
	if _, _, err := cutFilm(p, true, filmMax+1); !errors.Is(err, codec.ErrCorrupt) {
		t.Errorf("film of a huge picture: %v; want ErrCorrupt", err)
	}
}
