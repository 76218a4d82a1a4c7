package codectest

import (
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/codec"
)

// A Pair makes an encoder and the decoder that understands it.
type Pair struct {
	Encoder func() codec.Encoder
	Decoder func() codec.Decoder
}

// Run tests that p keeps what the interfaces of package codec promise.
func Run(t *testing.T, p Pair) {
	t.Run("scenes", func(t *testing.T) { testScenes(t, p) })
	t.Run("nothing", func(t *testing.T) { testNothing(t, p) })
	t.Run("budget", func(t *testing.T) { testBudget(t, p) })
	t.Run("join", func(t *testing.T) { testJoin(t, p) })
	t.Run("errors", func(t *testing.T) { testErrors(t, p) })
	for seed := range uint64(8) {
		t.Run(fmt.Sprintf("random%d", seed), func(t *testing.T) { testRandom(t, p, seed) })
	}
}

// A line is an encoder with a decoder at its end.
type line struct {
	t   *testing.T
	p   Pair
	enc codec.Encoder
	dec codec.Decoder
	dst *image.RGBA
	// sent counts the bytes of all packets.
	sent int
}

func newLine(t *testing.T, p Pair) *line {
	l := &line{t: t, p: p, enc: p.Encoder(), dec: p.Decoder(), dst: image.NewRGBA(image.Rectangle{})}
	t.Cleanup(func() {
		if err := errors.Join(l.enc.Close(), l.dec.Close()); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return l
}

// send encodes f and decodes the packet; it tells whether there was one.
func (l *line) send(f *capture.Frame, budget int) bool {
	l.t.Helper()
	p, err := l.enc.Encode(f, budget)
	if err != nil {
		l.t.Fatalf("Encode: %v", err)
	}
	return l.deliver(p)
}

// refine makes some of what is rough exact; it tells whether there was a packet.
func (l *line) refine(budget int) bool {
	l.t.Helper()
	p, err := l.enc.Refine(budget)
	if err != nil {
		l.t.Fatalf("Refine: %v", err)
	}
	return l.deliver(p)
}

// deliver decodes the packet; it tells whether there is one.
func (l *line) deliver(p codec.Packet) bool {
	l.t.Helper()
	if p == nil {
		return false
	}
	l.sent += len(p)
	before := append([]byte(nil), l.dst.Pix...)
	dirty, err := l.dec.Decode(l.dst, p)
	if errors.Is(err, codec.ErrSize) {
		h, _, err := codec.ParseHeader(p)
		if err != nil {
			l.t.Fatalf("ParseHeader: %v", err)
		}
		l.dst = image.NewRGBA(image.Rectangle{Max: h.Size()})
		before = append([]byte(nil), l.dst.Pix...)
		dirty, err = l.dec.Decode(l.dst, p)
		if err != nil {
			l.t.Fatalf("Decode: %v", err)
		}
	} else if err != nil {
		l.t.Fatalf("Decode: %v", err)
	}
	l.checkDirty(before, dirty)
	if a, b := l.enc.Sum(), l.dec.Sum(); a != b {
		l.t.Fatalf("Sum is %x at the encoder and %x at the decoder", a, b)
	}
	return true
}

// checkDirty verifies that nothing was written outside of dirty.
func (l *line) checkDirty(before []byte, dirty []image.Rectangle) {
	l.t.Helper()
	after := l.dst
	was := &image.RGBA{Pix: before, Stride: after.Stride, Rect: after.Rect}
	for _, r := range dirty {
		if !r.In(after.Rect) || r.Empty() {
			l.t.Fatalf("Decode returned %v of %v", r, after.Rect)
		}
		for y := r.Min.Y; y < r.Max.Y; y++ {
			o := after.PixOffset(r.Min.X, y)
			copy(was.Pix[o:o+4*r.Dx()], after.Pix[o:])
		}
	}
	if string(was.Pix) != string(after.Pix) {
		l.t.Fatalf("Decode wrote outside of the %d rectangles it returned", len(dirty))
	}
}

// settle sends what is pending and compares the pictures.
func (l *line) settle(c *Canvas, budget int) {
	l.t.Helper()
	for n := 0; l.enc.Pending(); n++ {
		l.send(nil, budget)
		if n > 10000 {
			l.t.Fatal("Encode goes on without end")
		}
	}
	for n := 0; l.refine(0); n++ {
		if n > 10000 {
			l.t.Fatal("Refine goes on without end")
		}
	}
	if _, rough := l.enc.Rough(); rough {
		l.t.Fatal("Rough after Refine without a limit")
	}
	l.equal(c)
}

func (l *line) equal(c *Canvas) {
	l.t.Helper()
	want := c.RGBA()
	if l.dst.Rect != want.Rect {
		l.t.Fatalf("picture is %v; want %v", l.dst.Rect, want.Rect)
	}
	if string(l.dst.Pix) == string(want.Pix) {
		return
	}
	for i := range want.Pix {
		if l.dst.Pix[i] != want.Pix[i] {
			l.t.Fatalf("pixel (%d, %d) differs", i/4%c.W, i/4/c.W)
		}
	}
}

func testScenes(t *testing.T, p Pair) {
	for _, s := range Scenes(500, 330) {
		t.Run(s.Name, func(t *testing.T) {
			l := newLine(t, p)
			for i := range 8 {
				l.send(s.Canvas.Frame(s.Step(i)), 0)
				if l.enc.Pending() {
					t.Fatal("Pending after Encode without a limit")
				}
				l.equal(s.Canvas)
			}
		})
	}
}

func testNothing(t *testing.T, p Pair) {
	l := newLine(t, p)
	if l.enc.Pending() {
		t.Error("Pending before the first frame")
	}
	if _, err := l.enc.Encode(nil, 0); err == nil {
		t.Error("Encode(nil) before the first frame: no error")
	}
	c := NewCanvas(130, 70, 1)
	c.Photo(c.Bounds())
	l.send(c.Frame(nil), 0)
	for i := 3; i < len(c.Pix); i += 4 {
		c.Pix[i] ^= 0x5a // means nothing
	}
	if l.send(c.Frame(nil), 0) || l.send(c.Frame([]image.Rectangle{}), 0) || l.send(nil, 0) {
		t.Error("a packet for a picture that did not change")
	}
	l.equal(c)
}

func testBudget(t *testing.T, p Pair) {
	const budget = 3000
	l := newLine(t, p)
	c := NewCanvas(640, 400, 7)
	c.Photo(c.Bounds())
	packets := 0
	for f := c.Frame(nil); l.send(f, budget); f = nil {
		packets++
	}
	l.settle(c, budget)
	if packets < 4 {
		t.Errorf("%d packets for %d bytes with a budget of %d", packets, l.sent, budget)
	}
	// The newest frame counts, not the one that was begun.
	c.Noise(c.Bounds())
	l.send(c.Frame(nil), budget)
	c.Fill(image.Rect(0, 0, 640, 300), 0x123456)
	l.send(c.Frame([]image.Rectangle{image.Rect(0, 0, 640, 300)}), budget)
	l.settle(c, budget)
}

func testJoin(t *testing.T, p Pair) {
	s := Terminal(420, 300)
	l := newLine(t, p)
	for i := range 6 {
		l.send(s.Canvas.Frame(s.Step(i)), 0)
	}
	l.dec, l.dst = p.Decoder(), image.NewRGBA(s.Canvas.Bounds())
	l.enc.Refresh()
	if !l.enc.Pending() {
		t.Error("not Pending after Refresh")
	}
	l.send(nil, 0)
	l.equal(s.Canvas)
	for i := 6; i < 12; i++ {
		l.send(s.Canvas.Frame(s.Step(i)), 0)
		l.equal(s.Canvas)
	}
}

func testErrors(t *testing.T, p Pair) {
	enc, dec := p.Encoder(), p.Decoder()
	for _, f := range []*capture.Frame{
		{},
		{Width: 10, Height: 10, Stride: 40, Pix: make([]byte, 399)},
		{Width: 10, Height: 10, Stride: 39, Pix: make([]byte, 4000)},
		{Width: codec.MaxSide + 1, Height: 1, Stride: 4 * (codec.MaxSide + 1), Pix: make([]byte, 4*(codec.MaxSide+1))},
	} {
		if _, err := enc.Encode(f, 0); err == nil {
			t.Errorf("Encode(%dx%d, stride %d, %d bytes): no error", f.Width, f.Height, f.Stride, len(f.Pix))
		}
	}
	c := NewCanvas(200, 100, 1)
	c.Photo(c.Bounds())
	packet, err := enc.Encode(c.Frame(nil), 0)
	if err != nil {
		t.Fatalf("Encode: %v", err)
	}
	if _, err := dec.Decode(image.NewRGBA(image.Rect(0, 0, 100, 200)), packet); !errors.Is(err, codec.ErrSize) {
		t.Errorf("Decode to a picture of another size = %v; want ErrSize", err)
	}
	dst := image.NewRGBA(c.Bounds())
	for n := 0; n < len(packet); n++ {
		if n > 20 && n < len(packet)-30 {
			n = min(n+len(packet)/30, len(packet)-30)
		}
		if _, err := dec.Decode(dst, packet[:n]); !errors.Is(err, codec.ErrCorrupt) {
			t.Fatalf("Decode of the first %d of %d bytes = %v; want ErrCorrupt", n, len(packet), err)
		}
	}
	if _, err := dec.Decode(dst, packet); err != nil {
		t.Errorf("Decode of a key packet after errors = %v", err)
	}
	if err := errors.Join(enc.Close(), dec.Close()); err != nil {
		t.Errorf("Close: %v", err)
	}
	if _, err := enc.Encode(c.Frame(nil), 0); err == nil {
		t.Error("Encode after Close: no error")
	}
}

// testRandom is the property test: whatever happens to the picture, the line
// and the budget, the picture that settles is exact.
func testRandom(t *testing.T, p Pair, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 99))
	l := newLine(t, p)
	c := NewCanvas(40+rng.IntN(500), 30+rng.IntN(300), seed)
	f := c.Frame(nil)
	for range 40 {
		budget := []int{0, 0, 500, 5000}[rng.IntN(4)]
		l.send(f, budget)
		switch rng.IntN(8) {
		case 0:
			l.settle(c, budget)
		case 1:
			l.send(nil, budget)
		case 2:
			l.refine(budget)
		case 3:
			l.enc.Tune(codec.Tuning{
				Quantizer: rng.IntN(200), Rate: rng.IntN(30000) - 5000, Rest: time.Duration(rng.IntN(3)),
				Focus: image.Pt(rng.IntN(1000)-300, rng.IntN(1000)),
			})
		}
		switch rng.IntN(40) {
		case 0:
			c = NewCanvas(1+rng.IntN(500), 1+rng.IntN(300), seed)
			c.Photo(c.Bounds())
			f = c.Frame(nil)
			continue
		case 1:
			l.enc.Refresh()
		case 2:
			l.enc.Refresh()
			if err := l.dec.Close(); err != nil {
				t.Fatalf("Close: %v", err)
			}
			l.dec, l.dst = p.Decoder(), image.NewRGBA(c.Bounds())
		}
		f = mutate(c, rng)
	}
	l.send(f, 0)
	l.settle(c, 0)
}

