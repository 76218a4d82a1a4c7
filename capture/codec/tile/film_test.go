package tile

import (
	"image"
	"testing"
	"time"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

// narrowLine makes every photograph film.
var narrowLine = codec.Tuning{Rate: 1}

const filmBudget = 1 << 20

// TestTextIsExactAtOnce: whatever happens to the photograph around it.
func TestTextIsExactAtOnce(t *testing.T) {
	c := codectest.NewCanvas(640, 480, 1)
	c.Photo(c.Bounds())
	page := image.Rect(107, 83, 533, 391)
	c.Fill(page, 0xf8f8f8)
	enc, dec := NewEncoder(Config{}), NewDecoder(Config{})
	enc.Tune(narrowLine)
	dst := image.NewRGBA(c.Bounds())
	for i := range 12 {
		for y := page.Min.Y; y < page.Max.Y-16; y += 15 {
			c.Text(page.Min.X+3+i, y, 50, 0x102030, 0xf8f8f8)
		}
		c.Photo(image.Rect(0, 0, 100+i, 480)) // a film beside it
		packet, err := enc.Encode(c.Frame(nil), filmBudget)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dec.Decode(dst, packet); err != nil {
			t.Fatal(err)
		}
		if _, rough := enc.Rough(); !rough {
			t.Fatal("nothing is rough: the photograph was no film")
		}
		want := c.RGBA()
		inside := image.Rect(128, 96, 528, 384) // the cells that are all page, beside the film
		for y := inside.Min.Y; y < inside.Max.Y; y++ {
			for x := inside.Min.X; x < inside.Max.X; x++ {
				if dst.RGBAAt(x, y) != want.RGBAAt(x, y) {
					t.Fatalf("frame %d: pixel (%d, %d) of the page is %v; want %v", i, x, y, dst.RGBAAt(x, y), want.RGBAAt(x, y))
				}
			}
		}
		if db := psnr(dst, c); db < 15 { // as coarse as it gets
			t.Fatalf("frame %d: %.1f dB", i, db)
		}
	}
}

// TestRefineWaitsForRest: film is left alone until it has come to rest, the
// nearest to the focus comes first, and then the picture is exact.
func TestRefineWaitsForRest(t *testing.T) {
	var now time.Duration
	c := codectest.NewCanvas(640, 320, 1)
	enc, dec := NewEncoder(Config{now: func() time.Duration { return now }}), NewDecoder(Config{})
	tuning := narrowLine
	tuning.Focus = image.Pt(600, 300)
	enc.Tune(tuning)
	dst := image.NewRGBA(c.Bounds())
	decode := func(p codec.Packet, err error) []image.Rectangle {
		t.Helper()
		if err != nil || p == nil {
			t.Fatalf("packet of %d bytes, %v", len(p), err)
		}
		dirty, err := dec.Decode(dst, p)
		if err != nil {
			t.Fatal(err)
		}
		return dirty
	}
	for range 5 {
		now += 40 * time.Millisecond
		c.Photo(c.Bounds())
		decode(enc.Encode(c.Frame(nil), filmBudget))
	}
	wait, rough := enc.Rough()
	if !rough || wait <= 0 {
		t.Fatalf("Rough after film = %v, %v; want a while", wait, rough)
	}
	if p, err := enc.Refine(1000); p != nil || err != nil {
		t.Fatalf("Refine of what moves: %d bytes, %v", len(p), err)
	}
	now += wait
	if first := decode(enc.Refine(1000))[0]; !tuning.Focus.In(first) {
		t.Errorf("Refine began with %v; want what is around %v", first, tuning.Focus)
	}
	for n := 0; ; n++ {
		if _, rough := enc.Rough(); !rough {
			break
		}
		if decode(enc.Refine(1000)); n > 100 {
			t.Fatal("Refine goes on without end")
		}
	}
	if psnr(dst, c) != 100 {
		t.Error("not exact after Refine")
	}
}

// TestFilmDoesNotAllocate in the steady state, at either end.
func TestFilmDoesNotAllocate(t *testing.T) {
	c := codectest.NewCanvas(512, 384, 1)
	photos := make([]*codectest.Canvas, 4)
	for i := range photos {
		photos[i] = codectest.NewCanvas(512, 384, uint64(i))
		photos[i].Photo(c.Bounds())
	}
	enc, dec := NewEncoder(Config{}), NewDecoder(Config{})
	enc.Tune(narrowLine)
	dst, f, i := image.NewRGBA(c.Bounds()), c.Frame(nil), 0
	step := func() {
		copy(c.Pix, photos[i%len(photos)].Pix)
		i++
		p, err := enc.Encode(f, filmBudget)
		if err != nil || len(p) == 0 {
			t.Fatalf("%d bytes, %v", len(p), err)
		}
		if _, err := dec.Decode(dst, p); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		step()
	}
	if n := testing.AllocsPerRun(20, step); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// TestFilmGivesItsMemoryBack when there was none for a while, and goes on later.
func TestFilmGivesItsMemoryBack(t *testing.T) {
	var now time.Duration
	c := codectest.NewCanvas(640, 320, 1)
	enc, dec := NewEncoder(Config{now: func() time.Duration { return now }}), NewDecoder(Config{})
	dst := image.NewRGBA(c.Bounds())
	decode := func(p codec.Packet, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			return
		}
		if _, err := dec.Decode(dst, p); err != nil {
			t.Fatal(err)
		}
		if enc.Sum() != dec.Sum() {
			t.Fatal("the two ends differ")
		}
	}
	film := func() {
		t.Helper()
		enc.Tune(narrowLine)
		for range 3 {
			now += 40 * time.Millisecond
			c.Photo(c.Bounds())
			decode(enc.Encode(c.Frame(nil), filmBudget))
		}
		if db := psnr(dst, c); enc.film.enc == nil || db < 12 || db == 100 {
			t.Fatalf("%.1f dB; want film", db)
		}
	}
	text := func() {
		t.Helper()
		enc.Tune(codec.Tuning{})
		for i := range calmPackets {
			now += filmRest
			c.Text(i, 3*i, 20, 0, 0xffffff)
			decode(enc.Encode(c.Frame(nil), filmBudget))
		}
	}
	film()
	text()
	if enc.film.enc == nil || enc.coder.soft == nil || dec.coder.soft == nil {
		t.Fatal("given back while something is rough")
	}
	for _, rough := enc.Rough(); rough; _, rough = enc.Rough() {
		decode(enc.Refine(0))
	}
	text()
	if enc.film.enc != nil || enc.coder.soft != nil || dec.coder.soft != nil {
		t.Error("not given back")
	}
	if psnr(dst, c) != 100 {
		t.Error("not exact")
	}
	film()
}
