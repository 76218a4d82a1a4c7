package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	audiences "tandem/app/session/audience"
	"tandem/app/session/chat"
	"tandem/app/session/roster"
	"tandem/transport"
	"tandem/transport/quic"
)

// serve runs the session with whoever is on conn. Of the lines that a machine
// opens at once only one gets as far as a hello.
func (s *Session) serve(ctx context.Context, conn *quic.Conn) {
	s.mu.Lock()
	g := s.guests[conn.Peer().String()]
	customer := g != nil && g.customer()
	s.mu.Unlock()
	switch {
	case g == nil:
		_ = conn.Close() // of one who has left meanwhile
	case customer:
		s.customer(ctx, g, conn)
	default:
		s.colleague(ctx, g, conn, false)
	}
}

// customer runs the session with a customer's machine.
func (s *Session) customer(ctx context.Context, g *guest, conn *quic.Conn) {
	s.mu.Lock()
	if g.joined.IsZero() {
		g.since = s.chat.Said()
	}
	name, talk := g.person.Name, s.chat.Join(g.member(), g.since)
	s.mu.Unlock()
	var live *session.Session
	looking := &audiences.Listener{Heard: func(who []string) []string { return s.audience.heard(live, who) }}
	live = session.New(session.Config{
		Conn: conn, PeerName: name, Log: s.log,
		Self:     session.Person{Name: s.desk.state.Get().Account, Role: session.Technician, System: runtime.GOOS},
		Features: []session.Feature{talk, picture{s.viewer, s, g.id}, looking},
	})
	inner, cancel := context.WithCancel(ctx)
	var eg errgroup.Group
	eg.Go(func() error { s.follow(inner, g, live, conn); return nil })
	eg.Go(func() error { s.talk(inner, live, talk); return nil })
	eg.Go(func() error { s.tellRoster(inner, live, roster.List.ForCustomers); return nil })
	eg.Go(func() error {
		s.whileWorking(inner, g.id, func(ctx context.Context) {
			defer s.audience.work(live)()
			s.work(ctx, live)
		})
		return nil
	})
	eg.Go(func() error { s.passOn(inner, g, live); return nil })
	err := live.Run(inner)
	cancel()
	_ = eg.Wait() // they return no errors
	s.customerGone(ctx, g, live, err)
}

// customerGone notes that the line to a customer has ended.
func (s *Session) customerGone(ctx context.Context, g *guest, live *session.Session, err error) {
	helped := s.helped.Get() == g.id
	s.mu.Lock()
	first, out := !g.second, g.out
	s.mu.Unlock()
	how := departure(err)
	if out {
		how = CustomerLeft
	}
	if !s.leave(g, live, how) {
		s.log.InfoContext(ctx, "line not used", "err", err)
		if errors.Is(err, session.ErrVersion) || errors.Is(err, session.ErrMessage) {
			s.update(func(st *SessionState) {
				if first {
					st.Phase, st.Failed = Waiting, err
				}
				st.set(g.id, Away)
			})
		}
		return
	}
	s.log.InfoContext(ctx, "customer gone", "how", how, "err", err)
	if out {
		s.tellOut(ctx, g)
	}
	void := false
	s.update(func(st *SessionState) {
		if first {
			st.Doubt = false
		}
		if helped {
			st.Phase, st.Gone, st.Doubt, st.Grants, st.Asked = Waiting, how, false, session.Grants{}, nil
			st.Next, void = false, st.Void
			if !errors.Is(err, transport.ErrLost) && !errors.Is(err, session.ErrEnded) && !errors.Is(err, context.Canceled) {
				st.Failed = err
			}
		}
		if how == CustomerLeft {
			st.set(g.id, Left)
		} else {
			st.set(g.id, Away)
		}
	})
	s.retell()
	s.warn(ctx, s.keep(ctx))
	if void {
		s.End() // nobody else can come
	}
}

func departure(err error) Departure {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return NotGone
	case errors.Is(err, session.ErrEnded), errors.Is(err, transport.ErrClosed):
		return CustomerLeft
	}
	return CustomerLost
}

// follow copies what the live session tells into the state, and asks what is
// to be asked by itself.
func (s *Session) follow(ctx context.Context, g *guest, live *session.Session, conn *quic.Conn) {
	greeted := false
	live.State().Watch(ctx, func(st session.State) {
		if st.Phase != session.Active {
			return
		}
		if !greeted {
			greeted = true
			s.greeted(ctx, s.enter(g, live, conn, st.Peer), g, live)
		}
		if s.helped.Get() != g.id {
			return
		}
		s.update(func(o *SessionState) {
			if answered(o.Asked, st.Asked) {
				o.Answered = time.Now()
			}
			o.Grants, o.Asked = st.Grants, st.Asked
		})
		s.askControl(live)
	})
}

// greeted does what is to be done by itself when a customer has come.
func (s *Session) greeted(ctx context.Context, first bool, g *guest, live *session.Session) {
	s.warn(ctx, s.keep(ctx))
	if s.working.Get() != g.id {
		return
	}
	if s.state.Get().OnHold {
		s.warn(ctx, live.Hold(true))
	}
	if p := s.desk.request(); p != session.None && first {
		s.warn(ctx, s.Ask(p))
	}
}

// answered reports whether the customer has answered something meanwhile, also
// what was asked after before.
func answered(before, now map[session.Permission]session.Asked) bool {
	for p, a := range maps.All(now) {
		b := before[p]
		news := a.ID > b.ID || a.ID == b.ID && b.Outcome == session.Pending
		if news && a.Outcome != session.Pending && a.Outcome != session.Withdrawn {
			return true
		}
	}
	return false
}

// talk opens the chat.
func (s *Session) talk(ctx context.Context, live *session.Session, p *chat.Peer) {
	if !active(ctx, live) {
		return
	}
	ch, err := live.Open(ctx, chat.Name, transport.Ordered)
	if err != nil {
		s.warn(ctx, err)
		return
	}
	defer func() { _ = ch.Close() }() // the line may be gone
	s.warn(ctx, p.Serve(ctx, ch))
}

// whenever opens a channel whenever p is granted, and runs what is done on it.
func (s *Session) whenever(ctx context.Context, live *session.Session, p session.Permission, name string, run channelRunner) {
	for seen := uint64(0); ; {
		st, at, err := live.State().Next(ctx, seen)
		if err != nil {
			return
		}
		seen = at
		if st.Phase != session.Active || !st.Grants.Allows(p) {
			continue
		}
		if err := once(ctx, live, name, run); err != nil {
			s.warn(ctx, fmt.Errorf("%s ended: %w", name, err))
		}
	}
}

// A channelRunner does what is done on a channel until that ends.
type channelRunner func(context.Context, transport.Channel) error

func once(ctx context.Context, live *session.Session, name string, run channelRunner) error {
	ch, err := live.Open(ctx, name, transport.Ordered)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }() // the customer's side may have ended it
	return run(ctx, ch)
}

// runShare shares the clipboard on ch.
func (s *Session) runShare(ctx context.Context, ch transport.Channel) error {
	s.desk.pool.shared(s, true)
	defer s.desk.pool.shared(s, false)
	return s.share.technician.Run(ctx, ch)
}

// active waits until live has greeted; false when it ends before.
func active(ctx context.Context, live *session.Session) bool {
	for seen := uint64(0); ; {
		st, at, err := live.State().Next(ctx, seen)
		if err != nil || st.Phase == session.Over {
			return false
		}
		if st.Phase == session.Active {
			return true
		}
		seen = at
	}
}
