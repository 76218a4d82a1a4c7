package host

import (
	"context"
	"errors"
	"image"
	"time"

	"tandem/app/session"
	"tandem/app/session/clipboard"
	"tandem/app/session/screen"
	"tandem/capture"
	"tandem/input"
	"tandem/transport"
	"tandem/transport/quic"
)

// publish shows the screen whenever that is granted.
func (h *Host) publish(ctx context.Context, s *session.Session, conn *quic.Conn) {
	sh := &screen.Host{
		Displays: h.displays, Open: h.capture, Encoder: h.cfg.Encoder, Exclude: h.cfg.Exclude,
		Paused: h.consent.Grants(), Shown: &h.shown, Log: h.cfg.Log,
	}
	seen := uint64(0)
	for {
		_, at, err := h.consent.Grants().Next(ctx, seen)
		if err != nil {
			return
		}
		seen = at
		granted, cancel, ok := h.consent.Grant(ctx, session.View)
		if !ok {
			continue
		}
		err = show(granted, s, sh)
		cancel()
		h.update(func(s *State) { s.Blind = false })
		if err != nil && ctx.Err() == nil && granted.Err() == nil {
			h.cfg.Log.WarnContext(ctx, "sharing ended", "err", err)
		}
		if !broken(ctx, conn, err) {
			h.consent.Yielded(session.View) // so that what the customer sees is what is
		}
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
		h.consent.Yielded(session.Clipboard) // so that what the customer sees is what is
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
