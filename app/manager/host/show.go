package host

import (
	"context"
	"errors"
	"image"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/clipboard"
	"tandem/app/session/screen"
	"tandem/capture"
	"tandem/input"
	"tandem/transport"
	"tandem/transport/quic"
)

// publish shows the screen to one technician whenever they are to see it, once
// the machines have greeted: no channel may come before that.
func (h *Host) publish(ctx context.Context, c *company, s *session.Session, l *line) {
	if !greeted(ctx, s) {
		return
	}
	kick := make(chan struct{}, 1)
	poke := func() {
		select {
		case kick <- struct{}{}:
		default:
		}
	}
	var g errgroup.Group
	g.Go(func() error { l.voice.Grants().Watch(ctx, func(session.Grants) { poke() }); return nil })
	g.Go(func() error { c.leads.Watch(ctx, func(string) { poke() }); return nil })
	g.Go(func() error { h.shown.Watch(ctx, func(image.Rectangle) { poke() }); return nil })
	for ctx.Err() == nil {
		select {
		case <-kick:
		case <-ctx.Done():
			continue
		}
		if c.leads.Get() == l.id {
			h.lead(ctx, c, s, l)
		} else if !h.accompany(ctx, c, s, l) {
			time.AfterFunc(time.Second, poke) // it has failed
		}
	}
	_ = g.Wait() // they return no errors
}

// greeted waits until the machines have greeted; false when it is over before.
func greeted(ctx context.Context, s *session.Session) bool {
	for seen := uint64(0); ; {
		st, at, err := s.State().Next(ctx, seen)
		if err != nil || st.Phase == session.Over {
			return false
		}
		if st.Phase == session.Active {
			return true
		}
		seen = at
	}
}

// lead shows the screen to the leader, if that is granted, for as long as both
// are so.
func (h *Host) lead(ctx context.Context, c *company, s *session.Session, l *line) {
	granted, cancel, ok := l.voice.Grant(ctx, session.View)
	if !ok {
		return
	}
	defer cancel()
	leading, stop := while(granted, &c.leads, func(id string) bool { return id == l.id })
	defer stop()
	err := show(leading, s, h.screen(h.displays, h.capture, l))
	h.update(func(s *State) { s.Blind = false })
	if c.leads.Get() != l.id {
		return
	}
	if err != nil && ctx.Err() == nil && granted.Err() == nil {
		h.cfg.Log.WarnContext(ctx, "sharing ended", "err", err)
	}
	if !broken(ctx, l.conn, err) {
		l.voice.Yielded(session.View) // so that what the customer sees is what is
	}
}

// accompany shows the display that the leader sees to one who looks on, for as
// long as the leader sees it and the customer lets them. It returns false when
// that failed, and not because it was no longer to be.
func (h *Host) accompany(ctx context.Context, c *company, s *session.Session, l *line) bool {
	at := h.shown.Get()
	look, cancel, ok := l.voice.Look(ctx)
	if !ok {
		return true
	}
	defer cancel()
	if at.Empty() {
		return true
	}
	same, stop := while(look, &h.shown, func(r image.Rectangle) bool { return r == at })
	defer stop()
	same, stopLeading := while(same, &c.leads, func(id string) bool { return id != l.id })
	defer stopLeading()
	only := func() ([]capture.Display, error) {
		ds, err := h.cfg.Displays()
		for _, d := range ds {
			if d.Bounds == at {
				return []capture.Display{d}, err
			}
		}
		return nil, err
	}
	err := show(same, s, h.screen(only, h.cfg.Capture, l))
	if same.Err() != nil {
		return true
	}
	h.cfg.Log.WarnContext(ctx, "looking on ended", "technician", l.name, "err", err)
	return false
}

// while returns a context that ends when v no longer holds what is wanted.
func while[T any](ctx context.Context, v *session.Value[T], wanted func(T) bool) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { // ends with ctx
		defer close(done)
		v.Watch(ctx, func(t T) {
			if !wanted(t) {
				cancel()
			}
		})
	}()
	return ctx, func() {
		cancel()
		<-done
	}
}

// screen returns what shows this computer to one technician.
func (h *Host) screen(displays func() ([]capture.Display, error), open func(capture.Config) (capture.Source, error), l *line) *screen.Host {
	return &screen.Host{
		Displays: displays, Open: open, Encoder: h.cfg.Encoder, Exclude: h.cfg.Exclude,
		Paused: h.consent.Grants(), Shown: &l.shown, Log: h.cfg.Log,
	}
}

// broken reports whether err comes of the line's end, after which what is granted
// stands until the line is back; ctx ends with the line, and is the first to know
// at times, as its channels are at others.
func broken(ctx context.Context, conn *quic.Conn, err error) bool {
	if ctx.Err() != nil {
		return true
	}
	if !errors.Is(err, transport.ErrLost) {
		return false
	}
	select {
	case <-conn.Done():
		return true
	case <-ctx.Done():
		return true
	case <-time.After(time.Second):
		return false
	}
}

func show(ctx context.Context, s *session.Session, sh *screen.Host) error {
	ch, err := s.Open(ctx, screen.Name, transport.Ordered)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }() // the other side may have closed it
	return sh.Publish(ctx, ch)
}

// displays and capture note whether the display can be seen at all.
func (h *Host) displays() ([]capture.Display, error) {
	ds, err := h.cfg.Displays()
	if err != nil || len(ds) == 0 {
		h.update(func(s *State) { s.Blind = true })
	}
	return ds, err
}

func (h *Host) capture(c capture.Config) (capture.Source, error) {
	src, err := h.cfg.Capture(c)
	h.update(func(s *State) { s.Blind = err != nil })
	return src, err
}

// injector opens the mechanism that injects, and tells where there is none.
func (h *Host) injector() (input.Injector, error) {
	in, err := h.cfg.Input()
	if err != nil {
		h.consent.Lack(session.MissingInput)
	}
	return in, err
}

// clipboard opens this computer's, and tells where there is none.
func (h *Host) clipboard() (clipboard.Board, error) {
	b, err := h.cfg.Clipboard()
	if err != nil {
		h.consent.Lack(session.MissingClipboard)
		h.consent.revoke(false, session.Clipboard) // so that what the customer sees is what is
	}
	return b, err
}

// reach returns where the technician may point and type: the display that is
// shown, nowhere while the view is on hold or the customer is being asked.
func (h *Host) reach() image.Rectangle {
	if g := h.consent.Grants().Get(); g.Paused || !g.Allows(session.View) || len(h.consent.Prompts().Get()) > 0 {
		return image.Rectangle{}
	}
	return h.shown.Get()
}
