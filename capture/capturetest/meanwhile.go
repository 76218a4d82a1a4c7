package capturetest

import (
	"image"
	"image/color"
	"testing"

	"tandem/capture"
)

// drawnMeanwhile draws all the time, in the same rows. What a source asks of its
// system one after the other, what has changed and then the picture, is not of
// the same moment; a change that is in the picture but was not told then is
// easily never told.
func drawnMeanwhile(t *testing.T, d Desktop, size image.Point, open func(capture.Config) (capture.Source, error)) {
	const fills, columns, fast = 5000, 16, 1000
	w := NewWatch(t, capture.Config{MaxRate: fast}, open)
	w.Next()
	step := size.X / columns
	at := func(i int) image.Rectangle {
		x := i % columns * step
		return image.Rect(x, size.Y/2, x+step-step/2, size.Y/2+10)
	}
	tone := func(i int) color.NRGBA { return color.NRGBA{R: byte(i), G: byte(i >> 4), B: 99, A: 255} }
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range fills {
			d.Fill(at(i), tone(i))
		}
	}()
	w.Settle()
	<-done
	w.Settle()
	for i := fills - columns; i < fills; i++ {
		if !w.Shows(at(i), tone(i)) {
			t.Errorf("%v is %v; want %v", at(i), w.At(at(i).Min.X, at(i).Min.Y), tone(i))
		}
	}
}