// mutate changes the canvas at random and returns the frame, which may say
// what was changed, exactly or not.
func mutate(c *Canvas, rng *rand.Rand) *capture.Frame {
	f := c.Frame([]image.Rectangle{})
	for range rng.IntN(4) {
		r := randomRect(c, rng)
		switch rng.IntN(6) {
		case 0:
			c.Noise(r)
		case 1:
			c.Photo(r)
		case 2:
			c.Fill(r, rng.Uint32())
		case 3:
			for y := r.Min.Y; y < r.Max.Y; y += 14 {
				c.Text(r.Min.X, y, min(r.Dx()/8+1, 30), rng.Uint32(), 0xffffff)
			}
			r = image.Rect(r.Min.X, r.Min.Y, r.Max.X+16, r.Max.Y+16).Intersect(c.Bounds())
			r.Max.X = c.W
		case 4:
			from := r.Min.Add(image.Pt(rng.IntN(41)-20, rng.IntN(41)-20))
			c.Move(r, from)
			if rng.IntN(2) == 0 {
				f.Moves = append(f.Moves, capture.Move{From: from, To: r})
			}
		case 5: // the same picture again
		}
		f.Damage = append(f.Damage, r)
	}
	if rng.IntN(3) == 0 {
		f.Damage, f.Moves = nil, nil
	}
	return f
}

func randomRect(c *Canvas, rng *rand.Rand) image.Rectangle {
	x, y := rng.IntN(c.W), rng.IntN(c.H)
	return image.Rect(x, y, x+1+rng.IntN(c.W-x), y+1+rng.IntN(c.H-y))
}
