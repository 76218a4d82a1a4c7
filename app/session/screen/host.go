package screen

import (
	"context"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/transport"
)

// A Host shows this machine's displays, one at a time. Its fields are set once.
type Host struct {
	Displays func() ([]capture.Display, error)
	Open     func(capture.Config) (capture.Source, error)
	Encoder  func() codec.Encoder
	// Exclude returns the windows that are not to be in the picture.
	Exclude func() []uintptr
	// Paused holds true while the customer has the view on hold.
	Paused *session.Value[session.Grants]
	// Shown is set to the place of the display that is being shown.
	Shown *session.Value[image.Rectangle]
	Log   *slog.Logger
}

// pendingWait is how long to look for a newer picture before more of the last
// one is sent; retry is how long to wait when the display cannot be captured.
const (
	pendingWait = time.Millisecond
	retry       = 500 * time.Millisecond
)

// Publish shows a display on ch until ctx or the channel ends.
func (h *Host) Publish(ctx context.Context, ch transport.Channel) error {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	s := &showing{h: h, ch: ch, enc: h.Encoder(), pace: newPace(shortest(ch)), shapes: z, kick: make(chan struct{}, 1), want: -1}
	defer func() {
		s.close()
		_ = s.enc.Close() // frees memory only
		h.Shown.Set(image.Rectangle{})
	}()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.listen(ctx) })
	g.Go(func() error { h.Paused.Watch(ctx, func(session.Grants) { s.poke() }); return nil })
	g.Go(func() error { return s.run(ctx) })
	return g.Wait()
}

// shortest returns what tells the shortest round trip of ch's line; nil if nothing does.
func shortest(ch transport.Channel) func() time.Duration {
	if m, ok := ch.(transport.Meter); ok {
		return func() time.Duration { return m.Stats().MinRTT }
	}
	return nil
}

// A showing is one channel's life on the showing side.
type showing struct {
	h      *Host
	ch     transport.Channel
	enc    codec.Encoder
	pace   *pace
	shapes *zstd.Encoder
	kick   chan struct{} // holds a token when something was asked

	mu      sync.Mutex         // guards what follows
	want    int                // the display asked for; -1: the primary one
	refresh bool               // a whole picture was asked for
	mode    Mode               // asked for
	wake    context.CancelFunc // ends the wait for a picture

	// Only run touches these.
	src    capture.Source
	shown  int
	told   info
	number uint64
	taken  time.Time // when the last picture was
	due    time.Time // when the next one may be
	buf    []byte
}

