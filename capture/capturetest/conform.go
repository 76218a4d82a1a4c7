package capturetest

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
	"time"

	"tandem/capture"
)

const (
	// frameTimeout is how long a change may take to be seen on a busy machine.
	frameTimeout = 20 * time.Second
	// quiet is how long nothing may be seen when nothing changes.
	quiet = 400 * time.Millisecond
)

// Conform tests that what open returns is a capture.Source which shows what is
// drawn on the desktop, a display of the size given.
func Conform(t *testing.T, d Desktop, size image.Point, open func(capture.Config) (capture.Source, error)) {
	t.Helper()
	red, blue := color.NRGBA{R: 250, G: 3, B: 7, A: 255}, color.NRGBA{R: 1, G: 2, B: 254, A: 255}
	for _, c := range []struct {
		name string
		test func(t *testing.T, w *Watch)
	}{
		{"first frame is whole", func(t *testing.T, w *Watch) {
			d.Fill(image.Rect(10, 20, 30, 40), red)
			f := w.Next()
			if f.Damage != nil || f.Width != size.X || f.Height != size.Y {
				t.Errorf("first frame is %dx%d with damage %v; want %v and nil", f.Width, f.Height, f.Damage, size)
			}
			w.Until("the red square", func() bool { return w.Shows(image.Rect(10, 20, 30, 40), red) })
		}},
		{"next blocks while nothing changes", func(t *testing.T, w *Watch) {
			w.Settle()
		}},
		{"changes are exact", func(t *testing.T, w *Watch) {
			w.Settle()
			corner := image.Rect(size.X-1, size.Y-1, size.X, size.Y)
			for i, r := range []image.Rectangle{image.Rect(0, 0, 1, 1), image.Rect(33, 44, size.X*3/4, size.Y*3/4), corner} {
				want := color.NRGBA{R: byte(50 * i), G: 200, B: byte(9 + i), A: 255}
				d.Fill(r, want)
				w.Until("a change", func() bool { return w.Shows(r, want) })
			}
			d.Fill(image.Rect(0, 0, size.X, size.Y), blue)
			w.Until("a blue screen", func() bool { return w.Shows(image.Rect(0, 0, size.X, size.Y), blue) })
		}},
		{"the pointer is followed", func(t *testing.T, w *Watch) {
			if w.Next(); !w.Cursor.Visible {
				t.Skip("this mechanism sees no pointer")
			}
			for _, at := range []image.Point{{X: 17, Y: 23}, {X: 120, Y: 50}, {X: 17, Y: 24}} {
				d.Point(at)
				w.Until("the pointer", func() bool { return w.Cursor.At == at })
			}
		}},
		{"the context ends next", func(t *testing.T, w *Watch) {
			w.Settle()
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(50*time.Millisecond, cancel)
			start := time.Now()
			for {
				_, err := w.Source.Next(ctx)
				if err == nil && time.Since(start) < frameTimeout {
					continue
				}
				if !errors.Is(err, context.Canceled) {
					t.Errorf("Next(cancelled) = %v; want %v", err, context.Canceled)
				}
				break
			}
		}},
		{"the size is followed", func(t *testing.T, w *Watch) {
			w.Next()
			small := image.Pt(size.X/2+4, size.Y/2+2)
			if !d.Resize(small) {
				t.Skip("this desktop cannot change its size")
			}
			w.Until("the new size", func() bool { return w.Size() == small })
			d.Fill(image.Rect(0, 0, small.X, small.Y), red)
			w.Until("a red screen", func() bool { return w.Shows(image.Rect(0, 0, small.X, small.Y), red) })
			d.Resize(size)
			w.Until("the old size", func() bool { return w.Size() == size })
		}},
		{"a closed source is no source", func(t *testing.T, w *Watch) {
			w.Next()
			if err := w.Source.Close(); err != nil {
				t.Errorf("Close() = %v; want nil", err)
			}
			if _, err := w.Source.Next(t.Context()); err == nil {
				t.Error("Next() after Close() = nil; want an error")
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, NewWatch(t, capture.Config{}, open)) })
	}
	t.Run("what is drawn meanwhile is told", func(t *testing.T) { drawnMeanwhile(t, d, size, open) })
}

// A Watch follows a source and checks that each frame keeps its promises.
type Watch struct {
	Source capture.Source
	Frame  *capture.Frame // the last one, valid until the next
	Cursor capture.Cursor // as told so far

	t    *testing.T
	kept []byte // the picture as told by whole frames and damage, without padding
	size image.Point
}

