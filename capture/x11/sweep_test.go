//go:build linux

package x11

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/capturetest"
)

// TestForgottenDamage has damage told to nobody, as some drivers do.
func TestForgottenDamage(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 300, 200))
	src, err := Open(capture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }() // nothing is written to it
	next := func(patience time.Duration) (*capture.Frame, error) {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		return src.Next(ctx)
	}
	settle := func() {
		t.Helper()
		for err = nil; err == nil; {
			_, err = next(300 * time.Millisecond)
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
	}
	settle()
	square := image.Rect(100, 50, 120, 70)
	d.Fill(square, color.NRGBA{R: 9, G: 8, B: 7, A: 255})
	for !src.gate.open {
		if err := src.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := src.gate.pass(src.s, src.canvas.bounds); err != nil {
		t.Fatal(err)
	}
	src.looked()
	settle() // nobody knows of the square
	src.sweep = time.Now()
	f, err := next(10 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	at := square.Min.Y*f.Stride + 4*square.Min.X
	if got := [3]byte(f.Pix[at : at+3]); got != [3]byte{7, 8, 9} {
		t.Errorf("after a sweep the square is of %v; want blue, green and red 7, 8, 9", got)
	}
	if len(f.Damage) != 0 && !square.In(f.Damage[0]) {
		t.Errorf("a sweep tells of %v; want it to hold %v", f.Damage, square)
	}
	settle()
}
