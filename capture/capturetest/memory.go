package capturetest

import (
	"context"
	"errors"
	"fmt"
	"image"
	"net"
	"slices"
	"time"

	"tandem/capture"
)

// A synthetic is one source of a Synthetic.
type synthetic struct {
	s        *Synthetic
	interval time.Duration
	due      time.Time
	first    bool
	closed   bool
	seen     int // changes told
	frame    capture.Frame
	cursor   capture.Cursor
	pix      []byte
	damage   []image.Rectangle
}

// Next implements capture.Source.
func (y *synthetic) Next(ctx context.Context) (*capture.Frame, error) {
	for {
		if y.closed {
			return nil, fmt.Errorf("capture/capturetest: %w", net.ErrClosed)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := wait(ctx, nil, time.Until(y.due)); err != nil {
			return nil, err
		}
		f, wake := y.look()
		if f != nil {
			return f, nil
		}
		switch err := wait(ctx, wake, y.s.untilStep()); {
		case errors.Is(err, errElapsed):
			y.s.stepIfDue()
		case err != nil:
			return nil, err
		}
	}
}

// Close implements capture.Source.
func (y *synthetic) Close() error { y.closed = true; return nil }

var errElapsed = errors.New("capture/capturetest: time elapsed")

// wait waits for a channel to be closed or, where there is none, for a time to
// pass. With both it returns errElapsed when the time, unless 0, has passed.
func wait(ctx context.Context, wake <-chan struct{}, d time.Duration) error {
	var elapsed <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		elapsed = t.C
	} else if wake == nil {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-wake:
		return nil
	case <-elapsed:
		if wake == nil {
			return nil
		}
		return errElapsed
	}
}

// look returns what is new, or what to wait for.
func (y *synthetic) look() (*capture.Frame, <-chan struct{}) {
	y.s.mu.Lock()
	defer y.s.mu.Unlock()
	s := y.s
	count := s.changes - y.seen
	if count == 0 && !y.first {
		return nil, s.wake
	}
	now := time.Now()
	y.due = now.Add(y.interval)
	y.frame.Cursor = nil
	if y.first || y.cursor.At != s.pointer {
		y.cursor = capture.Cursor{At: s.pointer, Visible: true}
		if y.first {
			y.cursor.Shape = &capture.Shape{Image: Noise(image.Pt(8, 8), 1)}
		}
		y.frame.Cursor = &y.cursor
	}
	fresh := y.update(count)
	y.first, y.seen = false, s.changes
	if !fresh && y.frame.Cursor == nil {
		return nil, s.wake
	}
	y.frame.Pix, y.frame.Stride, y.frame.Width, y.frame.Height, y.frame.Time = y.pix, 4*s.size.X, s.size.X, s.size.Y, now
	return &y.frame, nil
}

// update copies the picture and says whether it is another one. It must be
// called with mu held.
func (y *synthetic) update(count int) bool {
	s := y.s
	y.damage = append(y.damage[:0], image.Rectangle{})[:0]
	whole := y.first || count > len(s.log)
	if !whole {
		for _, c := range s.log[len(s.log)-count:] {
			whole = whole || c.size
			if !c.at.Empty() {
				y.damage = append(y.damage, c.at)
			}
		}
	}
	same := len(y.pix) == len(s.pix) && slices.Equal(y.pix, s.pix) && y.frame.Width == s.size.X
	y.pix = append(y.pix[:0], s.pix...)
	y.frame.Damage = y.damage
	if whole {
		y.frame.Damage = nil
		return true
	}
	if same {
		y.frame.Damage = y.damage[:0]
	}
	return !same
}