// NewWatch opens a source, which it closes when the test ends.
func NewWatch(t *testing.T, cfg capture.Config, open func(capture.Config) (capture.Source, error)) *Watch {
	t.Helper()
	s, err := open(cfg)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v; want nil", err)
		}
	})
	return &Watch{Source: s, t: t}
}

// Next waits for the next frame.
func (w *Watch) Next() *capture.Frame {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), frameTimeout)
	defer cancel()
	f, err := w.Source.Next(ctx)
	if err != nil {
		w.t.Fatalf("Next() = %v; want a frame", err)
	}
	w.take(f)
	return f
}

// Until takes frames until a condition holds.
func (w *Watch) Until(what string, holds func() bool) {
	w.t.Helper()
	for end := time.Now().Add(frameTimeout); w.Frame == nil || !holds(); {
		if time.Now().After(end) {
			w.t.Fatalf("no frame shows %s", what)
		}
		w.Next()
	}
}

// Settle takes frames until none comes for a while, as must happen soon on a
// display where nothing changes.
func (w *Watch) Settle() {
	w.t.Helper()
	for end := time.Now().Add(frameTimeout); time.Now().Before(end); {
		ctx, cancel := context.WithTimeout(w.t.Context(), quiet)
		f, err := w.Source.Next(ctx)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) {
			return
		}
		if err != nil {
			w.t.Fatalf("Next() = %v; want a frame or %v", err, context.DeadlineExceeded)
		}
		w.take(f)
	}
	w.t.Fatal("frames keep coming while nothing changes")
}

// Size is the last frame's size.
func (w *Watch) Size() image.Point { return w.size }

// At is the colour of one pixel of the last frame.
func (w *Watch) At(x, y int) color.NRGBA {
	p := w.Frame.Pix[y*w.Frame.Stride+4*x:]
	return color.NRGBA{R: p[2], G: p[1], B: p[0], A: 255}
}

// Shows says whether the last frame has one colour all over a rectangle.
func (w *Watch) Shows(r image.Rectangle, c color.NRGBA) bool {
	if !r.In(image.Rectangle{Max: w.size}) {
		return false
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if w.At(x, y) != c {
				return false
			}
		}
	}
	return true
}

// ShowsImage says whether the last frame shows an image at a place, as far as
// that lies within both.
func (w *Watch) ShowsImage(at image.Point, img *image.NRGBA) bool {
	off := img.Rect.Min.Sub(at)
	r := img.Rect.Sub(off).Intersect(image.Rectangle{Max: w.size})
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if w.At(x, y) != img.NRGBAAt(x+off.X, y+off.Y) {
				return false
			}
		}
	}
	return true
}

// take checks a frame and applies it to the picture kept.
func (w *Watch) take(f *capture.Frame) {
	w.t.Helper()
	size := image.Pt(f.Width, f.Height)
	switch {
	case size.X <= 0 || size.Y <= 0 || f.Stride < 4*size.X || len(f.Pix) < (size.Y-1)*f.Stride+4*size.X:
		w.t.Fatalf("frame of %v has stride %d and %d bytes", size, f.Stride, len(f.Pix))
	case size != w.size && f.Damage != nil:
		w.t.Errorf("frame of another size has damage %v; want nil", f.Damage)
	case w.Frame == nil && f.Cursor == nil:
		w.t.Error("first frame has no cursor")
	case f.Time.IsZero():
		w.t.Error("frame has no time")
	}
	if w.size != size {
		w.kept, w.size = make([]byte, 4*size.X*size.Y), size
	}
	if f.Cursor != nil {
		shape := w.Cursor.Shape
		w.Cursor = *f.Cursor
		if w.Cursor.Shape == nil {
			w.Cursor.Shape = shape
		}
	}
	w.Frame = f
	w.apply(f)
}

// apply copies what a frame says is new and checks that nothing else is.
func (w *Watch) apply(f *capture.Frame) {
	w.t.Helper()
	whole := image.Rectangle{Max: w.size}
	damage := f.Damage
	if damage == nil {
		damage = []image.Rectangle{whole}
	}
	line := 4 * w.size.X
	for _, r := range damage {
		if !r.In(whole) {
			w.t.Errorf("damage %v lies outside of the picture %v", r, whole)
			r = r.Intersect(whole)
		}
		for y := r.Min.Y; y < r.Max.Y; y++ {
			copy(w.kept[y*line+4*r.Min.X:y*line+4*r.Max.X], f.Pix[y*f.Stride+4*r.Min.X:])
		}
	}
	for y := range w.size.Y {
		if !bytes.Equal(w.kept[y*line:(y+1)*line], f.Pix[y*f.Stride:y*f.Stride+line]) {
			w.t.Errorf("row %d differs outside of the damage %v", y, f.Damage)
			return
		}
	}
}
