package dxgi

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tandem/capture"
	"tandem/capture/capturetest"
)

func (d *desktop) source(cfg capture.Config) (capture.Source, error) {
	s, err := newSource(cfg, d.open)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func TestConform(t *testing.T) {
	for turn := upright; turn <= threeQuarters; turn++ {
		t.Run(fmt.Sprint("turned ", turn), func(t *testing.T) {
			d := newDesktop(t, image.Pt(200, 150), turn)
			capturetest.Conform(t, d, image.Pt(200, 150), d.source)
		})
	}
}

func TestMoves(t *testing.T) {
	size := image.Pt(120, 90)
	for turn := upright; turn <= threeQuarters; turn++ {
		t.Run(fmt.Sprint("turned ", turn), func(t *testing.T) {
			d := newDesktop(t, size, turn)
			w := capturetest.NewWatch(t, capture.Config{}, d.source)
			for i := range 40 { // no two places look the same
				d.Fill(image.Rect(3*i, 2*i, 3*i+2, 2*i+9), color.NRGBA{R: byte(i), G: 7, B: byte(200 - i), A: 255})
			}
			w.Settle()
			for _, by := range []image.Point{{Y: -10}, {Y: 10}, {X: 7}, {X: -7}, {X: 5, Y: 3}, {X: -5, Y: 2}} {
				from := image.Rect(20, 20, 90, 70)
				want := capture.Move{From: from.Min, To: from.Add(by)}
				d.Move(want.From, want.To)
				d.read = 0
				f := w.Next() // which the watch compares with the truth
				if !slices.Equal(f.Moves, []capture.Move{want}) || !slices.Equal(f.Damage, []image.Rectangle{want.To}) {
					t.Errorf("moving by %v tells moves %v, damage %v; want %v", by, f.Moves, f.Damage, want)
				}
				if d.read != 0 {
					t.Errorf("moving by %v read %d pixels; want none", by, d.read)
				}
				if !d.shows(w) {
					t.Errorf("moving by %v: the picture differs from the desktop", by)
				}
			}
		})
	}
}

// shows says whether the frame last taken is what the desktop shows.
func (d *desktop) shows(w *capturetest.Watch) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	whole := picture{}
	whole.resize(d.turn.size(d.size))
	whole.paste(&surface{pix: d.pix, pitch: 4 * d.size.X, size: d.size, turn: d.turn}, image.Rectangle{Max: whole.size})
	return string(whole.pix) == string(w.Frame.Pix)
}

func TestMoveThenDraw(t *testing.T) {
	d := newDesktop(t, image.Pt(100, 80), quarter)
	w := capturetest.NewWatch(t, capture.Config{}, d.source)
	d.Fill(image.Rect(10, 10, 40, 40), color.NRGBA{R: 200, A: 255})
	w.Settle()
	for i := range 20 {
		d.Move(image.Pt(0, 2), image.Rect(0, 0, 100, 78))
		d.Fill(image.Rect(0, 78, 100, 80), color.NRGBA{G: byte(i), A: 255})
	}
	w.Settle()
	if !d.shows(w) {
		t.Error("after scrolling the picture differs from the desktop")
	}
}

func TestUntrueDamage(t *testing.T) {
	d := newDesktop(t, image.Pt(100, 80), upright)
	w := capturetest.NewWatch(t, capture.Config{}, d.source)
	w.Settle()
	black := color.NRGBA{A: 255}
	d.Fill(image.Rect(0, 0, 100, 80), black)
	w.Settle()
	d.Fill(image.Rect(5, 5, 95, 75), black) // as it was
	d.change(func() {
		out := moveRect{from: point{-5, 0}, to: rect{90, 0, 200, 9}}
		none := moveRect{from: point{3, 3}, to: rect{3, 3, 9, 9}}
		d.pending.moves = append(d.pending.moves, out, none)
		d.pending.dirty = append(d.pending.dirty, rect{-5, -5, 500, 1}, rect{9, 9, 9, 9}, rect{500, 500, 600, 600})
	})
	before := w.Frame.Time
	w.Settle()
	if w.Frame.Time != before {
		t.Errorf("an untrue damage gives a frame with damage %v", w.Frame.Damage)
	}
}

