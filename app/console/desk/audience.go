package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/screen"
	"tandem/transport"
)

// An audience are the customers to whom this desk passes the picture on, by the
// word of the customer whose picture it is, while this technician works with that
// one. The zero audience is nobody.
type audience struct {
	who session.Value[[]string] // who is to get it, by ID

	mu    sync.Mutex                    // guards what follows
	wants map[*session.Session][]string // what each customer's machine says
	with  *session.Session              // with whose customer this technician works
	shows map[string]*passing
}

// A passing is the picture on its way to one customer.
type passing struct {
	stop context.CancelFunc
	over chan struct{}
}

// heard takes what the machine on live says, and returns who gets its picture
// once nobody else does any more.
func (a *audience) heard(live *session.Session, who []string) []string {
	return a.change(func() {
		if a.wants == nil {
			a.wants = map[*session.Session][]string{}
		}
		if a.wants[live] = who; len(who) == 0 {
			delete(a.wants, live)
		}
	})
}

// work notes that this technician works with the customer on live, until done.
func (a *audience) work(live *session.Session) (done func()) {
	a.change(func() { a.with = live })
	return func() {
		a.change(func() {
			if a.with == live {
				a.with = nil
			}
		})
	}
}

// change makes a change and returns who is to get the picture then, once nobody
// else does.
func (a *audience) change(f func()) []string {
	a.mu.Lock()
	f()
	now := a.wants[a.with]
	if !slices.Equal(now, a.who.Get()) {
		a.who.Set(now)
	}
	var ending []*passing
	for id, p := range a.shows {
		if !slices.Contains(now, id) {
			ending = append(ending, p)
		}
	}
	a.mu.Unlock()
	for _, p := range ending {
		p.stop()
		<-p.over
	}
	return now
}

// begin notes that the picture is passed on to a customer from now on, until
// done; false if it is not to be.
func (a *audience) begin(id string, stop context.CancelFunc) (done func(), ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !slices.Contains(a.who.Get(), id) || a.shows[id] != nil {
		return nil, false
	}
	if a.shows == nil {
		a.shows = map[string]*passing{}
	}
	p := &passing{stop, make(chan struct{})}
	a.shows[id] = p
	return func() {
		a.mu.Lock()
		delete(a.shows, id)
		a.mu.Unlock()
		close(p.over)
	}, true
}

// passAgain is how long to wait before the picture is passed on again after that
// has failed.
const passAgain = time.Second

// passOn passes the picture on to the customer on live whenever the one whose it
// is wants that.
func (s *Session) passOn(ctx context.Context, g *guest, live *session.Session) {
	if s.desk.cfg.Encoder == nil || !active(ctx, live) {
		return
	}
	kick := make(chan struct{}, 1)
	poke := func() {
		select {
		case kick <- struct{}{}:
		default:
		}
	}
	var eg errgroup.Group
	eg.Go(func() error { s.audience.who.Watch(ctx, func([]string) { poke() }); return nil })
	eg.Go(func() error { s.viewer.State().Watch(ctx, func(screen.ViewState) { poke() }); return nil })
	for ctx.Err() == nil {
		select {
		case <-kick:
			if err := s.passOnce(ctx, g, live); err != nil && ctx.Err() == nil && !errors.Is(err, transport.ErrRefused) {
				s.warn(ctx, err)
				time.AfterFunc(passAgain, poke)
			}
		case <-ctx.Done():
		}
	}
	_ = eg.Wait() // they return no errors
}

// passOnce passes the picture on for as long as it is to be and there is one. The
// error is why it ended before.
func (s *Session) passOnce(ctx context.Context, g *guest, live *session.Session) error {
	if st := s.viewer.State().Get(); !st.Live || st.First.IsZero() || s.helped.Get() == g.id {
		return nil
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	done, ok := s.audience.begin(g.id, stop)
	if !ok {
		return nil
	}
	defer done()
	err := once(inner, live, screen.Name, func(ctx context.Context, ch transport.Channel) error {
		return s.viewer.PassOn(ctx, ch, s.desk.cfg.Encoder)
	})
	if inner.Err() != nil || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
