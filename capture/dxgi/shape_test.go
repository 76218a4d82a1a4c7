package dxgi

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"tandem/capture"
)

// look draws a shape: B black, W white, r half-transparent red, . nothing.
func look(s *capture.Shape) string {
	if s == nil {
		return "nothing"
	}
	var b strings.Builder
	for y := range s.Image.Rect.Dy() {
		for x := range s.Image.Rect.Dx() {
			c := s.Image.NRGBAAt(x, y)
			b.WriteString(map[string]string{
				"{0 0 0 0}": ".", "{0 0 0 255}": "B", "{255 255 255 255}": "W", "{255 0 0 128}": "r", "{255 0 0 255}": "R",
			}[fmt.Sprint(c)])
		}
		b.WriteString("/")
	}
	return b.String()
}

func TestReadShape(t *testing.T) {
	red, clear := []byte{0, 0, 255, 128}, []byte{0, 0, 0, 0}
	pixels := func(list ...[]byte) (b []byte) {
		for _, p := range list {
			b = append(b, p...)
		}
		return b
	}
	for _, c := range []struct {
		name string
		info shapeInfo
		bits []byte
		want string
	}{
		{
			"monochrome",
			shapeInfo{kind: kindMonochrome, width: 4, height: 4, pitch: 4},
			// The AND mask says 0: paint; the XOR mask what. Both: invert.
			[]byte{0b0011_0000, 0, 0, 0, 0b1111_0000, 0, 0, 0, 0b0100_0000, 0, 0, 0, 0, 0, 0, 0},
			"BW../..../",
		},
		{
			"inverting",
			shapeInfo{kind: kindMonochrome, width: 5, height: 6, pitch: 1},
			[]byte{0xff, 0xff, 0xff, 0, 0b0010_0000, 0},
			".WWW./.WBW./.WWW./",
		},
		{
			"color",
			shapeInfo{kind: kindColor, width: 2, height: 2, pitch: 12},
			pixels(red, clear, clear, clear, red), "r./.r/",
		},
		{
			"masked",
			shapeInfo{kind: kindMasked, width: 3, height: 1, pitch: 12},
			pixels([]byte{0, 0, 255, 0}, []byte{0, 0, 0, 255}, []byte{255, 255, 255, 255}), "RWB/",
		},
		{"all transparent", shapeInfo{kind: kindColor, width: 1, height: 1, pitch: 4}, clear, "nothing"},
		{"unknown kind", shapeInfo{kind: 3, width: 1, height: 1, pitch: 4}, red, "nothing"},
		{"empty", shapeInfo{kind: kindColor}, nil, "nothing"},
		{"one row of two masks", shapeInfo{kind: kindMonochrome, width: 8, height: 1, pitch: 1}, []byte{0}, "nothing"},
		{"pitch too small", shapeInfo{kind: kindColor, width: 2, height: 1, pitch: 4}, pixels(red, red), "nothing"},
		{"pitch too large", shapeInfo{kind: kindColor, width: 1, height: 2, pitch: 0xffffffff}, pixels(red, red), "nothing"},
		{"too few bits", shapeInfo{kind: kindColor, width: 2, height: 2, pitch: 8}, pixels(red, red, red), "nothing"},
	} {
		if got := look(readShape(&c.info, c.bits)); got != c.want {
			t.Errorf("%s: %s; want %s", c.name, got, c.want)
		}
	}
}

func TestLargeShapeIsCut(t *testing.T) {
	const side = 2 * maxShape
	bits := make([]byte, 4*side*side)
	for i := range bits {
		bits[i] = 255
	}
	s := readShape(&shapeInfo{kind: kindColor, width: side, height: side, pitch: 4 * side, hot: point{side - 1, -3}}, bits)
	if s == nil || s.Image.Rect.Size() != image.Pt(maxShape, maxShape) || s.Hot != image.Pt(maxShape-1, 0) {
		t.Errorf("a shape of %d pixels is %v; want one of %d", side, s, maxShape)
	}
	s = readShape(&shapeInfo{kind: kindMonochrome, width: side, height: 2 * side, pitch: side / 8}, bits[:side*side/4])
	if s == nil || s.Image.Rect.Size() != image.Pt(maxShape, maxShape) {
		t.Errorf("a monochrome shape of %d pixels is %v; want one of %d", side, s, maxShape)
	}
}

func FuzzReadShape(f *testing.F) {
	f.Add(uint32(kindMonochrome), uint32(8), uint32(16), uint32(1), make([]byte, 16))
	f.Add(uint32(kindColor), uint32(2), uint32(2), uint32(8), make([]byte, 16))
	f.Fuzz(func(_ *testing.T, kind, width, height, pitch uint32, bits []byte) {
		readShape(&shapeInfo{kind: kind, width: width, height: height, pitch: pitch}, bits) // must not panic
	})
}
