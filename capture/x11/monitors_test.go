//go:build linux

package x11

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/capturetest"
)

// shared is how many pieces of shared memory this process has, and their size.
func shared(t *testing.T) (pieces, size int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(maps)) {
		if !strings.Contains(line, "/SYSV") {
			continue
		}
		from, rest, _ := strings.Cut(line, "-")
		to, _, _ := strings.Cut(rest, " ")
		a, _ := strconv.ParseUint(from, 16, 64)
		b, _ := strconv.ParseUint(to, 16, 64)
		pieces, size = pieces+1, size+int(b-a)
	}
	return pieces, size
}

// display finds a display of a name.
func display(t *testing.T, name string) capture.Display {
	t.Helper()
	list, err := Displays()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if d.Name == name {
			return d
		}
	}
	t.Fatalf("no display %q in %+v", name, list)
	return capture.Display{}
}

func TestSeveralDisplaysAtOnce(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 600, 300))
	places := map[string]image.Rectangle{
		"left": image.Rect(0, 0, 250, 300), "upper": image.Rect(250, 0, 600, 120), "lower": image.Rect(250, 120, 600, 300),
	}
	img := capturetest.Noise(image.Pt(600, 300), 1)
	watches := map[string]*capturetest.Watch{}
	for name, at := range places {
		d.Monitor(name, at, name == "lower")
	}
	d.Draw(image.Point{}, img)
	for name, at := range places {
		w := capturetest.NewWatch(t, capture.Config{Display: display(t, name).ID}, open)
		w.Until("its part of the desktop", func() bool { return w.Size() == at.Size() && w.ShowsImage(image.Point{}.Sub(at.Min), img) })
		w.Settle()
		watches[name] = w
	}
	whole := capturetest.NewWatch(t, capture.Config{Display: capture.Whole}, open)
	whole.Until("the whole desktop", func() bool { return whole.Size() == image.Pt(600, 300) && whole.ShowsImage(image.Point{}, img) })
	watches["all"], places["all"] = whole, image.Rect(0, 0, 600, 300)
	d.Fill(image.Rect(200, 100, 400, 200), color.NRGBA{R: 77, A: 255}) // over all of them
	for name, w := range watches {
		part := image.Rect(200, 100, 400, 200).Intersect(places[name]).Sub(places[name].Min)
		w.Until("its part of what all show", func() bool { return w.Shows(part, color.NRGBA{R: 77, A: 255}) })
	}
}

// TestAnotherDisplay: a display that comes beside the one that is watched is
// told of by a frame of unknown damage.
func TestAnotherDisplay(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 600, 400))
	d.Monitor("first", image.Rect(0, 0, 200, 400), true)
	src, err := Open(capture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	var f *capture.Frame
	quiet, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	for err == nil {
		f, err = src.Next(quiet) // the beginning
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("Next() while nothing happens = %+v, %v", f, err)
	}
	d.Monitor("second", image.Rect(200, 0, 600, 300), false)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for f, err = src.Next(ctx); err == nil && f.Damage != nil; f, err = src.Next(ctx) {
	}
	if err != nil {
		t.Fatalf("Next() after another display came = %v", err)
	}
}

// TestDisplaysComeAndGo has the display that is watched pulled out, so that the
// third one gets its number, and put in again elsewhere.
func TestDisplaysComeAndGo(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 600, 400))
	d.Monitor("first", image.Rect(0, 0, 200, 400), true)
	d.Monitor("second", image.Rect(200, 0, 600, 300), false)
	third := image.Rect(500, 300, 600, 400)
	d.Monitor("third", third, false)
	img := capturetest.Noise(image.Pt(600, 400), 2)
	d.Draw(image.Point{}, img)
	w := capturetest.NewWatch(t, capture.Config{Display: display(t, "second").ID}, open)
	shows := func(at image.Rectangle) func() bool {
		return func() bool { return w.Size() == at.Size() && w.ShowsImage(image.Point{}.Sub(at.Min), img) }
	}
	w.Until("the second display", shows(image.Rect(200, 0, 600, 300)))
	for _, at := range []image.Rectangle{image.Rect(100, 100, 600, 400), image.Rect(300, 0, 480, 350)} {
		d.Unplug("second")
		w.Until("the third display", shows(third))
		d.Monitor("second", at, false)
		w.Until("the second display again", shows(at))
		d.Monitor("second", image.Rect(200, 0, 600, 300), false)
		w.Until("the second display as before", shows(image.Rect(200, 0, 600, 300)))
	}
	if pieces, _ := shared(t); pieces != 2 {
		t.Errorf("%d pieces of shared memory after all changes; want 2", pieces)
	}
	d.Unplug("third")
	d.Unplug("second")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var err error
	for err == nil { // until all events have come
		_, err = w.Source.Next(ctx)
	}
	if !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Next() without a display of the number = %v; want %v", err, capture.ErrNoDisplay)
	}
}

