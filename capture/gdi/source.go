//go:build windows

package gdi

import (
	"context"
	"fmt"
	"image"
	"net"
	"time"

	"tandem/capture"
)

const (
	defaultRate = 30
	maxRate     = 1000
	// slowest is how long apart pictures are taken at most while neither they
	// nor the pointer change.
	slowest = 200 * time.Millisecond
	// relayout is how often the displays are asked for.
	relayout = time.Second
)

// A Source watches one display of Windows.
type Source struct {
	a        *api
	cfg      capture.Config
	interval time.Duration // between frames, at least
	pause    time.Duration // between pictures now

	name        string // of the display that was there at first
	bounds      image.Rectangle
	front, back *canvas
	whole       bool // front is of no use
	cursor      cursor
	due         time.Time // no look before
	grabAt      time.Time // the next picture
	layoutAt    time.Time
	timer       *time.Timer
	frame       capture.Frame
	damage      [1]image.Rectangle
}

var _ capture.Source = (*Source)(nil)

// Open begins to watch a display. The error wraps capture.ErrNoDisplay where
// there is none of its number.
func Open(cfg capture.Config) (*Source, error) {
	if cfg.MaxRate <= 0 {
		cfg.MaxRate = defaultRate
	}
	interval := time.Second / time.Duration(min(cfg.MaxRate, maxRate))
	s := &Source{a: load(), cfg: cfg, interval: interval, pause: interval, timer: time.NewTimer(0)}
	if err := s.layout(); err != nil {
		return nil, err
	}
	return s, nil
}

// Next implements capture.Source.
func (s *Source) Next(ctx context.Context) (*capture.Frame, error) {
	for {
		if s.front == nil {
			return nil, fmt.Errorf("capture/gdi: %w", net.ErrClosed)
		}
		if err := s.wait(ctx); err != nil {
			return nil, err
		}
		f, err := s.look(time.Now())
		if f != nil || err != nil {
			return f, err
		}
	}
}

// Close implements capture.Source.
func (s *Source) Close() error {
	s.timer.Stop()
	s.front.free()
	s.back.free()
	s.front, s.back = nil, nil
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

// look finds out what is new and returns it, or nil.
func (s *Source) look(now time.Time) (*capture.Frame, error) {
	s.due = now.Add(s.interval)
	if now.After(s.layoutAt) {
		s.layoutAt = now.Add(relayout)
		if err := s.layout(); err != nil {
			return nil, err
		}
	}
	pointer := s.cursor.look(s.a, s.bounds.Min)
	if pointer != nil {
		s.pause = s.interval
	}
	fresh := false
	if pointer != nil || s.whole || !now.Before(s.grabAt) {
		fresh = s.picture()
		s.pace(now, fresh)
	} else {
		s.frame.Damage = s.damage[:0]
	}
	if s.whole || !fresh && pointer == nil {
		s.cursor.told = s.cursor.told && !s.whole // nobody was told
		return nil, nil
	}
	s.frame.Pix, s.frame.Stride = s.front.pix, s.front.stride
	s.frame.Width, s.frame.Height = s.bounds.Dx(), s.bounds.Dy()
	s.frame.Cursor, s.frame.Time = pointer, now
	return &s.frame, nil
}

// pace takes pictures further apart while they show the same.
func (s *Source) pace(now time.Time, fresh bool) {
	s.pause = min(s.pause*5/4, max(slowest, s.interval))
	if fresh {
		s.pause = s.interval
	}
	s.grabAt = now.Add(s.pause)
}

// picture takes a picture and says whether it is another one.
func (s *Source) picture() bool {
	s.frame.Damage = s.damage[:0]
	if err := s.back.grab(s.bounds); err != nil {
		return false // another desktop is shown; ours comes back
	}
	if s.whole {
		s.front, s.back, s.whole, s.frame.Damage = s.back, s.front, false, nil
		return true
	}
	top, bottom := changed(s.front, s.back)
	if top == bottom {
		return false
	}
	s.damage[0] = image.Rect(0, top, s.bounds.Dx(), bottom)
	s.front, s.back, s.frame.Damage = s.back, s.front, s.damage[:]
	return true
}

// layout asks for the displays and begins anew where ours has changed.
func (s *Source) layout() error {
	list, err := s.a.displays()
	if err != nil {
		return err
	}
	d, err := capture.Pick(list, s.cfg.Display, s.name)
	if err != nil {
		return err
	}
	if s.name == "" {
		s.name = d.Name
	}
	if d.Bounds == s.bounds && s.front != nil {
		return nil
	}
	front, err := s.a.newCanvas(d.Bounds.Size())
	if err != nil {
		return err
	}
	back, err := s.a.newCanvas(d.Bounds.Size())
	if err != nil {
		front.free()
		return err
	}
	s.front.free()
	s.back.free()
	s.front, s.back, s.bounds, s.whole = front, back, d.Bounds, true
	return nil
}
