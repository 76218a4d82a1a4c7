//go:build linux

package x11

import (
	"context"
	"errors"
	"fmt"
	"image"
	"net"
	"slices"
	"time"

	"tandem/capture"
	"tandem/capture/x11/wire"
)

const (
	defaultRate = 30
	maxRate     = 1000
	// settle is how long a change may take to be drawn: programs draw in
	// pieces, and what is looked at half done has to be looked at again.
	settle = 2 * time.Millisecond
	// patience is how long a wait for the server lasts at most before the
	// context is looked at again.
	patience = 100 * time.Millisecond
	// sweepEvery is how often the whole picture is looked at: what the server
	// forgot to tell would be wrong for good.
	sweepEvery = 10 * time.Second
	// maxRefusals is how many grabs in a row may be refused, as happens while
	// displays change.
	maxRefusals = 50
)

// A Source watches one display of an X server.
type Source struct {
	s        *server
	cfg      capture.Config
	interval time.Duration // between frames, at least

	gate   gate
	canvas canvas
	cursor cursor
	under  *beneath // nil when nothing is excluded

	name     string            // of the display that was there at first
	others   []capture.Display // as they were last listed
	moved    bool              // displays may have changed
	due      time.Time         // no look before
	stirred  time.Time         // when it was known that there is something to look at
	poll     time.Time         // the next look when nothing happens
	sweep    time.Time         // the next look at everything
	refusals int
	timer    *time.Timer
	frame    capture.Frame
	damage   []image.Rectangle
}

var _ capture.Source = (*Source)(nil)

// Open begins to watch a display of the X server that the environment's
// DISPLAY names. The error wraps capture.ErrNoDisplay when no server answers
// or it has no such display, and errors.ErrUnsupported when its pixels are not
// of 32 bits.
func Open(cfg capture.Config) (*Source, error) {
	srv, err := dial()
	if err != nil {
		return nil, err
	}
	if cfg.MaxRate <= 0 {
		cfg.MaxRate = defaultRate
	}
	s := &Source{
		s: srv, cfg: cfg, moved: true,
		interval: time.Second / time.Duration(min(cfg.MaxRate, maxRate)),
		timer:    time.NewTimer(0),
		damage:   make([]image.Rectangle, 0, 2*maxRects), // never nil
	}
	if err := s.begin(); err != nil {
		_ = srv.Close() // the failure says more
		return nil, err
	}
	return s, nil
}

// begin asks for all events before anything is looked at, so that no change
// goes unseen.
func (s *Source) begin() error {
	if err := s.s.checkFormat(); err != nil {
		return err
	}
	const (
		eventMask          = 1 << 11
		structureNotify    = 1 << 17
		substructureNotify = 1 << 19
		randrAll           = 1 | 2 | 4 // screen, CRTC and output changes
	)
	events := uint32(structureNotify)
	if s.under = newBeneath(s.cfg.Exclude); s.under != nil {
		events |= substructureNotify
	}
	s.s.Send(changeWindowAttributes, 0, s.s.Screen.Root, eventMask, events)
	if s.s.x.randr.Major != 0 {
		s.s.Send(s.s.x.randr.Major, randrSelect, s.s.Screen.Root, randrAll)
	}
	s.gate = s.s.newGate()
	s.cursor = s.s.newCursor()
	return s.layout()
}

// Next implements capture.Source.
func (s *Source) Next(ctx context.Context) (*capture.Frame, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if s.canvas.front == nil {
			return nil, fmt.Errorf("capture/x11: %w", net.ErrClosed)
		}
		now := time.Now()
		if wanted, _ := s.wanted(); !now.Before(wanted) {
			f, err := s.look(now)
			if f != nil || err != nil {
				return f, err
			}
		}
		if err := s.wait(ctx); err != nil {
			return nil, err
		}
	}
}

// Close implements capture.Source.
func (s *Source) Close() error {
	if s.canvas.front == nil {
		return nil
	}
	s.timer.Stop()
	s.canvas.free(s.s)
	return s.s.Close()
}

// wanted is when to look: as soon as allowed when something happened, which
// is certain.
func (s *Source) wanted() (at time.Time, certain bool) {
	if s.stirs() {
		if done := s.stirred.Add(settle); done.After(s.due) {
			return done, true
		}
		return s.due, true
	}
	return s.poll, false
}

// stirs reports whether there is something to look at.
func (s *Source) stirs() bool {
	return s.gate.open && s.gate.damage != 0 || s.moved || s.cursor.stale || s.under.wanting()
}

// wait returns when something has happened or a look is due.
func (s *Source) wait(ctx context.Context) error {
	wanted, certain := s.wanted()
	if certain || wanted.Equal(s.due) { // whatever else happens changes nothing
		s.timer.Reset(time.Until(wanted))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.timer.C:
			return nil
		}
	}
	limit := time.Now().Add(patience)
	if wanted.Before(limit) {
		limit = wanted
	}
	if end, ok := ctx.Deadline(); ok && end.Before(limit) {
		limit = end
	}
	e, err := s.s.Event(limit)
	if err != nil {
		return lost(err)
	}
	if e != nil {
		s.handle(e)
		s.drain()
	}
	return nil
}

func (s *Source) drain() {
	for e := s.s.Queued(); e != nil; e = s.s.Queued() {
		s.handle(e)
	}
}

// handle notes what happened, to be seen to by the next look.
func (s *Source) handle(e *wire.Event) {
	if !s.stirs() {
		s.stirred = time.Now()
	}
	s.note(e)
}