// TestTurnedDisplay changes width for height, as turning does: Xvfb turns none,
// and an X server that does gives the pixels turned already.
func TestTurnedDisplay(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 400, 400))
	w := capturetest.NewWatch(t, capture.Config{}, open)
	for i, size := range []image.Point{{X: 400, Y: 240}, {X: 240, Y: 400}, {X: 400, Y: 240}, {X: 16, Y: 16}, {X: 400, Y: 400}} {
		d.Resize(size)
		c := color.NRGBA{R: byte(40 * i), G: 200, A: 255}
		d.Fill(image.Rectangle{Max: size}, c)
		w.Until("the new size", func() bool { return w.Size() == size && w.Shows(image.Rectangle{Max: size}, c) })
	}
	if pieces, size := shared(t); pieces != 2 || size > 2*(4*400*400+scratch+os.Getpagesize()) {
		t.Errorf("%d pieces of shared memory with %d bytes after all changes; want 2 of one picture each", pieces, size)
	}
}

// TestManyDotsPerInch has a display on which things are drawn 1.5 times as
// large: pixels stay pixels.
func TestManyDotsPerInch(t *testing.T) {
	size := image.Pt(300, 200)
	d := capturetest.NewX11(t, capturetest.Xvfb(t, size.X, size.Y, "-dpi", "144"))
	capturetest.Conform(t, d, size, open)
}

func TestLargeDisplay(t *testing.T) {
	size := image.Pt(3840, 2160)
	d := capturetest.NewX11(t, capturetest.Xvfb(t, size.X, size.Y))
	w := capturetest.NewWatch(t, capture.Config{}, open)
	for i, r := range []image.Rectangle{
		{Max: size}, image.Rect(0, 0, 1, 1), image.Rect(3839, 0, 3840, 1), image.Rect(0, 2159, 1, 2160), image.Rect(3839, 2159, 3840, 2160),
	} {
		c := color.NRGBA{R: byte(i), G: 50, B: 99, A: 255}
		d.Fill(r, c)
		w.Until("a change", func() bool { return w.Shows(r, c) })
	}
	if pieces, size := shared(t); pieces != 2 || size > 2*(4*3840*2160+scratch+os.Getpagesize()) {
		t.Errorf("%d pieces of shared memory with %d bytes; want 2 of one picture each", pieces, size)
	}
}

// TestAllocations draws, moves the pointer and takes a frame.
func TestAllocations(t *testing.T) {
	for _, c := range []struct {
		name    string
		size    image.Point
		options []string
		exclude bool
	}{
		{"1080p", image.Pt(1920, 1080), nil, false},
		{"2160p", image.Pt(3840, 2160), nil, false},
		{"without MIT-SHM", image.Pt(640, 480), []string{"-extension", "MIT-SHM"}, false},
		{"without DAMAGE", image.Pt(640, 480), []string{"-extension", "DAMAGE"}, false},
		{"beneath a window", image.Pt(640, 480), nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := capturetest.NewX11(t, capturetest.Xvfb(t, c.size.X, c.size.Y, c.options...))
			cfg := capture.Config{MaxRate: 1000}
			if c.exclude {
				for _, at := range []image.Rectangle{image.Rect(0, 0, 640, 4), image.Rect(0, 4, 4, 480)} {
					cfg.Exclude = append(cfg.Exclude, uintptr(d.Over(at).Window))
				}
			}
			s, err := Open(cfg)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }() // only read from
			i := 0
			frame := func() {
				i++
				d.Fill(image.Rect(i%2, i%3, 500, 300), color.NRGBA{R: byte(i), G: byte(i >> 8), B: 9, A: 255})
				d.Point(image.Pt(i%300, i%200))
				if f, err := s.Next(t.Context()); err != nil || f.Width != c.size.X {
					t.Fatal(fmt.Errorf("frame %d: %w", i, err))
				}
			}
			for range 20 {
				frame()
			}
			if got := testing.AllocsPerRun(100, frame); got != 0 {
				t.Errorf("%v allocations a frame; want none", got)
			}
		})
	}
}