func TestManyDirtyRectangles(t *testing.T) {
	d := newDesktop(t, image.Pt(300, 300), half)
	w := capturetest.NewWatch(t, capture.Config{}, d.source)
	w.Settle()
	for i := range 4 * maxRects {
		d.Fill(image.Rect(i, i, i+1, i+1), color.NRGBA{R: 255, G: byte(i), A: 255})
	}
	w.Settle()
	if !d.shows(w) {
		t.Error("the picture differs from the desktop")
	}
}

func TestLostDesktop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, image.Pt(100, 80), upright)
		w := capturetest.NewWatch(t, capture.Config{}, d.source)
		w.Settle()
		d.lose(errLost) // the consent prompt is shown
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := w.Source.Next(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Next() while another desktop is shown = %v; want %v", err, context.DeadlineExceeded)
		}
		d.lose(nil)
		d.Fill(image.Rect(0, 0, 9, 9), color.NRGBA{R: 9, A: 255})
		if f := w.Next(); f.Damage != nil || !d.shows(w) {
			t.Errorf("the first frame afterwards has damage %v; want nil and the whole picture", f.Damage)
		}
	})
}

func TestNoDuplication(t *testing.T) {
	for _, c := range []struct {
		name string
		lose func(d *desktop)
	}{
		{"no picture comes", func(d *desktop) { d.silent = true }},
		{"the desktop does not come", func(d *desktop) { d.refuse = errLost }},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesktop(t, image.Pt(100, 80), upright)
				c.lose(d)
				s, err := d.source(capture.Config{})
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = s.Close() }() // nothing is left to be done
				if _, err := s.Next(t.Context()); !errors.Is(err, errors.ErrUnsupported) {
					t.Errorf("Next() = %v; want %v", err, errors.ErrUnsupported)
				}
			})
		})
	}
	d := newDesktop(t, image.Pt(100, 80), upright)
	for _, want := range []error{errors.ErrUnsupported, capture.ErrNoDisplay} {
		d.refuse = want
		if _, err := d.source(capture.Config{}); !errors.Is(err, want) {
			t.Errorf("opening = %v; want %v", err, want)
		}
	}
}

func TestDuplicationTakenAway(t *testing.T) {
	for _, want := range []error{errors.ErrUnsupported, capture.ErrNoDisplay} {
		synctest.Test(t, func(t *testing.T) {
			d := newDesktop(t, image.Pt(100, 80), upright)
			w := capturetest.NewWatch(t, capture.Config{}, d.source)
			w.Next()
			d.lose(want)
			if _, err := w.Source.Next(t.Context()); !errors.Is(err, want) {
				t.Errorf("Next() = %v; want %v", err, want)
			}
		})
	}
}

func TestPointerOnAnotherDisplay(t *testing.T) {
	d := newDesktop(t, image.Pt(100, 80), upright)
	w := capturetest.NewWatch(t, capture.Config{}, d.source)
	d.Point(image.Pt(7, 9))
	w.Until("the pointer", func() bool { return w.Cursor.Visible && w.Cursor.At == image.Pt(7, 9) && w.Cursor.Shape == d.shape })
	d.change(func() { d.pending.pointed, d.pending.visible, d.pending.corner = true, false, image.Point{} })
	if f := w.Next(); f.Cursor == nil || f.Cursor.Visible || f.Cursor.Shape != nil || len(f.Damage) != 0 {
		t.Errorf("pointer gone: cursor %+v, damage %v; want it hidden and none", f.Cursor, f.Damage)
	}
	d.change(func() { d.pending.shaped, d.pending.shape = true, nil })
	d.Point(image.Pt(1, 2))
	w.Settle()
	if w.Cursor.Visible {
		t.Error("a pointer without a shape is visible")
	}
}

func TestAllocations(t *testing.T) {
	for turn := upright; turn <= threeQuarters; turn++ {
		d := newDesktop(t, image.Pt(640, 480), turn)
		s, err := d.source(capture.Config{MaxRate: 1000})
		if err != nil {
			t.Fatal(err)
		}
		out := image.Rect(0, 0, 640, 400)
		i := 0
		frame := func() {
			i++
			d.Fill(image.Rect(8, 8, 300, 40), color.NRGBA{R: byte(i), G: byte(i >> 8), A: 255})
			d.change(func() { d.pending.moves = append(d.pending.moves, moveRect{to: toRect(d.back(out))}) })
			d.Point(image.Pt(i%640, 5))
			if _, err := s.Next(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		frame()
		if got := testing.AllocsPerRun(50, frame); got != 0 {
			t.Errorf("turned %d: %v allocations a frame; want none", turn, got)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
