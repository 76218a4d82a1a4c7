package tile

import (
	"errors"
	"image"
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// FuzzDecode feeds a Decoder two packets, the second after a good key packet
// as well: no input may make it panic, and all it may say is ErrCorrupt.
func FuzzDecode(f *testing.F) {
	c := codectest.NewCanvas(200, 130, 1)
	enc := NewEncoder(Config{cache: 8})
	encode := func() []byte {
		p, err := enc.Encode(c.Frame(nil), 0)
		if err != nil {
			f.Fatal(err)
		}
		return append([]byte(nil), p...)
	}
	c.Text(3, 9, 20, 0, 0xffffff)
	c.Photo(image.Rect(70, 64, 90, 80))
	key := encode()
	c.Move(image.Rect(0, 40, 200, 100), image.Pt(5, 7))
	c.Text(3, 109, 9, 0, 0xffff)
	delta := encode()
	f.Add(key, delta)
	enc.Tune(narrowLine)
	c.Photo(image.Rect(0, 0, 140, 130))
	film, err := enc.Encode(c.Frame(nil), filmBudget)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(delta, append([]byte(nil), film...))
	enc.least, enc.spell = 1, spell{any: true, began: -spellApart}
	enc.Tune(fastLine)
	c.Photo(image.Rect(0, 30, 140, 130))
	f.Add(delta, encode())
	f.Add([]byte{1, 200, 1, 130, 1, version}, []byte{0, 200, 1, 130, 1, version, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		dec := NewDecoder(Config{cache: 8})
		dst := image.NewRGBA(c.Bounds())
		for _, p := range []codec.Packet{a, b, key, b, a} {
			_, err := dec.Decode(dst, p)
			if err != nil && !errors.Is(err, codec.ErrCorrupt) && !errors.Is(err, codec.ErrSize) {
				t.Fatalf("Decode: %v", err)
			}
		}
	})
}

// FuzzPictures encodes what is drawn by the input's bytes and compares.
func FuzzPictures(f *testing.F) {
	f.Add([]byte("\x10\x20\x30\x40\x02some text that scrolls and scrolls and moves"))
	f.Fuzz(func(t *testing.T, ops []byte) {
		c := codectest.NewCanvas(150, 140, 1)
		enc, dec := newQuickEncoder(), NewDecoder(Config{cache: 5})
		dst := image.NewRGBA(c.Bounds())
		for len(ops) >= 6 {
			draw(c, ops)
			budget := int(ops[0]>>6) * filmBudget // 0 is exact
			if enc.Tune(narrowLine); ops[0]&32 != 0 {
				enc.Tune(fastLine)
			}
			ops = ops[6:]
			for _, make := range []func() (codec.Packet, error){
				func() (codec.Packet, error) { return enc.Encode(c.Frame(nil), budget) },
				func() (codec.Packet, error) { return enc.Refine(0) },
			} {
				p, err := make()
				if err != nil {
					t.Fatal(err)
				}
				if p == nil {
					continue
				}
				if _, err := dec.Decode(dst, p); err != nil {
					t.Fatal(err)
				}
				if enc.Sum() != dec.Sum() {
					t.Fatal("the two ends differ")
				}
			}
			if codec.Sum(dst) != codec.Sum(c.RGBA()) {
				t.Fatal("pictures differ")
			}
		}
	})
}

// draw reads one operation from b.
func draw(c *codectest.Canvas, b []byte) {
	r := image.Rect(int(b[1]), int(b[2]), int(b[3]), int(b[4])).Intersect(c.Bounds())
	switch b[0] % 5 {
	case 0:
		c.Fill(r, uint32(b[5])*0x10305)
	case 1:
		c.Move(r, r.Min.Add(image.Pt(int(int8(b[5])), int(b[0]>>3))))
	case 2:
		c.Text(r.Min.X, r.Min.Y, r.Dx()/8, uint32(b[5])*0x70301, 0xffffff)
	case 3:
		c.Photo(r)
	case 4:
		c.Noise(r)
	}
}
