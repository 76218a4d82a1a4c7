package desktest

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"tandem/app/console/desk"
	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// A Beside is somebody who comes to a session beside its customer and does
// nothing there.
type Beside struct{ ended atomic.Pointer[error] }

// Ended is why the session is over for them; false while it is not.
func (b *Beside) Ended() (err error, ok bool) {
	if p := b.ended.Load(); p != nil {
		return *p, true
	}
	return nil, false
}

// Beside has somebody come to d: another customer, or a technician if account is
// not empty. They come in when the desk has let them in, and stay until the test
// or the desk ends it.
func (s *Site) Beside(d *desk.Session, name, account string) *Beside {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	id, err := transport.NewIdentity()
	if err != nil {
		s.t.Fatal(err)
	}
	end, err := quic.NewEndpoint(quic.Config{Identity: id, Urgency: session.Urgency})
	if err != nil {
		s.t.Fatal(err)
	}
	fp := id.Fingerprint()
	_, answers := s.announce(d, name, account, link.Offer{Protocol: link.Protocol, Fingerprint: fp[:], Candidates: end.Candidates(link.MaxCandidates)})
	b := &Beside{}
	var g errgroup.Group
	g.Go(func() error {
		err := run(ctx, end, answers, session.Config{Self: session.Person{Name: name, Role: session.Customer, System: "linux"}}, account != "")
		b.ended.Store(&err)
		return nil
	})
	s.t.Cleanup(func() {
		cancel()
		_ = g.Wait() // it returns no error
		_ = end.Close()
	})
	return b
}

// run comes in once it may, and stays.
func run(ctx context.Context, end *quic.Endpoint, answers <-chan *link.Answer, cfg session.Config, technician bool) error {
	var a *link.Answer
	select {
	case a = <-answers:
	case <-ctx.Done():
		return ctx.Err()
	}
	fp, err := transport.ParseFingerprint(a.Offer.Fingerprint)
	if err != nil {
		return err
	}
	short, done := context.WithTimeout(ctx, joinTime)
	defer done()
	if cfg.Conn, err = end.Dial(short, fp, a.Offer.Candidates); err != nil {
		return err
	}
	if technician {
		cfg.Self.Role, cfg.Colleague, cfg.Opens = session.Technician, true, true
	} else {
		cfg.Decider = nobody{}
	}
	return session.New(cfg).Run(ctx)
}

// nobody allows nothing.
type nobody struct{}

// Decide implements session.Decider.
func (nobody) Decide(context.Context, session.Person, session.Request) session.Outcome {
	return session.Declined
}

// Yielded implements session.Decider.
func (nobody) Yielded(session.Permission) {}

// Held implements session.Decider.
func (nobody) Held(bool) {}