func (s *Source) note(e *wire.Event) {
	x, code := &s.s.x, e.Code()
	const configureNotify = 22
	switch {
	case x.damage.Major != 0 && code == x.damage.Event:
		if e.U32(8) != s.gate.damage {
			s.under.damaged(e, s.canvas.bounds.Min)
		} else if !s.gate.closing || !e.Before(s.gate.closed) {
			s.gate.open = true
		}
	case x.fixes.Major != 0 && code == x.fixes.Event+fixesCursorChanged:
		s.cursor.notify(e)
	case x.randr.Major != 0 && (code == x.randr.Event || code == x.randr.Event+1),
		code == configureNotify && e.U32(8) == s.s.Screen.Root:
		s.moved = true
	default:
		s.under.notify(e, x.shape.Event, s.canvas.bounds.Min)
	}
}

// look finds out what is new and returns it, or nil.
func (s *Source) look(now time.Time) (*capture.Frame, error) {
	defer s.looked()
	if s.stirs() || s.gate.damage == 0 {
		s.due = now.Add(s.interval) // a look for the pointer alone delays nothing
	}
	if s.moved {
		if err := s.layout(); err != nil {
			return nil, lost(err)
		}
	}
	fresh, err := s.picture(now)
	if err != nil {
		return nil, s.refused(err)
	}
	if fresh && s.gate.damage == 0 {
		s.cursor.moved = now // more may follow: ask as for a moving pointer
	}
	pointer, err := s.pointer(now)
	if err != nil {
		return nil, lost(err)
	}
	s.drain()
	if !fresh && pointer == nil {
		return nil, nil
	}
	s.frame.Pix = s.canvas.pix(s.canvas.front)
	s.frame.Stride, s.frame.Width, s.frame.Height = s.canvas.stride, s.canvas.bounds.Dx(), s.canvas.bounds.Dy()
	s.frame.Cursor, s.frame.Time = pointer, now
	return &s.frame, nil
}

// looked ends a look: what is told from now on is newer.
func (s *Source) looked() {
	s.gate.closing = false
	s.under.looked()
}

// pointer asks for the pointer, if it is about time to, and returns what is new, or nil.
func (s *Source) pointer(now time.Time) (*capture.Cursor, error) {
	if now.Add(s.interval).Before(s.poll) && !s.cursor.stale {
		return nil, nil
	}
	c, err := s.cursor.look(s.s, s.canvas.bounds.Min, now)
	s.poll = now.Add(s.cursor.interval(now, s.interval))
	return c, err
}

// picture brings the picture up to date and says whether it is another one.
func (s *Source) picture(now time.Time) (bool, error) {
	sweeps := !now.Before(s.sweep)
	if !s.gate.open && !s.canvas.whole && !s.under.wanting() && s.gate.damage != 0 && !sweeps {
		s.frame.Damage = s.damage[:0]
		return false, nil
	}
	if err := s.gate.pass(s.s, s.canvas.bounds); err != nil {
		return false, err
	}
	s.damage, s.frame.Damage = s.damage[:0], s.damage[:0]
	for _, r := range s.gate.rects {
		s.damage = append(s.damage, r.Sub(s.canvas.bounds.Min))
	}
	if sweeps {
		s.sweep = now.Add(sweepEvery)
		s.damage = append(s.damage[:0], image.Rectangle{Max: s.canvas.bounds.Size()})
	}
	if len(s.damage) == 0 && !s.canvas.whole && !s.under.wanting() {
		return false, nil
	}
	if err := s.canvas.grab(s.s, s.damage); err != nil {
		return false, err
	}
	if s.drain(); s.gate.open { // something was drawn meanwhile
		s.damage = s.canvas.grabbed(s.damage[:0])
	}
	grabbed := len(s.damage)
	var err error
	if s.damage, err = s.under.compose(s.s, &s.canvas, s.damage); err != nil {
		return false, err
	}
	s.refusals = 0
	if !s.canvas.changed(s.damage) {
		s.canvas.keep()
		return false, nil
	}
	s.frame.Damage = s.damage
	if s.canvas.whole {
		s.frame.Damage = nil
	}
	s.canvas.flip(s.damage[:grabbed]) // what lies beneath is composed anew each time
	return true, nil
}

// layout asks for the displays and begins anew where ours has changed.
func (s *Source) layout() error {
	s.moved = false
	list, err := s.s.displays()
	if err != nil {
		return err
	}
	d, err := capture.Pick(list, s.cfg.Display, s.name)
	if err != nil {
		return err
	}
	if d.Bounds != s.canvas.bounds {
		s.canvas.resize(s.s, d.Bounds)
		s.under.rescan()
	}
	if s.name == "" {
		s.name = d.Name
	}
	if s.others != nil && !slices.Equal(list, s.others) {
		s.canvas.whole = true // a frame of unknown damage, so that whoever lists the displays does it anew
	}
	s.others = list
	return nil
}

// refused forgives that the server would not give a picture, as happens when
// a display changes between two requests, but not for ever.
func (s *Source) refused(err error) error {
	if _, refusal := errors.AsType[*wire.Error](err); !refusal || s.refusals >= maxRefusals {
		return lost(err)
	}
	s.refusals++
	s.moved, s.gate.open, s.canvas.whole = true, true, true
	return nil
}

// lost says that the display is gone where the connection is.
func lost(err error) error {
	if errors.Is(err, capture.ErrNoDisplay) {
		return err
	}
	return fmt.Errorf("%w: %w", capture.ErrNoDisplay, err)
}