// poke makes run look at what is asked.
func (s *showing) poke() {
	select {
	case s.kick <- struct{}{}:
	default:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wake != nil {
		s.wake()
	}
}

// listen handles the viewing side's replies.
func (s *showing) listen(ctx context.Context) error {
	for {
		b, err := s.ch.Recv(ctx)
		if err != nil {
			return err
		}
		r, err := parseReply(b)
		if err != nil {
			return err
		}
		switch {
		case r.Ack != nil:
			s.pace.acked(r.Ack.Number, time.Duration(min(r.Ack.Micros, 1e6))*time.Microsecond, time.Now())
		case r.Select != nil:
			s.mu.Lock()
			s.want = r.Select.Display
			s.mu.Unlock()
			s.poke()
		case r.Refresh != nil:
			s.mu.Lock()
			s.refresh = true
			s.mu.Unlock()
			s.poke()
		case r.Mode != nil && r.Mode.Mode.known():
			s.mu.Lock()
			s.mode = r.Mode.Mode
			s.mu.Unlock()
			s.poke()
		}
	}
}

// run captures, encodes and sends, one picture after the other.
func (s *showing) run(ctx context.Context) error {
	for ctx.Err() == nil {
		if s.h.Paused.Get().Paused {
			s.close()
			if err := s.tell(ctx, info{Paused: true}); err != nil {
				return err
			}
			s.wait(ctx, nil)
			continue
		}
		if err := s.open(ctx); err != nil {
			return err
		}
		if s.src == nil {
			s.wait(ctx, time.After(retry))
			continue
		}
		if !s.pace.open() {
			select {
			case <-s.pace.room:
			case <-ctx.Done():
			case <-s.kick:
			}
			continue
		}
		if err := s.step(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// wait waits until something is asked, or until after.
func (s *showing) wait(ctx context.Context, after <-chan time.Time) {
	select {
	case <-s.kick:
	case <-after:
	case <-ctx.Done():
	}
}

// open opens the display that is asked for, if it is not open already, and
// tells what is shown. A display that cannot be opened leaves src nil.
func (s *showing) open(ctx context.Context) error {
	s.mu.Lock()
	want, refresh := s.want, s.refresh
	s.refresh = false
	s.mu.Unlock()
	if s.src != nil && (want == s.shown || want < 0) {
		if refresh {
			s.enc.Refresh()
		}
		return s.tell(ctx, info{Shown: s.shown, Displays: s.told.Displays})
	}
	s.close()
	ds, err := s.h.Displays()
	if err == nil && len(ds) == 0 {
		err = capture.ErrNoDisplay
	}
	if err != nil {
		s.h.Log.WarnContext(ctx, "no display to show", "err", err)
		return s.tell(ctx, info{Failed: true})
	}
	d := pick(ds, want)
	src, err := s.h.Open(capture.Config{Display: d.ID, MaxRate: maxRate, Exclude: s.h.Exclude()})
	if err != nil {
		s.h.Log.WarnContext(ctx, "display cannot be shown", "display", d.ID, "err", err)
		return s.tell(ctx, info{Failed: true})
	}
	s.src, s.shown = src, d.ID
	s.mu.Lock()
	s.want = d.ID
	s.mu.Unlock()
	s.enc.Refresh()
	s.h.Shown.Set(d.Bounds)
	i := info{Shown: d.ID}
	for _, d := range ds[:min(len(ds), maxDisplays)] {
		i.Displays = append(i.Displays, infoDisplay(d))
	}
	return s.tell(ctx, i)
}

// pick returns the display asked for, else the primary one, else the first.
func pick(ds []capture.Display, want int) capture.Display {
	if i := slices.IndexFunc(ds, func(d capture.Display) bool { return d.ID == want }); i >= 0 {
		return ds[i]
	}
	if i := slices.IndexFunc(ds, func(d capture.Display) bool { return d.Primary }); i >= 0 {
		return ds[i]
	}
	return ds[0]
}

// close stops capturing.
func (s *showing) close() {
	if s.src == nil {
		return
	}
	_ = s.src.Close() // nothing is written to it
	s.src = nil
	s.h.Shown.Set(image.Rectangle{})
}

// tell sends i, with the mode in force, unless it is what was last told.
func (s *showing) tell(ctx context.Context, i info) error {
	s.mu.Lock()
	i.Mode = s.mode
	s.mu.Unlock()
	if s.told.same(&i) {
		return nil
	}
	b, err := appendInfo(nil, &i)
	if err != nil {
		return err
	}
	s.told = i
	return s.ch.Send(ctx, b)
}

// step waits for a picture and sends what is new of it.
func (s *showing) step(ctx context.Context) error {
	f, err := s.next(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.Canceled): // something was asked
		return nil
	case errors.Is(err, context.DeadlineExceeded): // nothing newer
		return s.send(ctx, nil)
	case err != nil:
		s.h.Log.WarnContext(ctx, "display lost", "display", s.shown, "err", err)
		s.close()
		s.wait(ctx, time.After(retry))
		return nil
	}
	if f.Cursor != nil {
		if err := s.ch.Send(ctx, appendCursor(s.buf[:0], f.Cursor, s.shapes)); err != nil {
			return err
		}
	}
	if f.Damage != nil && len(f.Damage) == 0 && !s.enc.Pending() {
		return nil
	}
	return s.send(ctx, f)
}

// next returns the next picture. It ends with context.Canceled when something
// is asked meanwhile, and soon, with DeadlineExceeded, when there is more to
// send of the last picture.
func (s *showing) next(ctx context.Context) (*capture.Frame, error) {
	if !s.enc.Pending() {
		s.pace.quiet()
	} else {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, pendingWait)
		defer stop()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.wake = cancel
	asked := s.refresh || s.want != s.shown || s.mode != s.told.Mode
	rate := s.mode.rate()
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.wake = nil
		s.mu.Unlock()
	}()
	if asked || s.h.Paused.Get().Paused {
		return nil, context.Canceled
	}
	select {
	case <-time.After(time.Until(s.due)):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	f, err := s.src.Next(ctx)
	if err == nil {
		s.due = following(s.due, time.Now(), time.Second/time.Duration(rate))
	}
	return f, err
}

func (s *showing) send(ctx context.Context, f *capture.Frame) error {
	p, err := s.enc.Encode(f, s.pace.band())
	if err != nil {
		return fmt.Errorf("screen: encode: %w", err)
	}
	if p == nil {
		return nil
	}
	s.number++
	s.buf = appendUpdate(s.buf[:0], s.number, s.enc.Pending(), p)
	if f != nil {
		s.taken = f.Time
	}
	s.pace.send(s.number, len(s.buf), s.taken, time.Now())
	return s.ch.Send(ctx, s.buf)
}
