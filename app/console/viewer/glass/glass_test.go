//go:build linux

package glass

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/capturetest"
	"tandem/capture/x11/wire"
)

// A still is a source whose picture a test paints.
type still struct {
	pic   *image.RGBA // of red, green, blue
	dirty []image.Rectangle
	taker *image.RGBA
}

func newStill(w, h int) *still {
	s := &still{pic: image.NewRGBA(image.Rect(0, 0, w, h))}
	for i := range s.pic.Pix {
		s.pic.Pix[i] = byte(i*7 ^ i>>9)
	}
	return s
}

func (s *still) fill(r image.Rectangle, c color.RGBA) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			s.pic.SetRGBA(x, y, c)
		}
	}
	s.dirty = append(s.dirty, r)
}

func (s *still) TakeBGR(dst *image.RGBA) ([]image.Rectangle, image.Point) {
	size := s.pic.Rect.Size()
	if dst.Rect.Size() != size {
		return nil, size
	}
	if s.taker != dst {
		s.taker, s.dirty = dst, append(s.dirty[:0], s.pic.Rect)
	}
	dirty := s.dirty
	s.dirty = s.dirty[:0]
	for _, r := range dirty {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				c := s.pic.RGBAAt(x, y)
				c.R, c.B = c.B, c.R
				dst.SetRGBA(x, y, c)
			}
		}
	}
	return dirty, size
}

// A stage is a window with a glass over it.
type stage struct {
	t      testing.TB
	c      *wire.Conn
	window uint32
	glass  *Glass
	src    *still
	again  chan struct{}
	ended  chan error
}

const parentPixel = 0x123456

func newStage(t testing.TB, options ...string) *stage {
	capturetest.Xvfb(t, 640, 480, options...)
	c, err := wire.Dial("")
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, c: c, src: newStill(200, 150), again: make(chan struct{}, 1), ended: make(chan error, 1)}
	s.window = s.open(image.Rect(100, 50, 500, 350))
	if s.glass, err = Open(uintptr(s.window)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		s.ended <- s.glass.Watch(ctx, func() {
			select {
			case s.again <- struct{}{}:
			default:
			}
		})
	}()
	t.Cleanup(func() {
		cancel()
		<-s.ended
		_ = s.glass.Close() // the window may be gone
		_ = c.Close()       // likewise
	})
	return s
}

// open opens a window with a background.
func (s *stage) open(at image.Rectangle) uint32 {
	const backPixel, overrideRedirect = 1 << 1, 1 << 9
	w := s.c.NewID()
	s.c.Send(createWindow, 0, w, s.c.Screen.Root, wire.Pair(at.Min.X, at.Min.Y), wire.Pair(at.Dx(), at.Dy()), wire.Pair(0, inputOutput), 0,
		backPixel|overrideRedirect, parentPixel, 1)
	if err := s.c.Check(s.c.Send(mapWindow, 0, w)); err != nil {
		s.t.Fatal(err)
	}
	return w
}

func (s *stage) show(p Pane) bool {
	s.t.Helper()
	ok, err := s.glass.Show(s.src, p)
	if err != nil {
		s.t.Fatal(err)
	}
	return ok
}

// seen is what the screen shows of the window.
func (s *stage) seen() *image.RGBA {
	s.t.Helper()
	const getImage = 73
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	seq := s.c.Send(getImage, zPixmap, s.c.Screen.Root, wire.Pair(100, 50), wire.Pair(400, 300), 0xffffffff)
	if err := s.c.ReplyInto(seq, img.Pix); err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+2], img.Pix[i+3] = img.Pix[i+2], img.Pix[i], 255
	}
	return img
}

// want fails unless the picture is seen where p has it, and the window elsewhere.
func (s *stage) want(what string, p Pane) {
	s.t.Helper()
	got := s.seen()
	for y := range 300 {
		for x := range 400 {
			at := image.Pt(x, y)
			want := color.RGBA{0x12, 0x34, 0x56, 255}
			if at.In(p.Clip) && at.In(p.Shown) && !at.In(p.Hole) {
				at = at.Sub(p.Shown.Min)
				want = s.src.pic.RGBAAt(at.X, at.Y)
				want.A = 255
			}
			if got := got.RGBAAt(x, y); got != want {
				s.t.Fatalf("%s: %v at %d,%d; want %v", what, got, x, y, want)
			}
		}
	}
}

