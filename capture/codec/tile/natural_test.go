package tile

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// fromJPEG puts a picture into c that was a JPEG file, as its decoder shows it,
// with colours cut off here and there.
func fromJPEG(t *testing.T, c *codectest.Canvas) {
	t.Helper()
	size := c.Bounds().Size()
	src := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			v := (x*x/97+y*x/131)>>2 ^ (x*3+y*5)>>6
			src.Set(x, y, color.RGBA{uint8(60 + v&127), uint8(max(0, 160-v&191)), uint8(v & 255), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, src, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	ycc := m.(*image.YCbCr)
	for y := range size.Y {
		for x := range size.X {
			v := ycc.YCbCrAt(x, y)
			c.Set(x, y, toRGB(uint32(v.Cr)<<16|uint32(v.Y)<<8|uint32(v.Cb)))
		}
	}
}

// TestPhotographs codes one both ways, in turns: to the same picture, and in
// four fifths of the bytes at the most where the line is slow.
func TestPhotographs(t *testing.T) {
	c := codectest.NewCanvas(640, 400, 1)
	fromJPEG(t, c)
	now := time.Duration(0)
	enc, dec := NewEncoder(Config{cache: 1, now: func() time.Duration { return now }}), NewDecoder(Config{cache: 1})
	dst := image.NewRGBA(c.Bounds())
	send := func(rate int) (n int) {
		t.Helper()
		now += time.Second
		enc.Tune(codec.Tuning{Rate: rate})
		p, err := enc.Encode(c.Frame(nil), 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dec.Decode(dst, p); err != nil {
			t.Fatal(err)
		}
		if got, want := codec.Sum(dst), codec.Sum(c.RGBA()); got != want {
			t.Fatalf("at %d bytes a second the picture is another one", rate)
		}
		return len(p)
	}
	for range 3 {
		var n [2]int
		for i, rate := range []int{quickRate / 4, quickRate} {
			n[i] = send(rate)
			c.Fill(c.Bounds(), 0x808080)
			send(rate)
			fromJPEG(t, c)
		}
		if n[0]*5 > n[1]*4 {
			t.Errorf("%d bytes on a slow line, %d on a quick one", n[0], n[1])
		}
	}
}
