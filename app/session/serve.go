package session

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"

	"tandem/transport"
)

// accept hands the peer's channels to their features.
func (s *Session) accept(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		for {
			name, ch, err := s.cfg.Conn.Accept(ctx)
			if err != nil {
				return err
			}
			f := s.feature(name)
			if f == nil {
				s.turnDown(ctx, name, ch, "unknown")
				continue
			}
			fctx, cancel, ok := s.grant(ctx, f.Needs())
			if !ok {
				s.turnDown(ctx, name, ch, "not granted")
				continue
			}
			run := func() error { return f.Serve(fctx, ch) }
			if f, ok := f.(Successive); ok {
				run = f.Succeed(fctx, ch)
			}
			g.Go(func() error {
				defer cancel()
				s.serve(fctx, f.Name(), ch, run)
				return nil
			})
		}
	})
	return g.Wait()
}

func (s *Session) feature(name string) Feature {
	for _, f := range s.cfg.Features {
		if f.Name() == name {
			return f
		}
	}
	return nil
}

func (s *Session) grant(ctx context.Context, p Permission) (context.Context, context.CancelFunc, bool) {
	if p == None {
		ctx, cancel := context.WithCancel(ctx)
		return ctx, cancel, true
	}
	if s.cfg.Guard == nil {
		return nil, nil, false
	}
	return s.cfg.Guard.Grant(ctx, p)
}

func (s *Session) turnDown(ctx context.Context, name string, ch transport.Channel, why string) {
	s.cfg.Log.InfoContext(ctx, "channel refused", "name", name, "why", why)
	if r, ok := ch.(transport.Refuser); ok {
		_ = r.Refuse() // fails on a channel that is gone already
		return
	}
	_ = ch.Close() // likewise
}

// serve runs a feature on a channel. What goes wrong there ends the channel,
// not the session.
func (s *Session) serve(ctx context.Context, name string, ch transport.Channel, run func() error) {
	err := run()
	_ = ch.Close() // fails on a channel that is gone already
	if err != nil && ctx.Err() == nil && !errors.Is(err, transport.ErrClosed) {
		s.cfg.Log.WarnContext(ctx, "feature ended", "name", name, "err", err)
	}
}

// Urgency returns the urgency of a channel by its name, 0 before all else: what
// a technician does is never behind pictures, and pictures never behind files.
func Urgency(name string) uint8 {
	switch name {
	case channelName, "control", "roster", "audience":
		return 0
	case "chat":
		return 1
	case "screen":
		return 2
	case "files":
		return 7
	}
	return 4
}
