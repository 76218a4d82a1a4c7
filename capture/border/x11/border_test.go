//go:build linux

package x11

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"tandem/capture"
	"tandem/capture/border"
	"tandem/capture/capturetest"
	source "tandem/capture/x11"
	"tandem/capture/x11/wire"
)

var screen = image.Rect(0, 0, 400, 300)

func open(cfg capture.Config) (capture.Source, error) { return source.Open(cfg) }

func newBorder(t *testing.T) *Border {
	t.Helper()
	b, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Errorf("Close() = %v; want nil", err)
		}
	})
	return b
}

// framed says whether the picture has a frame of a colour, and only that.
func framed(w *capturetest.Watch, in image.Rectangle, c, inside color.NRGBA) bool {
	for _, side := range border.Sides(in) {
		if !w.Shows(side, c) {
			return false
		}
	}
	return w.Shows(in.Inset(border.Thickness), inside)
}

func TestFrameIsSeenByTheCustomerOnly(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 400, 300))
	blue := color.NRGBA{B: 200, A: 255}
	d.Fill(screen, blue)
	b := newBorder(t)
	seen := capturetest.NewWatch(t, capture.Config{}, open)
	sent := capturetest.NewWatch(t, capture.Config{Exclude: b.Windows()}, open)
	sent.Until("no frame", func() bool { return sent.Shows(screen, blue) })
	for _, s := range []border.State{border.Viewed, border.Controlled} {
		if err := b.Show(screen, s); err != nil {
			t.Fatal(err)
		}
		seen.Until("the frame", func() bool { return framed(seen, screen, s.Color(), blue) })
		sent.Settle()
		if !sent.Shows(screen, blue) {
			t.Errorf("the frame of state %v is in the picture", s)
		}
	}
	part := image.Rect(100, 50, 300, 250)
	if err := b.Show(part, border.Viewed); err != nil {
		t.Fatal(err)
	}
	seen.Until("the frame elsewhere", func() bool { return framed(seen, part, border.Viewed.Color(), blue) })
	sent.Settle()
	if !sent.Shows(screen, blue) {
		t.Error("the frame is in the picture after it moved")
	}
	if err := b.Hide(); err != nil {
		t.Fatal(err)
	}
	seen.Until("no frame", func() bool { return seen.Shows(screen, blue) })
}

func TestFrameStaysOnTop(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 400, 300))
	b := newBorder(t)
	if err := b.Show(screen, border.Viewed); err != nil {
		t.Fatal(err)
	}
	w := capturetest.NewWatch(t, capture.Config{}, open)
	black := color.NRGBA{A: 255}
	w.Until("the frame", func() bool { return framed(w, screen, border.Viewed.Color(), black) })
	over := d.Over(screen)
	green := color.NRGBA{G: 90, A: 255}
	over.Fill(screen, green)
	w.Until("the frame on top", func() bool { return framed(w, screen, border.Viewed.Color(), green) })
}

func TestNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if _, err := Open(); !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Open() without DISPLAY = %v; want %v", err, capture.ErrNoDisplay)
	}
}

func TestClicksGoThrough(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 400, 300))
	b := newBorder(t)
	if err := b.Show(screen, border.Viewed); err != nil {
		t.Fatal(err)
	}
	d.Point(image.Pt(2, 150))
	c, err := wire.Dial("")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }() // only asked
	const queryPointer = 38
	r, err := c.Reply(c.Send(queryPointer, 0, c.Screen.Root))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.U32(12); got != d.Window {
		t.Errorf("the pointer on the frame is in window %#x; want %#x beneath", got, d.Window)
	}
}
