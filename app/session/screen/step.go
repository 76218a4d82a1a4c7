package screen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tandem/capture"
	"tandem/capture/codec"
)

// pendingWait is how long to look for a newer picture before more of the last
// one is sent; spareWait how long when there is no room yet to make it exact.
const (
	pendingWait = time.Millisecond
	spareWait   = 5 * time.Millisecond
)

// step waits for a picture and sends what is new of it, or more of the last one.
func (s *showing) step(ctx context.Context) error {
	f, err := s.next(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.Canceled): // something was asked
		return nil
	case errors.Is(err, context.DeadlineExceeded): // nothing newer
		if err := s.relist(ctx, s.size); err != nil {
			return err
		}
		return s.improve(ctx)
	case err != nil:
		s.h.Log.WarnContext(ctx, "display lost", "display", s.shown, "err", err)
		s.close()
		s.pause(ctx, retry)
		return nil
	}
	if err := s.follow(ctx, f); err != nil {
		return err
	}
	if c := f.Cursor; c != nil {
		s.focus = c.At
		if err := s.ch.Send(ctx, appendCursor(s.buf[:0], c, s.shapes)); err != nil {
			return err
		}
	}
	if f.Damage != nil && len(f.Damage) == 0 && !s.enc.Pending() {
		return nil
	}
	s.taken = f.Time
	s.gauge.took()
	return s.send(ctx, func() (codec.Packet, error) { return s.enc.Encode(f, s.pace.band()) })
}

// improve sends more of the last picture: what is missing of it, then what is
// to be made exact, if the line has nothing else to do.
func (s *showing) improve(ctx context.Context) error {
	if s.enc.Pending() {
		return s.send(ctx, func() (codec.Packet, error) { return s.enc.Encode(nil, s.pace.band()) })
	}
	if wait, rough := s.enc.Rough(); !rough || wait > 0 || !s.pace.spare() {
		return nil
	}
	return s.send(ctx, func() (codec.Packet, error) { return s.enc.Refine(s.pace.band()) })
}

// next returns the next picture. It ends with context.Canceled when something
// is asked meanwhile, and with DeadlineExceeded when there is something else
// to do first.
func (s *showing) next(ctx context.Context) (*capture.Frame, error) {
	ctx, stop := s.patience(ctx)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.wake = cancel
	asked := s.refresh || s.want != s.shown || s.mode != s.told.Mode || s.glance != s.glanced
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.wake = nil
		s.mu.Unlock()
	}()
	if asked || s.h.Paused.Get().Paused {
		return nil, context.Canceled
	}
	if s.aim.rate < maxRate { // which the source keeps to by itself
		if err := until(ctx, s.due); err != nil {
			return nil, err
		}
	}
	f, err := s.src.Next(ctx)
	if err == nil {
		s.due = following(s.due, time.Now(), time.Second/time.Duration(s.aim.rate))
	}
	return f, err
}

// until waits until t, or until ctx ends, whose error it returns.
func until(ctx context.Context, t time.Time) error {
	d := time.Until(t)
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// patience returns a context that ends when there is something else to do than
// to wait for a picture.
func (s *showing) patience(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.enc.Pending() {
		return context.WithTimeout(ctx, pendingWait)
	}
	s.pace.quiet()
	wait, limited := s.reportDue()
	if w, rough := s.enc.Rough(); rough {
		if w = max(w, pendingWait); w == pendingWait && !s.pace.spare() {
			w = spareWait
		}
		if !limited || w < wait {
			wait, limited = w, true
		}
	}
	if s.unlisted {
		if w := listEvery - time.Since(s.listed); !limited || w < wait {
			wait, limited = w, true
		}
	}
	if !limited {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, wait)
}

// send sends the update that encode makes, if it makes one.
func (s *showing) send(ctx context.Context, encode func() (codec.Packet, error)) error {
	start := time.Now()
	s.enc.Tune(s.aim.tuning(s.pace.bytes(), s.focus))
	p, err := encode()
	if err != nil {
		return fmt.Errorf("screen: encode: %w", err)
	}
	encoded := time.Now()
	s.ladder.encoded(encoded.Sub(start))
	if p == nil {
		return nil
	}
	s.number++
	s.sum.changed(encoded)
	more := s.enc.Pending()
	s.buf = appendUpdate(s.buf[:0], s.number, more, p)
	s.pace.send(s.number, len(s.buf), s.taken, encoded)
	err = s.ch.Send(ctx, s.buf)
	s.ladder.sent(more, encoded, time.Now())
	return err
}
