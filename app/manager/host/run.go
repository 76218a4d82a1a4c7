package host

import (
	"context"
	"encoding/hex"
	"image"
	"runtime"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/app/session/clipboard"
	"tandem/app/session/control"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// run runs the session over conn until it is over.
func (h *Host) run(ctx context.Context, conn *quic.Conn, j *link.Joined, name string) error {
	h.chat.SetName(name)
	talk := h.chat.Join(chat.Member{ID: hex.EncodeToString(j.Offer.Fingerprint), Name: j.Technician, Role: session.Technician}, h.chat.Said())
	s := session.New(session.Config{
		Conn:     conn,
		Self:     session.Person{Name: name, Role: session.Customer, System: runtime.GOOS},
		PeerName: j.Technician,
		Features: []session.Feature{talk, &control.Host{
			Open: h.injector, Shown: h.reach, Stop: h.cfg.StopKey(), Log: h.cfg.Log,
		}, &clipboard.Host{Open: h.clipboard}},
		Guard: h.consent, Decider: h.consent, Allowed: h.consent.Grants(), Log: h.cfg.Log,
	})
	h.consent.Held(false) // a technician who comes back says so again
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	g.Go(func() error { h.publish(ctx, s, conn); return nil })
	g.Go(func() error { h.follow(ctx, s); return nil })
	g.Go(func() error {
		h.shown.Watch(ctx, func(r image.Rectangle) { h.update(func(s *State) { s.Shown = r }) })
		return nil
	})
	g.Go(func() error {
		select {
		case <-h.leaving:
			s.End()
		case <-ctx.Done():
		}
		return nil
	})
	err := s.Run(ctx)
	cancel()
	_ = g.Wait() // they return no errors
	return err
}

// follow tells when the machines have greeted.
func (h *Host) follow(ctx context.Context, s *session.Session) {
	s.State().Watch(ctx, func(st session.State) {
		if is := h.state.Get(); st.Phase == session.Active && (is.Phase < Active || is.Lost) {
			h.update(func(s *State) { s.Phase, s.Lost = Active, false })
			h.cfg.Log.InfoContext(ctx, "session begun", "technician", st.Peer.Name)
		}
	})
}
