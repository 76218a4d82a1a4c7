package screenshot

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"net"
	"time"

	"tandem/capture"
)

const (
	defaultRate = 30
	maxRate     = 1000
	// While nothing changes each wait is longer than the one before, up to
	// idle.
	idle = 500 * time.Millisecond
)

// A Source takes screenshots of one display.
type Source struct {
	display  int
	interval time.Duration // between frames, at least
	pause    time.Duration // before the next screenshot
	due      time.Time
	timer    *time.Timer
	closed   bool

	front, back []byte
	frame       capture.Frame
	damage      [1]image.Rectangle
	cursor      capture.Cursor
}

var _ capture.Source = (*Source)(nil)

// Open begins to watch a display. The error wraps capture.ErrNoDisplay where
// there is none of its number.
func Open(cfg capture.Config) (*Source, error) {
	list, err := Displays()
	if err != nil {
		return nil, err
	}
	id := max(cfg.Display, 0)
	if id >= len(list) {
		return nil, fmt.Errorf("capture/screenshot: display %d of %d: %w", id, len(list), capture.ErrNoDisplay)
	}
	if cfg.MaxRate <= 0 {
		cfg.MaxRate = defaultRate
	}
	interval := time.Second / time.Duration(min(cfg.MaxRate, maxRate))
	return &Source{display: list[id].ID, interval: interval, pause: interval, timer: time.NewTimer(0)}, nil
}

// Next implements capture.Source.
func (s *Source) Next(ctx context.Context) (*capture.Frame, error) {
	for {
		if s.closed {
			return nil, fmt.Errorf("capture/screenshot: %w", net.ErrClosed)
		}
		if err := s.wait(ctx); err != nil {
			return nil, err
		}
		now := time.Now()
		r := bounds(s.display)
		if r.Empty() {
			return nil, fmt.Errorf("capture/screenshot: display %d: %w", s.display, capture.ErrNoDisplay)
		}
		shot, err := shoot(r)
		if err != nil {
			return nil, fmt.Errorf("capture/screenshot: %w: %w", capture.ErrNoDisplay, err)
		}
		if s.take(shot) {
			s.pause, s.due, s.frame.Time = s.interval, now.Add(s.interval), now
			return &s.frame, nil
		}
		s.pause = min(s.pause*5/4, max(idle, s.interval))
		s.due = now.Add(s.pause)
	}
}

// Close implements capture.Source.
func (s *Source) Close() error {
	s.closed, s.front, s.back = true, nil, nil
	s.timer.Stop()
	return nil
}

func (s *Source) wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.timer.Reset(time.Until(s.due))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.timer.C:
		return nil
	}
}

// take makes a screenshot the frame, unless it shows the same.
func (s *Source) take(shot *image.RGBA) bool {
	w, h := shot.Rect.Dx(), shot.Rect.Dy()
	if len(s.back) != 4*w*h {
		s.back = make([]byte, 4*w*h)
	}
	for y := range h {
		swap(s.back[4*w*y:4*w*(y+1)], shot.Pix[y*shot.Stride:])
	}
	first := s.front == nil
	s.frame.Damage, s.frame.Cursor = nil, nil
	if w == s.frame.Width && h == s.frame.Height && !first {
		rows := changedRows(s.front, s.back, 4*w)
		if rows.Empty() {
			return false
		}
		s.damage[0] = image.Rect(0, rows.Min.Y, w, rows.Max.Y)
		s.frame.Damage = s.damage[:]
	}
	if first {
		s.frame.Cursor = &s.cursor // never visible
	}
	s.front, s.back = s.back, s.front
	s.frame.Pix, s.frame.Stride, s.frame.Width, s.frame.Height = s.front, 4*w, w, h
	return true
}

// swap turns a row of red, green, blue into one of blue, green, red.
func swap(dst, src []byte) {
	for i := 0; i+4 <= len(dst); i += 4 {
		p := binary.LittleEndian.Uint32(src[i:])
		binary.LittleEndian.PutUint32(dst[i:], p&0xff00ff00|p>>16&0xff|p&0xff<<16)
	}
}

// changedRows is the rectangle of height only between the first and the last
// row in which two pictures differ.
func changedRows(a, b []byte, stride int) image.Rectangle {
	top, bottom := 0, len(a)/stride
	for top < bottom && bytes.Equal(a[top*stride:(top+1)*stride], b[top*stride:(top+1)*stride]) {
		top++
	}
	for bottom > top && bytes.Equal(a[(bottom-1)*stride:bottom*stride], b[(bottom-1)*stride:bottom*stride]) {
		bottom--
	}
	return image.Rect(0, top, 1, bottom)
}
