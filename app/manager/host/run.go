package host

import (
	"context"
	"image"
	"runtime"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/clipboard"
	"tandem/app/session/control"
	"tandem/app/session/roster"
)

// run runs the session with one technician's machine until it is over.
func (h *Host) run(ctx context.Context, c *company, l *line) error {
	talk := h.chat.Join(chat.Member{ID: l.id, Name: l.name, Role: session.Technician}, h.chat.Said())
	people := &roster.Listener{Heard: func(list roster.List) { c.heard(ctx, l.id, list) }}
	features := []session.Feature{talk, people, &control.Host{
		Open: h.injector, Shown: h.reach, Stop: h.cfg.StopKey(), Log: h.cfg.Log,
	}, &clipboard.Host{Open: h.clipboard}}
	if h.viewer != nil {
		features = append(features, watch{h.viewer, h, c, l})
	}
	s := session.New(session.Config{
		Conn:     l.conn,
		Self:     session.Person{Name: c.name, Role: session.Customer, System: runtime.GOOS},
		PeerName: l.name,
		Features: features,
		Guard:    l.voice, Decider: l.voice, Allowed: l.voice.Grants(), Log: h.cfg.Log,
	})
	l.voice.Held(false) // a technician who comes back says so again
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	g.Go(func() error { h.publish(inner, c, s, l); return nil })
	g.Go(func() error { h.keepAudience(inner, c, s, l); return nil })
	g.Go(func() error { l.voice.Audience().Watch(inner, func([]string) { c.reshow() }); return nil })
	g.Go(func() error { h.follow(inner, c, s, l); return nil })
	g.Go(func() error { l.shown.Watch(inner, func(image.Rectangle) { c.reshow() }); return nil })
	g.Go(func() error {
		select {
		case <-h.leaving:
			s.End()
		case <-inner.Done():
		}
		return nil
	})
	err := s.Run(inner)
	cancel()
	_ = g.Wait() // they return no errors
	return err
}

// follow tells when the machines have greeted.
func (h *Host) follow(ctx context.Context, c *company, s *session.Session, l *line) {
	greeted := false
	s.State().Watch(ctx, func(st session.State) {
		if st.Phase != session.Active || greeted {
			return
		}
		greeted = true
		if c.leads.Get() == l.id {
			h.update(func(s *State) { s.Phase, s.Lost = Active, false })
		}
		h.cfg.Log.InfoContext(ctx, "technician connected", "technician", st.Peer.Name, "leads", c.leads.Get() == l.id)
		c.reshow()
	})
}
