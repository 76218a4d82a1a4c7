package vp8

import (
	"math"
	"math/rand/v2"

	"tandem/capture/codec/video/yuv"
)

// A scene is a picture larger than what is shown of it, at a place that moves:
// soft colours, edges, fine texture and some noise.
type scene struct {
	rng  *rand.Rand
	w, h int
	big  yuv.Image
	x, y int
}

func newScene(w, h int, seed uint64) *scene {
	s := &scene{rng: rand.New(rand.NewPCG(seed, 3)), w: w, h: h, big: yuv.New(w+64, h+64), x: 32, y: 32}
	a, b := s.rng.Float64()*6+4, s.rng.Float64()*9+4
	for y := range s.big.H {
		for x := range s.big.W {
			v := 128 + 50*math.Sin(float64(x)/a) + 40*math.Cos(float64(y)/b+float64(x)/31)
			if (x/24+y/16)%5 == 0 {
				v = 235 - v/2
			}
			s.big.Y[y*s.big.Stride+x] = clamp(int(v) + s.rng.IntN(5))
		}
	}
	for i := range s.big.U {
		s.big.U[i], s.big.V[i] = clamp(90+i%s.big.CStride), clamp(190-i/s.big.CStride)
	}
	return s
}

// next moves by dx and dy pixels, both even, and returns the picture.
func (s *scene) next(dx, dy int) yuv.Image {
	s.x, s.y = max(0, min(64, s.x+dx))&^1, max(0, min(64, s.y+dy))&^1
	m := yuv.New(s.w, s.h)
	for y := range m.H {
		copy(m.Y[y*m.Stride:][:m.W], s.big.Y[(y+s.y)*s.big.Stride+s.x:])
	}
	for y := range (m.H + 1) / 2 {
		at := (y+s.y/2)*s.big.CStride + s.x/2
		copy(m.U[y*m.CStride:][:m.CStride], s.big.U[at:])
		copy(m.V[y*m.CStride:][:m.CStride], s.big.V[at:])
	}
	return m
}

// pictures are n small ones that move.
func pictures(n int) []yuv.Image {
	s := newScene(80, 60, 2)
	var all []yuv.Image
	for range n {
		all = append(all, s.next(2, 4))
	}
	return all
}

func clamp(v int) byte { return byte(max(0, min(255, v))) }
