package audience

import (
	"context"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/transport"
)

// A Listener is the leader's side: it hears who may see the screen of one
// customer. It is a session.Feature.
type Listener struct {
	// Heard is called with each list, one after the other, and with nobody when
	// the channel ends. It returns who of them gets the picture, once nobody else
	// does any more.
	Heard func(who []string) (served []string)
}

var _ session.Feature = (*Listener)(nil)

// Name returns the channel's name.
func (l *Listener) Name() string { return Name }

// Needs returns session.None: by it a customer says what is to be with their own
// screen.
func (l *Listener) Needs() session.Permission { return session.None }

// Serve hears and answers what comes on ch until ctx or the channel ends. What is
// no list ends it, too.
func (l *Listener) Serve(ctx context.Context, ch transport.Channel) error {
	defer l.Heard(nil)
	lists := make(chan word)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return receive(ctx, ch, false, lists) })
	g.Go(func() error {
		for {
			select {
			case w := <-lists:
				b, err := encode(word{served: true, number: w.number, who: l.Heard(w.who)})
				if err != nil {
					return err
				}
				if err := ch.Send(ctx, b); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	return g.Wait()
}
