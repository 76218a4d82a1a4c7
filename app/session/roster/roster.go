package roster

import (
	"context"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/transport"
)

// Name is the channel's name.
const Name = "roster"

// A Listener hears the lists of one other machine. It is a session.Feature.
type Listener struct {
	// Heard is called with each list, one after the other. It must not block.
	Heard func(List)
}

var _ session.Feature = (*Listener)(nil)

// Name returns the channel's name.
func (l *Listener) Name() string { return Name }

// Needs returns session.None: who is there is no secret among those who are.
func (l *Listener) Needs() session.Permission { return session.None }

// Serve hears what comes on ch until ctx or the channel ends.
func (l *Listener) Serve(ctx context.Context, ch transport.Channel) error {
	for {
		b, err := ch.Recv(ctx)
		if err != nil {
			return err
		}
		list, ok, err := parse(b)
		if err != nil {
			return err
		}
		if ok {
			l.Heard(list)
		}
	}
}

// Tell sends what v holds on ch, made fit for who is there by cut, now and after
// every change, until ctx or the channel ends. A list of nobody is not sent.
func Tell(ctx context.Context, ch transport.Channel, v *session.Value[List], cut func(List) List) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { // nothing comes: what comes is the channel's end
		for {
			if _, err := ch.Recv(ctx); err != nil {
				return err
			}
		}
	})
	g.Go(func() error {
		for seen := uint64(0); ; {
			l, at, err := v.Next(ctx, seen)
			if err != nil {
				return err
			}
			seen = at
			if len(l.People) == 0 {
				continue
			}
			b, err := encode(cut(l))
			if err != nil {
				return err
			}
			if err := ch.Send(ctx, b); err != nil {
				return err
			}
		}
	})
	return g.Wait()
}
