//go:build linux

package x11

import (
	"context"
	"errors"
	"image"
	"image/color"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func open(cfg capture.Config) (capture.Source, error) { return Open(cfg) }

// TestConform has servers that lack one extension after the other, but for
// XFIXES, without which Xvfb 21.1 crashes.
func TestConform(t *testing.T) {
	for _, lacking := range []string{"", "MIT-SHM", "DAMAGE", "RANDR", "Composite", "SHAPE"} {
		name := "all extensions"
		var options []string
		if lacking != "" {
			name, options = "without "+lacking, []string{"-extension", lacking}
		}
		t.Run(name, func(t *testing.T) {
			d := capturetest.NewX11(t, capturetest.Xvfb(t, 300, 200, options...))
			capturetest.Conform(t, d, image.Pt(300, 200), open)
		})
	}
}

func TestNoDisplay(t *testing.T) {
	for _, name := range []string{"", ":", "nonsense", ":60000", ":59000", "localhost:59000"} {
		t.Setenv("DISPLAY", name)
		if _, err := Open(capture.Config{}); !errors.Is(err, capture.ErrNoDisplay) {
			t.Errorf("Open() with DISPLAY=%q = %v; want %v", name, err, capture.ErrNoDisplay)
		}
		if _, err := Displays(); !errors.Is(err, capture.ErrNoDisplay) {
			t.Errorf("Displays() with DISPLAY=%q = %v; want %v", name, err, capture.ErrNoDisplay)
		}
	}
}

func TestUnsupportedDepth(t *testing.T) {
	capturetest.Xvfb(t, 64, 64, "-screen", "0", "64x64x16")
	if _, err := Open(capture.Config{}); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("Open() at 16 bits a pixel = %v; want %v", err, errors.ErrUnsupported)
	}
}

func TestWrongCookie(t *testing.T) {
	capturetest.Xvfb(t, 64, 64)
	t.Setenv("XAUTHORITY", os.DevNull)
	if _, err := Open(capture.Config{}); !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Open() without the cookie = %v; want %v", err, capture.ErrNoDisplay)
	}
}

func TestDisplays(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 300, 200))
	left, right := image.Rect(0, 0, 100, 200), image.Rect(100, 50, 300, 200)
	d.Monitor("left", left, false)
	d.Monitor("right", right, true)
	list, err := Displays()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]capture.Display{}
	for i, m := range list {
		if m.ID != i {
			t.Errorf("display %d of %v has ID %d", i, list, m.ID)
		}
		found[m.Name] = m
	}
	if got := found["right"]; got.Bounds != right || !got.Primary || got.ID != 0 {
		t.Errorf("right display = %+v; want the first and primary one at %v", got, right)
	}
	if got := found["left"]; got.Bounds != left || got.Primary {
		t.Errorf("left display = %+v; want one at %v", got, left)
	}
	if _, err := Open(capture.Config{Display: len(list)}); !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Open(display %d of %d) = %v; want %v", len(list), len(list), err, capture.ErrNoDisplay)
	}
}

func TestSecondDisplay(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 300, 200))
	d.Monitor("right", image.Rect(100, 50, 300, 200), true)
	img := capturetest.Noise(image.Pt(300, 200), 1)
	d.Draw(image.Point{}, img)
	w := capturetest.NewWatch(t, capture.Config{}, open)
	w.Until("its part of the desktop", func() bool {
		return w.Size() == image.Pt(200, 150) && w.ShowsImage(image.Pt(-100, -50), img)
	})
	d.Point(image.Pt(120, 60))
	w.Until("the pointer", func() bool { return w.Cursor.At == image.Pt(20, 10) })
	d.Point(image.Pt(10, 20))
	w.Until("the pointer on another display", func() bool { return w.Cursor.At == image.Pt(-90, -30) })
	w.Settle()
	d.Fill(image.Rect(0, 0, 90, 40), color.NRGBA{R: 1, A: 255})
	w.Settle()
	if got := w.Frame.Damage; len(got) != 0 {
		t.Errorf("a change on another display damages %v; want nothing", got)
	}
	d.Monitor("right", image.Rect(50, 50, 250, 200), true)
	w.Until("the display moved", func() bool { return w.At(0, 0) == img.NRGBAAt(50, 50) && w.Size() == image.Pt(200, 150) })
}

func TestServerGone(t *testing.T) {
	var src *Source
	t.Run("server", func(t *testing.T) {
		capturetest.Xvfb(t, 64, 64)
		var err error
		if src, err = Open(capture.Config{}); err != nil {
			t.Fatal(err)
		}
	}) // which ends here
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var err error
	for err == nil {
		_, err = src.Next(ctx)
	}
	if !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("Next() without a server = %v; want %v", err, capture.ErrNoDisplay)
	}
	_ = src.Close() // the connection is broken already
}

// TestManySources opens sources while others run, which xgb does not survive.
func TestManySources(t *testing.T) {
	d := capturetest.NewX11(t, capturetest.Xvfb(t, 64, 64))
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for ctx.Err() == nil {
				src, err := Open(capture.Config{MaxRate: 1000})
				if err != nil {
					t.Error(err)
					return
				}
				for range 10 {
					if _, err := src.Next(ctx); err != nil {
						break
					}
				}
				if err := src.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := 0; ctx.Err() == nil; i++ {
		d.Fill(image.Rect(0, 0, 64, 64), color.NRGBA{R: byte(i), A: 255})
	}
	group.Wait()
	// A goroutine that is done is still counted for a moment.
	after := runtime.NumGoroutine()
	for deadline := time.Now().Add(5 * time.Second); after > before && time.Now().Before(deadline); after = runtime.NumGoroutine() {
		time.Sleep(time.Millisecond)
	}
	if after > before {
		t.Errorf("%d goroutines after closing all; want %d", after, before)
	}
}
