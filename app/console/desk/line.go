package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/transport/link"
)

// Timeouts of the link.
const (
	sendTimeout = 10 * time.Second
	firstRetry  = 500 * time.Millisecond
	lastRetry   = 15 * time.Second
	keepLink    = 10 * time.Second // between pings
)

// keepLink dials the site again and again.
func (d *Desk) keepLink(ctx context.Context) error {
	wait := firstRetry
	for {
		began := time.Now()
		err := d.dial(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, link.ErrSignIn):
			return err
		case time.Since(began) > lastRetry:
			wait = firstRetry // it was up for a while
		}
		d.cfg.Log.WarnContext(ctx, "link to the site broke", "err", err, "retryIn", wait)
		d.update(func(s *State) { s.Link = Down })
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		wait = min(2*wait, lastRetry)
	}
}

// dial opens the link and serves it until it breaks.
func (d *Desk) dial(ctx context.Context) error {
	short, cancel := context.WithTimeout(ctx, sendTimeout)
	lk, err := d.cfg.Site.Technician(short, d.token)
	cancel()
	if err != nil {
		return err
	}
	d.setLink(lk)
	defer d.setLink(nil)
	d.askAgain(ctx)
	d.update(func(s *State) { s.Link = Up })
	for _, s := range d.state.Get().Sessions {
		s.resume(ctx)
	}
	d.sendNotes(ctx)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return d.receive(ctx, lk) })
	g.Go(func() error { return ping(ctx, lk) })
	err = g.Wait()
	_ = lk.Drop() // it is broken, or the program ends
	return err
}

func (d *Desk) setLink(lk *link.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.link = lk
	d.starting = false
}

// ping finds out about a link that has gone silent.
func ping(ctx context.Context, lk *link.Conn) error {
	t := time.NewTicker(keepLink)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			short, cancel := context.WithTimeout(ctx, sendTimeout)
			err := lk.Ping(short)
			cancel()
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (d *Desk) receive(ctx context.Context, lk *link.Conn) error {
	for {
		m, err := lk.Recv(ctx)
		if errors.Is(err, link.ErrMessage) {
			d.cfg.Log.WarnContext(ctx, "site sent what is no message", "err", err)
			continue
		}
		if err != nil {
			return err
		}
		d.handle(ctx, m)
	}
}

func (d *Desk) handle(ctx context.Context, m *link.Message) {
	switch {
	case m.Welcome != nil:
		d.update(func(s *State) {
			s.Single, s.Phrases, s.Mail = m.Welcome.Single, m.Welcome.Phrases, m.Welcome.Mail
			s.Settings = m.Welcome.Settings.Known()
		})
	case m.Started != nil:
		if s := d.session(m.Started.Session); s != nil {
			s.resumed(ctx)
			return
		}
		d.begin(ctx, m.Started)
	case m.Refused != nil && m.Refused.Number != "":
		d.assistRefused(m.Refused)
	case m.Wait != nil:
		d.waits()
	case m.Joined != nil:
		d.joined(ctx, m.Joined)
	case m.Transferred != nil:
		if s := d.session(m.Transferred.Session); s != nil {
			s.transferred(ctx, m.Transferred)
		}
	case m.Refused != nil && m.Refused.Session != "":
		if s := d.session(m.Refused.Session); s != nil {
			s.voided()
		}
	case m.Refused != nil:
		d.setStarting(false)
		d.update(func(s *State) { s.Refused = m.Refused.Reason })
	case m.Invited != nil:
		if s := d.session(m.Invited.Session); s != nil {
			s.invited(m.Invited)
		}
	case m.Noted != nil:
		d.noted(ctx, m.Noted)
	case m.Knock != nil:
		if s := d.session(m.Knock.Session); s != nil {
			s.knock(ctx, m.Knock)
		}
	case m.Left != nil:
		if s := d.session(m.Left.Session); s != nil {
			s.left(m.Left)
		}
	case m.End != nil:
		if s := d.session(m.End.Session); s != nil {
			s.expired()
		}
	}
}

// send sends m to the site.
func (d *Desk) send(ctx context.Context, m *link.Message) error {
	d.mu.Lock()
	lk := d.link
	d.mu.Unlock()
	if lk == nil {
		return ErrNotSignedIn
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := lk.Send(ctx, m); err != nil {
		return fmt.Errorf("%w: %w", ErrNotSignedIn, err)
	}
	return nil
}
