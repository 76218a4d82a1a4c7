package kernel

import (
	"math/rand/v2"
	"testing"
)

// noise is n random pixels, always the same.
func noise(n int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	return b
}

func BenchmarkKernels(b *testing.B) {
	const stride = 64
	p, q := noise(stride*stride), noise(stride*stride)
	var block [16 * 16]byte
	var c [16]int16
	row := noise(4 * 1920)
	var four [2][2][16]int16
	var drawn [Submodes][16]byte
	var costs [Submodes]uint16
	around := Surround(noise(16))
	for _, k := range []struct {
		name string
		run  func()
	}{
		{"SAD16", func() { SAD16(p, 16, q[stride:], stride, 1<<30) }},
		{"Bilinear16/across", func() { Bilinear(block[:], 16, p, stride, 2, 0, 16, 16) }},
		{"Bilinear16/down", func() { Bilinear(block[:], 16, p, stride, 0, 2, 16, 16) }},
		{"Bilinear16/both", func() { Bilinear(block[:], 16, p, stride, 2, 2, 16, 16) }},
		{"SixTap16/across", func() { SixTap(block[:], 16, p, 4*stride+4, stride, 2, 0, 16, 16) }},
		{"SixTap16/down", func() { SixTap(block[:], 16, p, 4*stride+4, stride, 0, 2, 16, 16) }},
		{"SixTap16/both", func() { SixTap(block[:], 16, p, 4*stride+4, stride, 2, 2, 16, 16) }},
		{"SixTap8/both", func() { SixTap(block[:], 16, p, 4*stride+4, stride, 3, 3, 8, 8) }},
		{"Copy16", func() { Copy(block[:], 16, p, stride, 16, 16) }},
		{"Forward", func() { Forward(&c, p, 16, q, stride) }},
		{"AddInverse", func() { AddInverse(block[:], 16, &c) }},
		{"AddFlat", func() { AddFlat(block[:], 16, 40) }},
		{"OuterEdge16/across", func() { OuterEdge(p, 4*stride+16, 1, stride, 16, Edge{40, 10, 1}) }},
		{"OuterEdge16/down", func() { OuterEdge(p, 4*stride+16, stride, 1, 16, Edge{40, 10, 1}) }},
		{"Hadamard16", func() { Hadamard16(p, 16, q[stride:], stride) }},
		{"Forward4", func() {
			Forward4(&four[0], &four[1], Four{p, p[8:], stride}, Four{q, q[8:], stride})
		}},
		{"Subtry", func() { Subtry(&drawn, &costs, &around, p, stride) }},
		{"LumaRow1920", func() { LumaRow(p[:1920], row) }},
		{"ChromaRow1920", func() { ChromaRow(p[:960], q[:960], row, row, 1920) }},
		{"RGBARow1920", func() { RGBARow(row, p[:1920], q[:960], q[960:1920]) }},
	} {
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				k.run()
			}
		})
	}
}
