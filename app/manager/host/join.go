package host

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync/atomic"
	"time"

	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// Timeouts of joining.
const (
	siteTimeout    = 15 * time.Second // to reach the site and be answered about the number
	connectTimeout = 20 * time.Second // to reach the technician's computer
)

// Join joins the session with this number at site and runs it until it is over.
// It returns nil when the customer or the technician ended it, a *Refused,
// ErrSite or ErrTechnician, wrapped, when it never began, transport.ErrLost,
// wrapped, when the line was lost. It may be called once.
func (h *Host) Join(ctx context.Context, site *link.Site, number, name string) error {
	h.cfg.Log.InfoContext(ctx, "joining", "site", site.URL)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := make(chan struct{})
	go func() { // ends with ctx, and is waited for
		defer close(stop)
		select {
		case <-h.leaving:
			h.update(func(s *State) { s.By = ByCustomer })
			if s := h.state.Get(); s.Phase != Active || s.Lost { // else the session says goodbye
				cancel()
			}
		case <-ctx.Done():
		}
	}()
	err := h.join(ctx, site, number, name)
	cancel()
	<-stop
	h.consent.Close()
	by, err := h.judge(err)
	h.update(func(s *State) { s.Phase, s.By, s.Err, s.Shown = Over, by, err, image.Rectangle{} })
	return err
}

// judge says who ended the session, and what remains of the error then.
func (h *Host) judge(err error) (Ender, error) {
	switch {
	case h.left():
		return ByCustomer, nil
	case err == nil, errors.Is(err, session.ErrEnded), errors.Is(err, transport.ErrClosed):
		return ByTechnician, nil
	}
	return ByNobody, err
}

func (h *Host) join(ctx context.Context, at *link.Site, number, name string) error {
	id, err := transport.NewIdentity()
	if err != nil {
		return err
	}
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency, Log: h.cfg.Log})
	if err != nil {
		return err
	}
	defer func() { _ = end.Close() }() // the line has been closed before
	h.update(func(s *State) { s.Phase = Contacting })
	h.chat.SetName(name)
	fp := id.Fingerprint()
	ctx, cancel := context.WithCancel(ctx)
	c := newCompany(h, end, fp, name)
	defer c.close()
	defer cancel()
	try := func(ctx context.Context) error {
		return h.attempt(ctx, at, c, &link.Join{Number: number, Name: name, Offer: link.Offer{
			Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates),
		}})
	}
	err = try(ctx)
	for h.state.Get().Phase == Active && errors.Is(err, transport.ErrLost) && h.cfg.Patience > 0 && ctx.Err() == nil && !h.left() {
		err = h.again(ctx, err, try)
	}
	return err
}

// attempt asks the site to be let in and runs the session until the line to
// whoever leads it by then ends.
func (h *Host) attempt(ctx context.Context, at *link.Site, c *company, j *link.Join) error {
	lk, joined, err := h.knock(ctx, at, j)
	h.update(func(s *State) { s.Waiting = false })
	if err != nil {
		return err
	}
	h.meet(c, joined)
	connecting, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	var up atomic.Bool
	site := attend(ctx, h, lk, joined, func() *quic.Conn {
		if !up.Load() {
			return nil
		}
		return c.conn()
	}, giveUp)
	defer site.leave(ctx)
	conn, err := connect(connecting, c.end, &joined.Offer)
	if err != nil {
		return err
	}
	c.take(ctx, conn, conn.Peer().String(), joined.Technician)
	up.Store(true)
	return c.await(ctx)
}

// knock asks the site to be let in. The technician who is being asked about it
// may take their time.
func (h *Host) knock(ctx context.Context, site *link.Site, j *link.Join) (*link.Conn, *link.Joined, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	late := time.AfterFunc(siteTimeout, func() { cancel(context.DeadlineExceeded) })
	defer late.Stop()
	lk, err := site.Customer(ctx)
	switch {
	case errors.Is(err, link.ErrSlowDown):
		return nil, nil, &Refused{Reason: link.SlowDown}
	case err != nil:
		return nil, nil, fmt.Errorf("%w: %w", ErrSite, err)
	}
	joined, err := askIn(ctx, lk, j, func() {
		late.Stop()
		h.update(func(s *State) { s.Waiting = true })
	})
	if err != nil {
		_ = lk.Drop() // it is of no use any more
		return nil, nil, err
	}
	return lk, joined, nil
}

// askIn waits for the site's answer to j, and calls waits when it will take a while.
func askIn(ctx context.Context, lk *link.Conn, j *link.Join, waits func()) (*link.Joined, error) {
	if err := lk.Send(ctx, &link.Message{Join: j}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSite, err)
	}
	for {
		m, err := lk.Recv(ctx)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrSite, err)
		case m.Refused != nil:
			return nil, &Refused{m.Refused.Reason, m.Refused.Retry}
		case m.End != nil, m.Left != nil:
			return nil, &Refused{Reason: link.Ended}
		case m.Wait != nil:
			waits()
		case m.Joined != nil:
			return m.Joined, nil
		}
	}
}

func connect(ctx context.Context, end *quic.Endpoint, o *link.Offer) (*quic.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	fp, err := transport.ParseFingerprint(o.Fingerprint)
	if err != nil {
		return nil, err
	}
	conn, err := end.Dial(ctx, fp, o.Candidates)
	if refused, ok := errors.AsType[*Refused](context.Cause(ctx)); err != nil && ok {
		return nil, refused // the technician has ended it meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTechnician, err)
	}
	return conn, nil
}
