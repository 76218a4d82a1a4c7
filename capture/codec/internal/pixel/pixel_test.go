package pixel

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"
)

// plain are the loops as they are meant.
func plainSame(b []byte, p []uint32) int {
	for i, v := range p {
		if binary.LittleEndian.Uint32(b[4*i:])&Colour != v {
			return i
		}
	}
	return len(p)
}

func TestLoopsDoWhatIsMeant(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		n, off := rng.IntN(70), rng.IntN(4)
		b := make([]byte, off+4*n+rng.IntN(9))[off:]
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		p := make([]uint32, n)
		Load(p, b)
		for i, v := range p {
			if v != binary.LittleEndian.Uint32(b[4*i:])&Colour {
				t.Fatalf("Load: pixel %d of %d is %x", i, n, v)
			}
		}
		if Beyond(p) {
			t.Fatalf("Beyond of colours")
		}
		for k := rng.IntN(3); k > 0 && n > 0; k-- {
			p[rng.IntN(n)] ^= 1 << rng.IntN(25)
		}
		if got, want := Same(b, p), plainSame(b, p); got != want {
			t.Fatalf("Same = %d of %d; want %d", got, n, want)
		}
		if got, want := Beyond(p), slices.ContainsFunc(p, func(v uint32) bool { return v > Colour }); got != want {
			t.Fatalf("Beyond = %v; want %v", got, want)
		}
		other := slices.Clone(b)
		for i := 3; i < len(other); i += 4 {
			other[i] = byte(rng.Uint32()) // means nothing
		}
		if !Equal(b[:4*n], other[:4*n]) {
			t.Fatalf("Equal of %d pixels of the same colours: false", n)
		}
		if i := rng.IntN(4*n + 1); i%4 != 3 && i < 4*n {
			if other[i] ^= 1; Equal(b[:4*n], other[:4*n]) {
				t.Fatalf("Equal of %d pixels that differ at byte %d", n, i)
			}
		}
		dst := make([]byte, 4*n+5)
		RGBA(dst, p)
		for i, v := range p {
			if d := dst[4*i:]; d[0] != byte(v>>16) || d[1] != byte(v>>8) || d[2] != byte(v) || d[3] != 255 {
				t.Fatalf("RGBA: pixel %x became % x", v, d[:4])
			}
		}
		if !slices.Equal(dst[4*n:], make([]byte, 5)) {
			t.Fatalf("RGBA wrote beyond %d pixels", n)
		}
	}
}
