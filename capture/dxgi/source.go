package dxgi

import (
	"context"
	"errors"
	"fmt"
	"image"
	"net"
	"time"

	"tandem/capture"
)

const (
	defaultRate = 30
	maxRate     = 1000
	// patience is how long a wait for the system lasts at most before the
	// context is looked at again.
	patience = 50 * time.Millisecond
	// reopenAfter is how long to wait before a lost output is opened again.
	reopenAfter = 200 * time.Millisecond
	// firstWait is how long the first picture may take.
	firstWait = 2 * time.Second
	// maxRefusals is how often in a row opening an output again may fail, as
	// happens while the mode changes.
	maxRefusals = 10
)

// A Source watches one display of Windows.
type Source struct {
	open     func(name string) (output, string, error)
	interval time.Duration // between frames, at least
	thread   *thread
	step     func() // look, for the thread
	timer    *time.Timer
	closed   bool
	due      time.Time // no look before

	// What follows belongs to the thread while it works.
	name     string // of the display that was there at first
	out      output // nil while lost
	reopen   time.Time
	deadline time.Time // for the first picture, zero once it was there
	refusals int
	whole    bool // the picture is of no use
	update   update
	surface  surface
	picture  picture
	pointer  pointer
	parts    []image.Rectangle // of the surface
	damage   []image.Rectangle
	moves    []capture.Move
	frame    capture.Frame

	wait  time.Duration // what look is to wait
	fresh *capture.Frame
	err   error
}

var _ capture.Source = (*Source)(nil)

// newSource begins to watch the display that open opens, given the name that
// it returned first.
func newSource(cfg capture.Config, open func(name string) (output, string, error)) (*Source, error) {
	if cfg.MaxRate <= 0 {
		cfg.MaxRate = defaultRate
	}
	s := &Source{
		open: open, interval: time.Second / time.Duration(min(cfg.MaxRate, maxRate)),
		thread: newThread(), timer: time.NewTimer(0), deadline: time.Now().Add(firstWait),
		damage: make([]image.Rectangle, 0, maxRects), // never nil
	}
	s.step = func() { s.fresh, s.err = s.look() }
	s.thread.do(func() { s.err = s.begin() })
	if s.err != nil && !errors.Is(s.err, errLost) {
		s.thread.end()
		return nil, s.err
	}
	return s, nil
}

// Next implements capture.Source. It returns errors.ErrUnsupported, wrapped,
// where the system duplicates the display no more or never did.
func (s *Source) Next(ctx context.Context) (*capture.Frame, error) {
	for {
		if s.closed {
			return nil, fmt.Errorf("capture/dxgi: %w", net.ErrClosed)
		}
		if err := s.pause(ctx); err != nil {
			return nil, err
		}
		s.wait = patience
		if end, ok := ctx.Deadline(); ok {
			s.wait = min(s.wait, max(time.Until(end), 0))
		}
		s.thread.do(s.step)
		if s.err != nil {
			return nil, s.err
		}
		if s.fresh != nil {
			s.due = s.fresh.Time.Add(s.interval)
			return s.fresh, nil
		}
	}
}

// Close implements capture.Source.
func (s *Source) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	s.timer.Stop()
	s.thread.do(s.lose)
	s.thread.end()
	s.picture = picture{}
	return nil
}

// pause waits until a look is due.
func (s *Source) pause(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ahead := time.Until(s.due)
	if ahead <= 0 {
		return nil
	}
	s.timer.Reset(ahead)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.timer.C:
		return nil
	}
}

// begin opens the output.
func (s *Source) begin() error {
	out, name, err := s.open(s.name)
	if err != nil {
		return err
	}
	if s.name == "" {
		s.name = name
	}
	s.out, s.whole = out, true
	return nil
}

// lose closes the output, to be opened again later.
func (s *Source) lose() {
	if s.out != nil {
		s.out.close()
		s.out = nil
	}
	s.reopen = time.Now().Add(reopenAfter)
}

// look waits for what is new and returns it, or nil.
func (s *Source) look() (*capture.Frame, error) {
	f, err := s.ask()
	switch {
	case f != nil:
		s.deadline, s.refusals = time.Time{}, 0
	case !s.deadline.IsZero() && time.Now().After(s.deadline):
		return nil, fmt.Errorf("capture/dxgi: no picture: %w", errors.ErrUnsupported)
	case errors.Is(err, errLost):
		s.lose()
		return nil, nil
	case errors.Is(err, errors.ErrUnsupported) && s.deadline.IsZero() && s.refusals < maxRefusals:
		s.refusals++
		s.lose()
		return nil, nil
	}
	return f, err
}

func (s *Source) ask() (*capture.Frame, error) {
	if s.out == nil {
		if ahead := time.Until(s.reopen); ahead > 0 {
			s.due = time.Now().Add(min(ahead, s.wait))
			return nil, nil
		}
		if err := s.begin(); err != nil {
			return nil, err
		}
	}
	s.update.reset()
	changed, err := s.out.next(s.wait, &s.update)
	if err != nil || !changed {
		return nil, err
	}
	return s.take(time.Now())
}

// take makes an update a frame, nil where it shows nothing new.
func (s *Source) take(now time.Time) (*capture.Frame, error) {
	u := &s.update
	if u.pointed {
		s.pointer.place(u.corner, u.visible)
	}
	if u.shaped {
		s.pointer.shape(u.shape)
	}
	s.damage, s.moves = s.damage[:0], s.moves[:0]
	s.frame.Damage, s.frame.Moves = s.damage, nil
	if u.picture {
		if err := s.paint(); err != nil {
			return nil, err
		}
	}
	if s.whole {
		return nil, nil // the pointer alone came before the first picture
	}
	s.frame.Cursor = s.pointer.look()
	if s.frame.Cursor == nil && s.frame.Damage != nil && len(s.frame.Damage) == 0 {
		return nil, nil
	}
	s.frame.Pix, s.frame.Stride = s.picture.pix, 4*s.picture.size.X
	s.frame.Width, s.frame.Height, s.frame.Time = s.picture.size.X, s.picture.size.Y, now
	return &s.frame, nil
}
