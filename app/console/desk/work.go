package desk

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/clipboard"
	"tandem/app/session/control"
	"tandem/app/session/screen"
	"tandem/transport"
)

// whileWorking runs run for as long as this technician works with the customer
// with this ID, again and again: what the technician types and copies goes to
// nobody else.
func (s *Session) whileWorking(ctx context.Context, id string, run func(context.Context)) {
	for seen := uint64(0); ; {
		with, at, err := s.working.Next(ctx, seen)
		if err != nil {
			return
		}
		seen = at
		if with != id {
			continue
		}
		inner, stop := context.WithCancel(ctx)
		done := make(chan struct{})
		go func() {
			defer close(done)
			run(inner)
		}()
		_, _, _ = s.working.Next(ctx, seen) // whatever it is
		stop()
		<-done
	}
}

// work does what the customer on live grants.
func (s *Session) work(ctx context.Context, live *session.Session) {
	var g errgroup.Group
	g.Go(func() error { s.whenever(ctx, live, session.Control, control.Name, s.keys.Run); return nil })
	g.Go(func() error { s.whenever(ctx, live, session.Clipboard, clipboard.Name, s.runShare); return nil })
	_ = g.Wait() // they return no errors
}

// A picture is the viewer, for the machine of the customer who is helped alone.
type picture struct {
	*screen.Viewer
	s  *Session
	id string
}

// Serve shows what comes on ch for as long as this customer is the one who is
// helped, in the place of what another channel showed.
func (p picture) Serve(ctx context.Context, ch transport.Channel) error {
	return p.Succeed(ctx, ch)()
}

// Succeed is Serve. A machine that shows its screen for another reason now does so
// on another channel, and the one before it may be served late.
func (p picture) Succeed(ctx context.Context, ch transport.Channel) (serve func() error) {
	if p.s.helped.Get() != p.id {
		return func() error { return errNotHelped }
	}
	ctx, cancel := context.WithCancel(ctx)
	free, done := p.s.view.take(cancel)
	return func() error {
		defer done()
		defer cancel()
		<-free
		watched := make(chan struct{})
		go func() { // ends with ctx
			defer close(watched)
			p.s.helped.Watch(ctx, func(id string) {
				if id != p.id {
					cancel()
				}
			})
		}()
		defer func() {
			cancel()
			<-watched
		}()
		return p.Viewer.Serve(ctx, ch)
	}
}

// errNotHelped means that a customer shows what nobody has asked them for.
var errNotHelped = errors.New("desk: a picture of one who is not helped")

// A turn lets one do something at a time: who comes stops who was there.
type turn struct {
	mu   sync.Mutex // guards what follows
	stop context.CancelFunc
	over chan struct{} // closed when what stop stops has ended
}

// take has stop stop the one who takes the turn when another comes, and stops who
// was there. The turn is free when they have ended; done is to be called, after
// that, at the end of this one.
func (t *turn) take(stop context.CancelFunc) (free <-chan struct{}, done func()) {
	over, nobody := make(chan struct{}), make(chan struct{})
	close(nobody)
	t.mu.Lock()
	before, ended := t.stop, t.over
	t.stop, t.over = stop, over
	t.mu.Unlock()
	if before == nil {
		return nobody, func() { close(over) }
	}
	before()
	return ended, func() { close(over) }
}
