//go:build linux

package x11_test

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"testing"
	"time"

	"tandem/app/manager/native/surface"
	"tandem/app/manager/native/x11"
	"tandem/capture"
	"tandem/capture/capturetest"
	cx11 "tandem/capture/x11"
	"tandem/input"
	"tandem/input/xtest"
)

// patience is how long a test waits for something that should be there at once.
const patience = 20 * time.Second

// A server without GLX is what the windows are for.
func TestWindowWithoutGLX(t *testing.T) {
	display := capturetest.Xvfb(t, 640, 480, "-extension", "GLX")
	d, err := x11.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	events := make(chan surface.Event, 64)
	w, err := d.Open("Tandem Support é", false, func(e surface.Event) { events <- e })
	if err != nil {
		t.Fatal(err)
	}
	picture := image.NewRGBA(image.Rect(0, 0, 400, 300))
	draw.Draw(picture, picture.Rect, image.NewUniform(color.RGBA{0x12, 0x34, 0x56, 0xff}), image.Point{}, draw.Src)
	if err := w.Show(picture); err != nil {
		t.Fatal(err)
	}
	awaitPixel(t, image.Pt(320, 240), [3]byte{0x56, 0x34, 0x12})

	in, err := xtest.Open(display)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	for _, e := range []input.Event{
		input.Pointer{At: image.Pt(320, 240)}, input.Button{Button: input.Left, Down: true}, input.Button{Button: input.Left},
	} {
		if err := in.Inject(e); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []surface.Kind{surface.Press, surface.Release} {
		if got := next(t, events); got.Kind != want || got.At != image.Pt(200, 150) {
			t.Errorf("event %+v; want kind %d at (200,150)", got, want)
		}
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	awaitPixel(t, image.Pt(320, 240), [3]byte{})
}

// next returns the next event but for moves.
func next(t *testing.T, events <-chan surface.Event) surface.Event {
	t.Helper()
	for {
		select {
		case e := <-events:
			if e.Kind != surface.Moved {
				return e
			}
		case <-time.After(patience):
			t.Fatal("no event")
		}
	}
}

// awaitPixel waits until the screen shows the colour, as blue, green and red.
func awaitPixel(t *testing.T, at image.Point, want [3]byte) {
	t.Helper()
	src, err := cx11.Open(capture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	for {
		f, err := src.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := [3]byte(f.Pix[at.Y*f.Stride+at.X*4:]); got == want {
			return
		}
	}
}

func TestNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if _, err := x11.Open(); !errors.Is(err, x11.ErrNoDisplay) {
		t.Errorf("Open = %v; want ErrNoDisplay", err)
	}
}
