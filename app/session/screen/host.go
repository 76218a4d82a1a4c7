package screen

import (
	"context"
	"fmt"
	"image"
	"log/slog"
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

// retry is how long to wait when the display cannot be captured.
const retry = 500 * time.Millisecond

// Publish shows a display on ch until ctx or the channel ends.
func (h *Host) Publish(ctx context.Context, ch transport.Channel) error {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return fmt.Errorf("screen: %w", err)
	}
	s := &showing{h: h, ch: ch, enc: h.Encoder(), shapes: z, kick: make(chan struct{}, 1), want: -1}
	s.gauge.line, _ = ch.(transport.Meter)
	s.pace = newPace(s.gauge.stats)
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
	glance  bool               // nobody looks closely
	wake    context.CancelFunc // ends the wait for a picture

	// Only run touches these.
	src    capture.Source
	shown  int         // ID of the display
	name   string      // its name
	size   image.Point // and size
	listed time.Time   // when displays were listed last
	// unlisted means that others may have come or gone since.
	unlisted bool
	told     info
	number   uint64
	focus    image.Point // the pointer
	taken    time.Time   // when the last picture was
	due      time.Time   // when the next one may be
	aim      aim         // of what is sent now
	glanced  bool        // what glance was when it was chosen
	ladder   ladder
	sum      checking
	buf      []byte

	gauge gauge
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
			now := time.Now()
			s.gauge.shown(s.pace.acked(r.Ack.Number, time.Duration(min(r.Ack.Micros, 1e6))*time.Microsecond, now))
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
		case r.Glance != nil:
			s.mu.Lock()
			s.glance = r.Glance.On
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
			s.pause(ctx, retry)
			continue
		}
		if !s.pace.open() {
			s.wait(ctx, s.pace.room)
			continue
		}
		if err := s.step(ctx); err != nil {
			return err
		}
		if err := s.report(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// wait waits until something is asked, or for a token of c.
func (s *showing) wait(ctx context.Context, c <-chan struct{}) {
	select {
	case <-s.kick:
	case <-c:
	case <-ctx.Done():
	}
}

// pause waits until something is asked, for d at the most.
func (s *showing) pause(ctx context.Context, d time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	s.wait(ctx, nil)
}
