package native

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"testing"

	"tandem/capture"
	"tandem/capture/capturetest"
)

// A worn source works for some frames.
type worn struct {
	capture.Source
	left   int
	closed *int
}

func (w *worn) Next(ctx context.Context) (*capture.Frame, error) {
	if w.left == 0 {
		return nil, fmt.Errorf("worn out: %w", errors.ErrUnsupported)
	}
	w.left--
	return w.Source.Next(ctx)
}

func (w *worn) Close() error { *w.closed++; return w.Source.Close() }

func TestLadder(t *testing.T) {
	size, red := image.Pt(40, 30), color.NRGBA{R: 255, A: 255}
	failing := func(err error) mechanism {
		return func(capture.Config) (capture.Source, error) { return nil, err }
	}
	for frames := range 3 {
		t.Run(fmt.Sprint("frames before: ", frames), func(t *testing.T) {
			d := capturetest.NewSynthetic(size)
			closed := 0
			wearing := func(cfg capture.Config) (capture.Source, error) {
				s, err := d.Open(cfg)
				return &worn{s, frames, &closed}, err
			}
			list := []mechanism{failing(fmt.Errorf("x: %w", errors.ErrUnsupported)), wearing, wearing, d.Open}
			w := capturetest.NewWatch(t, capture.Config{}, func(cfg capture.Config) (capture.Source, error) { return openFirst(list, cfg) })
			for i := range 2*frames + 1 {
				d.Fill(image.Rect(i, 0, i+1, 30), red)
				w.Until("a red line", func() bool { return w.Shows(image.Rect(i, 0, i+1, 30), red) })
			}
			for i := range 10 {
				d.Fill(image.Rect(i, 0, i+1, 30), red)
			}
			w.Settle()
			if frames == 0 && closed != 2 {
				t.Errorf("%d sources that wore out were closed; want 2", closed)
			}
		})
	}
	for _, want := range []error{capture.ErrNoDisplay, errors.ErrUnsupported} {
		if s, err := openFirst([]mechanism{failing(errors.ErrUnsupported), failing(want)}, capture.Config{}); s != nil || !errors.Is(err, want) {
			t.Errorf("the last mechanism fails: %v, %v; want nil, %v", s, err, want)
		}
	}
	other := failing(errors.New("the first must not give way"))
	if s, err := openFirst([]mechanism{failing(capture.ErrNoDisplay), other}, capture.Config{}); s != nil || !errors.Is(err, capture.ErrNoDisplay) {
		t.Errorf("no display: %v, %v; want nil, %v", s, err, capture.ErrNoDisplay)
	}
}
