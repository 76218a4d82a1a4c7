package host

import (
	"context"
	"errors"
	"sync"

	"tandem/app/session/screen"
	"tandem/transport"
)

// A watch is the viewer of another customer's screen, for the machine of one
// technician.
type watch struct {
	*screen.Viewer
	h *Host
	c *company
	l *line
}

// errNotBeside means that a technician's machine shows what this customer is not
// to see: only who leads shows a screen, and only to one beside who is helped.
var errNotBeside = errors.New("host: a picture for one who is not beside")

// Serve shows what comes on ch for as long as the technician leads and another
// customer is helped. One channel is shown at a time.
func (w watch) Serve(ctx context.Context, ch transport.Channel) error {
	if !w.h.state.Get().Aside || w.c.leads.Get() != w.l.id {
		return errNotBeside
	}
	ctx, stop := while(ctx, &w.h.state, func(s State) bool { return s.Aside })
	defer stop()
	ctx, stopLeading := while(ctx, &w.c.leads, func(id string) bool { return id == w.l.id })
	defer stopLeading()
	select {
	case w.h.watching <- struct{}{}:
		defer func() { <-w.h.watching }()
	case <-ctx.Done():
		return ctx.Err()
	}
	ctx, cancel := context.WithCancel(ctx)
	var following sync.WaitGroup
	following.Go(func() { w.Viewer.State().Watch(ctx, func(v screen.ViewState) { w.h.sees(ctx, v) }) })
	defer func() {
		cancel()
		following.Wait()
		w.h.update(func(s *State) {
			if s.Sight = OutOfSight; !s.Aside {
				s.Sight = NoSight
			}
		})
	}()
	return w.Viewer.Serve(ctx, ch)
}

// sees notes how far another customer's screen is seen.
func (h *Host) sees(ctx context.Context, v screen.ViewState) {
	sight := h.state.Get().Sight
	switch {
	case ctx.Err() != nil:
	case v.Paused || v.Failed:
		sight = OnHold
	case v.Live && !v.First.IsZero():
		sight = InSight
	}
	if sight != h.state.Get().Sight {
		h.update(func(s *State) { s.Sight = sight })
	}
}
