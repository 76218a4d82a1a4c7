package session_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/mem"
)

// latest is a Successive feature that notes in which order channels come, by the
// number that each begins with.
type latest struct {
	mu  sync.Mutex
	chs []transport.Channel
}

func (l *latest) Name() string                                          { return "latest" }
func (l *latest) Needs() session.Permission                             { return session.None }
func (l *latest) Serve(ctx context.Context, ch transport.Channel) error { return l.Succeed(ctx, ch)() }

func (l *latest) Succeed(ctx context.Context, ch transport.Channel) func() error {
	l.chs = append(l.chs, ch) // no lock: one is called after the other
	at := byte(len(l.chs))
	return func() error {
		l.mu.Lock()
		defer l.mu.Unlock()
		m, err := ch.Recv(ctx)
		if err == nil && m[0] != at {
			err = fmt.Errorf("channel %d came as %d", m[0], at)
		}
		if err == nil {
			err = ch.Send(ctx, m)
		}
		return err
	}
}

func TestASuccessiveFeatureIsToldOfChannelsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := mem.Pair()
		person := session.Person{Name: "Alice", Role: session.Technician}
		tech := session.New(session.Config{Conn: a, Self: person, Features: []session.Feature{new(latest)}})
		person = session.Person{Name: "Bob", Role: session.Customer}
		cust := session.New(session.Config{Conn: b, Self: person, Guard: newCustomer(nil), Decider: newCustomer(nil)})
		var running sync.WaitGroup
		for _, s := range []*session.Session{tech, cust} {
			running.Go(func() { _ = s.Run(t.Context()) })
		}
		synctest.Wait()
		var chs []transport.Channel
		for i := range byte(50) {
			ch, err := cust.Open(t.Context(), "latest", transport.Ordered)
			if err == nil {
				err = ch.Send(t.Context(), []byte{i + 1})
			}
			if err != nil {
				t.Fatal(err)
			}
			chs = append(chs, ch)
		}
		slices.Reverse(chs)
		for _, ch := range chs {
			if _, err := ch.Recv(t.Context()); err != nil {
				t.Error(err)
			}
		}
		cust.End()
		running.Wait()
	})
}
