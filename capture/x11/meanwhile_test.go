//go:build linux

package x11

import (
	"image"
	"image/color"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

// TestDrawnWhileGrabbed: what is drawn between the question for the damage and
// the picture is in the picture already, if it lies in the same rows. It must be
// told nevertheless, or it never would: the next look finds nothing new there.
func TestDrawnWhileGrabbed(t *testing.T) {
	size := image.Pt(640, 480)
	display := capturetest.Xvfb(t, size.X, size.Y)
	d := capturetest.NewX11(t, display)
	w := capturetest.NewWatch(t, capture.Config{MaxRate: maxRate}, open)
	w.Next()
	tone := func(i int) color.NRGBA { return color.NRGBA{R: uint8(i), G: uint8(i >> 4), B: 99, A: 255} }
	at := func(i int) image.Rectangle { // one of 16 columns of the same rows
		return image.Rect(40*(i%16), 100, 40*(i%16)+20, 110)
	}
	const fills = 20_000
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range fills {
			d.Fill(at(i), tone(i))
		}
	}()
	for busy := true; busy; {
		select {
		case <-done:
			busy = false
		default:
			w.Next()
		}
	}
	w.Settle()
	for i := fills - 16; i < fills; i++ {
		if !w.Shows(at(i), tone(i)) {
			t.Errorf("%v is %v; want %v", at(i), w.At(at(i).Min.X, at(i).Min.Y), tone(i))
		}
	}
}
