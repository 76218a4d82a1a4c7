package vp8

import (
	"errors"
	"math/rand/v2"
	"testing"
)

func TestDecoderRefuses(t *testing.T) {
	key, next := encodeAll(t, pictures(2), 30)[0], encodeAll(t, pictures(2), 30)[1]
	var d Decoder
	if _, _, err := d.Decode(next); !errors.Is(err, ErrNoKey) {
		t.Errorf("first frame no key frame: %v; want ErrNoKey", err)
	}
	large := append([]byte(nil), key...)
	large[6], large[7], large[8], large[9] = 0xff, 0x3f, 0xff, 0x3f
	if _, _, err := d.Decode(large); !errors.Is(err, ErrTooLarge) {
		t.Errorf("16383x16383: %v; want ErrTooLarge", err)
	}
	d.MaxPixels = 100
	if _, _, err := d.Decode(key); !errors.Is(err, ErrTooLarge) {
		t.Errorf("beyond MaxPixels: %v; want ErrTooLarge", err)
	}
	for i, change := range []func(b []byte) []byte{
		func(b []byte) []byte { return nil },
		func(b []byte) []byte { return b[:9] },
		func(b []byte) []byte { b[3] = 0; return b },
		func(b []byte) []byte { b[0] |= 4 << 1; return b },
		func(b []byte) []byte { b[6], b[7] = 0, 0; return b },
		func(b []byte) []byte { b[2] = 0xff; return b },
	} {
		if _, _, err := new(Decoder).Decode(change(append([]byte(nil), key...))); !errors.Is(err, ErrCorrupt) {
			t.Errorf("change %d: %v; want ErrCorrupt", i, err)
		}
	}
}

// TestErrorChangesNothing refuses frames in the middle of a stream.
func TestErrorChangesNothing(t *testing.T) {
	var d, spared Decoder
	for i, f := range readIVF(t, "testdata/profile1.ivf")[:8] {
		// Within the first partition, or the sizes of the others.
		for n := range 40 {
			if _, _, err := d.Decode(f[:n]); err == nil {
				t.Fatalf("%d bytes of frame %d decoded", n, i)
			}
		}
		got, _, err := d.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := spared.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		if sum(got) != sum(want) {
			t.Fatalf("frame %d differs after errors", i)
		}
	}
}

// TestDamageIsSurvived flips bits of streams, which then may decode to anything
// but must end.
func TestDamageIsSurvived(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 4))
	for _, name := range []string{"profile0", "profile1", "profile2", "profile3"} {
		frames := readIVF(t, "testdata/"+name+".ivf")
		for range 20 {
			d := Decoder{MaxPixels: 1 << 16}
			for _, f := range frames {
				b := append([]byte(nil), f...)
				for range rng.IntN(4) {
					b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
				}
				if rng.IntN(8) == 0 {
					b = b[:rng.IntN(len(b))]
				}
				_, _, _ = d.Decode(b) // whatever it says
			}
		}
	}
}

// FuzzDecode decodes frames that may refer to each other. Inputs are large: run
// it with -fuzzminimizetime=5x.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"profile0", "profile1", "profile2", "profile3"} {
		frames := readIVF(f, "testdata/"+name+".ivf")
		f.Add(frames[0], frames[1])
	}
	own := encodeAll(f, pictures(2), 60)
	f.Add(own[0], own[1])
	f.Fuzz(func(t *testing.T, first, second []byte) {
		d := Decoder{MaxPixels: 1 << 15}
		for _, b := range [][]byte{first, second, first} {
			m, _, err := d.Decode(b)
			if err == nil && (!m.Valid() || m.W*m.H > 1<<15) {
				t.Fatalf("a picture of %dx%d", m.W, m.H)
			}
		}
	})
}
