package audience

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/transport"
)

// ErrUnkept means that the leader's machine passes the picture on to somebody who
// may not see it, or does not say that it no longer does.
var ErrUnkept = errors.New("audience: the leader's machine does not keep to it")

// Patience is how long the leader's machine may take to answer once somebody is
// not to see the picture any more.
const Patience = 3 * time.Second

// Tell sends who may see on ch, now and after every change, and calls served with
// who does see after each answer, until ctx or the channel ends, or with an error
// that wraps ErrUnkept or ErrMessage.
func Tell(ctx context.Context, ch transport.Channel, who *session.Value[[]string], served func([]string)) error {
	g, ctx := errgroup.WithContext(ctx)
	news, answers := make(chan struct{}, 1), make(chan word)
	g.Go(func() error {
		who.Watch(ctx, func([]string) {
			select {
			case news <- struct{}{}:
			default:
			}
		})
		return nil
	})
	g.Go(func() error { return receive(ctx, ch, true, answers) })
	g.Go(func() error {
		t := teller{ch: ch, served: served}
		return t.run(ctx, news, answers, who.Get)
	})
	return g.Wait()
}

// receive hands on what comes, which is to be answers or lists.
func receive(ctx context.Context, ch transport.Channel, served bool, to chan<- word) error {
	for {
		b, err := ch.Recv(ctx)
		if err != nil {
			return err
		}
		w, ok, err := parse(b)
		switch {
		case err != nil:
			return err
		case !ok:
			continue
		case w.served != served:
			return fmt.Errorf("%w: of the other side", ErrMessage)
		}
		select {
		case to <- w:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// A teller is the customer's side of a channel.
type teller struct {
	ch     transport.Channel
	served func([]string)
	number uint64   // of the last list
	told   []string // in it
	late   <-chan time.Time
}

func (t *teller) run(ctx context.Context, news <-chan struct{}, answers <-chan word, who func() []string) error {
	for {
		select {
		case <-news:
			if err := t.tell(ctx, who()); err != nil {
				return err
			}
		case w := <-answers:
			if err := t.check(w); err != nil {
				return err
			}
		case <-t.late:
			return fmt.Errorf("%w: no answer for %v", ErrUnkept, Patience)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// tell sends who may see now. From the first one who no longer may until it is
// answered the leader's machine is waited for.
func (t *teller) tell(ctx context.Context, now []string) error {
	now = now[:min(len(now), maxPeople)]
	if t.number > 0 && slices.Equal(now, t.told) {
		return nil
	}
	fewer := slices.ContainsFunc(t.told, func(id string) bool { return !slices.Contains(now, id) })
	t.number++
	t.told = slices.Clone(now)
	if fewer && t.late == nil {
		t.late = time.After(Patience)
	}
	b, err := encode(word{number: t.number, who: now})
	if err != nil {
		return err
	}
	short, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	err = t.ch.Send(short, b)
	if err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("%w: nothing is read for %v", ErrUnkept, Patience)
	}
	return err
}

// check looks whether an answer keeps to the last list. One to a list before it
// says nothing.
func (t *teller) check(w word) error {
	switch {
	case w.number > t.number:
		return fmt.Errorf("%w: answer to list %d of %d", ErrMessage, w.number, t.number)
	case w.number < t.number:
		return nil
	}
	for _, id := range w.who {
		if !slices.Contains(t.told, id) {
			return fmt.Errorf("%w: %.8s is served", ErrUnkept, id)
		}
	}
	t.late = nil
	t.served(w.who)
	return nil
}
