package dxgi

import (
	"image"
	"testing"
)

func TestRotation(t *testing.T) {
	surface, part := image.Pt(40, 30), image.Rect(1, 2, 11, 7) // near the top left corner
	for _, c := range []struct {
		turn rotation
		size image.Point
		want image.Rectangle
	}{
		{0, surface, part},
		{upright, surface, part},
		{quarter, image.Pt(30, 40), image.Rect(23, 1, 28, 11)}, // near the top right one
		{half, surface, image.Rect(29, 23, 39, 28)},
		{threeQuarters, image.Pt(30, 40), image.Rect(2, 29, 7, 39)},
		{99, surface, part},
	} {
		if got := c.turn.size(surface); got != c.size {
			t.Errorf("rotation %d: size %v; want %v", c.turn, got, c.size)
		}
		if got := c.turn.rect(part, surface); got != c.want {
			t.Errorf("rotation %d: %v is seen at %v; want %v", c.turn, part, got, c.want)
		}
		pitch := 4*surface.X + 8
		origin, right, down := c.turn.steps(surface, pitch)
		for y := range c.size.Y {
			for x := range c.size.X {
				at := origin + x*right + y*down
				from := image.Pt(at%pitch/4, at/pitch)
				if got := c.turn.rect(image.Rectangle{Min: from, Max: from.Add(image.Pt(1, 1))}, surface).Min; got != image.Pt(x, y) {
					t.Fatalf("rotation %d: seen at (%d, %d) is %v, which is seen at %v", c.turn, x, y, from, got)
				}
			}
		}
	}
}

// BenchmarkPaste brings a whole 1080p picture up to date.
func BenchmarkPaste(b *testing.B) {
	for _, turn := range []rotation{upright, quarter, half, threeQuarters} {
		b.Run(map[rotation]string{upright: "upright", quarter: "quarter", half: "half", threeQuarters: "threeQuarters"}[turn], func(b *testing.B) {
			s := surface{pitch: 4 * 1920, size: image.Pt(1920, 1080), turn: turn}
			s.pix = make([]byte, s.pitch*s.size.Y)
			var p picture
			p.resize(turn.size(s.size))
			for i := range b.N {
				s.pix[0] = byte(i)
				p.paste(&s, image.Rectangle{Max: p.size})
			}
		})
	}
}
