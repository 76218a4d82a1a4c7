package pixel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func plainSteps(b []byte, stride, width, rows, near int) (soft, hard int) {
	for y := range rows {
		for x := range width - 1 {
			most, at := 0, y*stride+4*x
			for k := range 3 {
				d := int(b[at+k]) - int(b[at+4+k])
				most = max(most, d, -d)
			}
			switch {
			case most > near:
				hard++
			case most > 0:
				soft++
			}
		}
	}
	return soft, hard
}

func TestStepsAreCounted(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		width, rows, near := 1+rng.IntN(20), rng.IntN(10), uint8(rng.IntN(12))
		if rng.IntN(2) == 0 {
			width = patch
		}
		stride := 4*width + rng.IntN(9)
		b := make([]byte, stride*(max(rows, 1)-1)+4*width)
		wild := 1 + rng.IntN(30)
		for i := range b {
			b[i] = byte(120 + rng.IntN(wild))
			if i >= 4 && rng.IntN(3) == 0 {
				b[i] = b[i-4]
			}
			if i%4 == 3 {
				b[i] = byte(rng.Uint32()) // means nothing
			}
		}
		soft, hard := Steps(b, stride, width, rows, near)
		if s, h := plainSteps(b, stride, width, rows, int(near)); soft != s || hard != h {
			t.Fatalf("%d by %d pixels, near %d: %d soft, %d hard; want %d, %d", width, rows, near, soft, hard, s, h)
		}
	}
}

func TestFillWritesAllAndNoMore(t *testing.T) {
	for n := range 40 {
		p := make([]uint32, n+8)
		Fill(p[:n], 7)
		for i, v := range p {
			if (v == 7) != (i < n) {
				t.Fatalf("%d pixels: pixel %d is %d", n, i, v)
			}
		}
	}
}

func BenchmarkSteps(b *testing.B) {
	pix := make([]byte, 4*1920*16)
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range pix {
		pix[i] = byte(100 + rng.IntN(9))
	}
	for _, width := range []int{patch, patch - 1} { // the one that has a fast form, and one that has not
		b.Run(fmt.Sprint(width), func(b *testing.B) {
			for range b.N {
				Steps(pix, 8*1920, width, 8, 6)
			}
		})
	}
}
