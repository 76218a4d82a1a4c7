//go:build windows

package gdi

import (
	"image"
	"image/color"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func open(cfg capture.Config) (capture.Source, error) { return Open(cfg) }

func display(t *testing.T) image.Point {
	t.Helper()
	list, err := Displays()
	if err != nil {
		t.Fatal(err)
	}
	return list[0].Bounds.Size()
}

func TestConform(t *testing.T) {
	size := display(t)
	capturetest.Conform(t, capturetest.NewWindows(t, size), size, open)
}

func TestAllocations(t *testing.T) {
	d := capturetest.NewWindows(t, display(t))
	s, err := Open(capture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read from
	if _, err := s.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.layoutAt = s.layoutAt.Add(time.Hour) // which lists the displays, once a second
	// A picture that is another one, and one that is not.
	for i := range 2 {
		if got := testing.AllocsPerRun(100, func() {
			s.due = s.grabAt
			if _, err := s.look(s.grabAt); err != nil {
				t.Fatal(err)
			}
			s.front.pix[0] ^= byte(i)
		}); got != 0 {
			t.Errorf("%v allocations a look; want none", got)
		}
	}
	d.Fill(image.Rect(0, 0, 9, 9), color.NRGBA{R: 9, A: 255}) // it is still there
}
