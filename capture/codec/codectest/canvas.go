package codectest

import (
	"image"
	"math/rand/v2"

	"tandem/capture"
)

// A Canvas is a picture to draw on, in the form that is captured. The fourth
// byte of its pixels is garbage, as in real frames.
type Canvas struct {
	W, H int
	Pix  []byte
	rng  *rand.Rand
}

// NewCanvas returns a black canvas whose scenes follow from seed.
func NewCanvas(w, h int, seed uint64) *Canvas {
	return &Canvas{W: w, H: h, Pix: make([]byte, 4*w*h), rng: rand.New(rand.NewPCG(seed, 1))}
}

// Bounds returns the rectangle of the whole canvas.
func (c *Canvas) Bounds() image.Rectangle { return image.Rect(0, 0, c.W, c.H) }

// Frame returns the canvas as a captured frame that shares its memory.
func (c *Canvas) Frame(damage []image.Rectangle) *capture.Frame {
	return &capture.Frame{Pix: c.Pix, Stride: 4 * c.W, Width: c.W, Height: c.H, Damage: damage}
}

// RGBA returns a copy of the canvas as a decoder should show it.
func (c *Canvas) RGBA() *image.RGBA {
	m := image.NewRGBA(c.Bounds())
	for i := 0; i < len(c.Pix); i += 4 {
		m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = c.Pix[i+2], c.Pix[i+1], c.Pix[i], 255
	}
	return m
}

// Set colours the pixel (x, y), if there is one.
func (c *Canvas) Set(x, y int, rgb uint32) {
	if x < 0 || y < 0 || x >= c.W || y >= c.H {
		return
	}
	o := 4 * (y*c.W + x)
	c.Pix[o], c.Pix[o+1], c.Pix[o+2], c.Pix[o+3] = byte(rgb), byte(rgb>>8), byte(rgb>>16), byte(o>>7)
}

// Fill colours r.
func (c *Canvas) Fill(r image.Rectangle, rgb uint32) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c.Set(x, y, rgb)
		}
	}
}

// Move copies the area of r's size at from to r, as a window system would:
// what lies outside of the canvas is left out.
func (c *Canvas) Move(r image.Rectangle, from image.Point) {
	d := from.Sub(r.Min)
	r = r.Intersect(c.Bounds()).Intersect(c.Bounds().Sub(d))
	old := append([]byte(nil), c.Pix...)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		o := 4 * ((y+d.Y)*c.W + r.Min.X + d.X)
		copy(c.Pix[4*(y*c.W+r.Min.X):], old[o:o+4*r.Dx()])
	}
}

// Noise fills r with random pixels, which nothing can predict.
func (c *Canvas) Noise(r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c.Set(x, y, c.rng.Uint32())
		}
	}
}

// Photo fills r with something like a photograph: smooth light, soft edges and
// a little grain.
func (c *Canvas) Photo(r image.Rectangle) {
	n := c.rng.IntN(1 << 16)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			v := (x*x/97+y*(x+n)/131+n)>>3&255 ^ (x*3+y*5+n)>>7&255
			g := int(c.rng.Uint32() & 3)
			c.Set(x, y, uint32(clamp(v+g))|uint32(clamp(v*3/4+40-g))<<8|uint32(clamp(200-v/2+g))<<16)
		}
	}
}

func clamp(v int) int { return min(max(v, 0), 255) }

// Glyph draws character ch of a made-up font with soft, coloured edges in an
// 8 by 14 cell at (x, y).
func (c *Canvas) Glyph(x, y int, ch byte, ink, paper uint32) {
	bits := uint64(ch)*0x9E3779B97F4A7C15 ^ uint64(ch)<<29
	for j := range 14 {
		for i := range 8 {
			rgb := paper
			if i > 0 && i < 7 && j > 1 && j < 12 {
				switch bits >> (uint(i/2*5+j/2) & 63) & 3 {
				case 0:
					rgb = ink
				case 1:
					rgb = (ink&0xfefefe + paper&0xfefefe) / 2
				case 2:
					rgb = ink&0xff0000 | paper&0xffff
				}
			}
			c.Set(x+i, y+j, rgb)
		}
	}
}

// Text draws a line of n characters that look like words.
func (c *Canvas) Text(x, y, n int, ink, paper uint32) {
	for i := range n {
		ch := byte('a' + c.rng.IntN(26))
		if c.rng.IntN(6) == 0 {
			ch = 0
		}
		c.Glyph(x+8*i, y, ch, ink, paper)
	}
}