// whole is a pane for all of the picture at a place.
func whole(x, y int) Pane {
	p := Pane{Picture: image.Pt(200, 150), Shown: image.Rect(x, y, x+200, y+150)}
	p.Clip = image.Rect(0, 0, 400, 300)
	return p
}

func TestPictureIsSeen(t *testing.T) {
	for _, c := range []struct {
		name    string
		options []string
	}{
		{"shared memory", nil},
		{"sent", []string{"-extension", "MIT-SHM"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.options...)
			if shared := s.show(whole(10, 20)) && s.glass.pic.segment != 0; shared != (c.options == nil) {
				t.Errorf("memory is shared: %v", shared)
			}
			s.want("at first", whole(10, 20))
			s.src.fill(image.Rect(0, 0, 50, 20), color.RGBA{R: 255, A: 255})
			s.src.fill(image.Rect(190, 100, 200, 150), color.RGBA{B: 255, A: 255})
			s.show(whole(10, 20))
			s.want("changed", whole(10, 20))
		})
	}
}

func TestPaneMoves(t *testing.T) {
	s := newStage(t)
	clipped := whole(-60, -30) // scrolled
	clipped.Clip = image.Rect(0, 40, 100, 300)
	holed := whole(30, 30)
	holed.Hole = image.Rect(50, 0, 150, 60)
	for _, p := range []Pane{whole(0, 0), clipped, whole(-60, -30), holed, whole(30, 30)} {
		s.show(p)
		// What the glass leaves shows what was there, as the window has no
		// part in it: here the server paints its background.
		s.want("moved", p)
	}
}

func TestNothingIsShown(t *testing.T) {
	s := newStage(t)
	s.show(whole(0, 0))
	if s.show(Pane{}) {
		t.Error("shown nowhere")
	}
	s.want("hidden", Pane{})
	if s.glass.pic != nil {
		t.Error("the picture is kept")
	}
	larger := whole(0, 0)
	larger.Picture = image.Pt(201, 150)
	larger.Shown.Max.X++
	if s.show(larger) {
		t.Error("a picture of another size is shown")
	}
	s.show(whole(5, 5))
	s.want("shown again", whole(5, 5))
}

func TestExposure(t *testing.T) {
	s := newStage(t)
	s.show(whole(0, 0))
	over := s.open(image.Rect(120, 60, 220, 160))
	if err := s.c.Check(s.c.Send(destroyWindow, 0, over)); err != nil {
		t.Fatal(err)
	}
	for done := false; !done; { // the first may be for the mapping
		select {
		case <-s.again:
			s.show(whole(0, 0))
			got, want := s.seen().RGBAAt(60, 60), s.src.pic.RGBAAt(60, 60)
			want.A = 255
			done = got == want
		case <-time.After(10 * time.Second):
			t.Fatal("never told")
		}
	}
	s.want("uncovered", whole(0, 0))
}

func TestWindowGoes(t *testing.T) {
	s := newStage(t)
	s.show(whole(0, 0))
	if err := s.c.Check(s.c.Send(destroyWindow, 0, s.window)); err != nil {
		t.Fatal(err)
	}
	err := <-s.ended
	s.ended <- err
	if !errors.Is(err, errGone) {
		t.Errorf("Watch() = %v; want %v", err, errGone)
	}
	s.src.fill(image.Rect(0, 0, 10, 10), color.RGBA{})
	if _, err := s.glass.Show(s.src, whole(0, 0)); err == nil {
		t.Error("Show() = nil; want an error")
	}
}

// TestInputPassesThrough: the pointer is in the window, not in the glass.
func TestInputPassesThrough(t *testing.T) {
	s := newStage(t)
	s.show(whole(0, 0))
	const warpPointer, queryPointer = 41, 38
	s.c.Send(warpPointer, 0, 0, s.c.Screen.Root, 0, 0, wire.Pair(150, 100))
	r, err := s.c.Reply(s.c.Send(queryPointer, 0, s.window))
	if err != nil {
		t.Fatal(err)
	}
	if child, x, y := r.U32(12), r.I16(20), r.I16(22); child != 0 || x != 50 || y != 50 {
		t.Errorf("pointer in child %#x at %d,%d; want in none at 50,50", child, x, y)
	}
}

