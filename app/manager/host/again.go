package host

import (
	"context"
	"encoding/hex"
	"errors"
	"image"
	"time"

	"tandem/transport"
	"tandem/transport/link"
)

// How long to wait between attempts to take a session up again.
const (
	firstAgain = time.Second
	lastAgain  = 8 * time.Second
)

// again takes the session up again after its line broke with lost. It returns
// how that line ended, or why there is none. The customer may leave meanwhile.
func (h *Host) again(ctx context.Context, lost error, try func(context.Context) error) error {
	h.cfg.Log.InfoContext(ctx, "line lost, tried again", "err", lost)
	h.update(func(s *State) { s.Lost, s.Gone, s.Blind, s.Shown = true, false, false, image.Rectangle{} })
	giveUp := time.NewTimer(h.cfg.Patience)
	defer giveUp.Stop()
	for wait := firstAgain; ; wait = min(2*wait, lastAgain) {
		err := try(ctx)
		if !h.state.Get().Lost || ctx.Err() != nil || final(err) {
			return err // there was a line, or there will be none
		}
		h.cfg.Log.InfoContext(ctx, "not back yet", "err", err, "retryIn", wait)
		if r, ok := errors.AsType[*Refused](err); ok {
			wait = max(wait, r.Retry)
		}
		select {
		case <-time.After(wait):
		case <-giveUp.C:
			return lost
		case <-h.leaving:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// final reports whether it makes no sense to try again.
func final(err error) bool {
	if r, ok := errors.AsType[*Refused](err); ok {
		return r.Reason != link.InUse && r.Reason != link.SlowDown && r.Reason != link.Failed
	}
	return !errors.Is(err, ErrSite) && !errors.Is(err, ErrTechnician) && !errors.Is(err, transport.ErrLost) && !errors.Is(err, transport.ErrClosed)
}

// meet notes whom the site has brought the customer together with. What was
// granted to somebody else is taken back.
func (h *Host) meet(c *company, j *link.Joined) {
	c.lead(hex.EncodeToString(j.Offer.Fingerprint))
	h.update(func(s *State) {
		s.Technician, s.Site = j.Technician, j.Site
		if s.Phase < Connecting {
			s.Phase = Connecting
		}
	})
}