func TestOpenFails(t *testing.T) {
	capturetest.Xvfb(t, 64, 48)
	if _, err := Open(12345); err == nil {
		t.Error("Open(no window) = nil; want an error")
	}
	t.Setenv("DISPLAY", ":none")
	if _, err := Open(1); err == nil {
		t.Error("Open() without a display = nil; want an error")
	}
}

func TestShowAllocatesNothing(t *testing.T) {
	s := newStage(t)
	s.show(whole(0, 0))
	if n := testing.AllocsPerRun(50, func() {
		s.src.dirty = append(s.src.dirty, image.Rect(3, 3, 90, 40))
		s.show(whole(0, 0))
	}); n != 0 {
		t.Errorf("%v allocations; want none", n)
	}
}

func TestPointerIsDrawnOverThePicture(t *testing.T) {
	s := newStage(t)
	sh := &capture.Shape{Image: image.NewNRGBA(image.Rect(0, 0, 8, 8)), Hot: image.Pt(1, 1)}
	for i := range sh.Image.Pix {
		sh.Image.Pix[i] = []byte{200, 100, 0, 255}[i%4]
	}
	sh.Image.SetNRGBA(7, 7, color.NRGBA{G: 255, A: 51}) // a fifth
	p := whole(0, 0)
	for _, at := range []image.Point{{50, 60}, {54, 62}, {0, 0}} {
		p.Pointer = capture.Cursor{At: at, Visible: true, Shape: sh}
		s.show(p)
		s.wantPointer(p, at.Sub(sh.Hot))
	}
	s.src.fill(image.Rect(0, 0, 5, 5), color.RGBA{B: 90, A: 255}) // under it
	s.show(p)
	s.wantPointer(p, image.Pt(-1, -1))
	p.Pointer.Visible = false
	s.show(p)
	s.want("without the pointer", p)
}

// wantPointer fails unless the picture is seen with the pointer at a place.
func (s *stage) wantPointer(p Pane, corner image.Point) {
	s.t.Helper()
	got := s.seen()
	for y := range 150 {
		for x := range 200 {
			want := s.src.pic.RGBAAt(x, y)
			if at := image.Pt(x, y).Sub(corner); at.In(p.Pointer.Shape.Image.Rect) {
				want = color.RGBA{200, 100, 0, 255}
				if at == image.Pt(7, 7) {
					under := s.src.pic.RGBAAt(x, y)
					want = color.RGBA{byte((int(under.R)*204 + 127) / 255), byte(51 + (int(under.G)*204+127)/255), byte((int(under.B)*204 + 127) / 255), 255}
				}
			}
			want.A = 255
			if got := got.RGBAAt(x, y); got != want {
				s.t.Fatalf("pointer at %v: %v at %d,%d; want %v", corner, got, x, y, want)
			}
		}
	}
}

func TestScaledPictureIsSeen(t *testing.T) {
	s := newStage(t)
	p := Pane{Picture: image.Pt(200, 150), Shown: image.Rect(10, 10, 110, 85), Clip: image.Rect(0, 0, 400, 300)}
	s.src.fill(s.src.pic.Rect, color.RGBA{R: 10, G: 20, B: 30, A: 255})
	s.show(p)
	s.src.fill(image.Rect(100, 50, 200, 150), color.RGBA{R: 200, A: 255})
	s.show(p)
	got := s.seen()
	for _, c := range []struct {
		at   image.Point
		want color.RGBA
	}{
		{image.Pt(9, 9), color.RGBA{0x12, 0x34, 0x56, 255}},
		{image.Pt(10, 10), color.RGBA{10, 20, 30, 255}},
		{image.Pt(59, 84), color.RGBA{10, 20, 30, 255}},
		{image.Pt(60, 35), color.RGBA{200, 0, 0, 255}},
		{image.Pt(109, 84), color.RGBA{200, 0, 0, 255}},
		{image.Pt(110, 84), color.RGBA{0x12, 0x34, 0x56, 255}},
	} {
		if got := got.RGBAAt(c.at.X, c.at.Y); got != c.want {
			t.Errorf("%v at %v; want %v", got, c.at, c.want)
		}
	}
	p.Shown.Max = image.Pt(16, 14)
	if s.show(p) {
		t.Error("a picture of 200x150 is shown in 6x4")
	}
}
