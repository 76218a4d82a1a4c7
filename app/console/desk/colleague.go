package desk

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/app/session/roster"
	"tandem/transport"
	"tandem/transport/quic"
)

// reachTime is how long another technician's machine may take to answer, reachAgain
// how long to wait before it is dialled again.
const (
	reachTime  = 20 * time.Second
	reachAgain = 5 * time.Second
)

// reach dials the technicians who look on, too, and came before this desk: who
// comes later dials. The line to the leader is the site's to bring about.
func (s *Session) reach(ctx context.Context, leader string, l roster.List) {
	for _, p := range l.People {
		if p.ID == s.me {
			return
		}
		if p.Role == session.Technician && p.ID != leader && len(p.Candidates) > 0 {
			s.dial(ctx, p.ID)
		}
	}
}

// dial dials another technician until there is a line, or until it is not for
// this desk to dial them. ctx is the session's.
func (s *Session) dial(ctx context.Context, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dialing[id] {
		return
	}
	s.dialing[id] = true
	s.lines.Go(func() {
		defer func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			delete(s.dialing, id)
		}()
		for ctx.Err() == nil {
			s.mu.Lock()
			g := s.guests[id]
			leader, _ := s.following.Leader()
			if g == nil || g.live != nil || s.role == Primary || leader == id {
				s.mu.Unlock()
				return
			}
			fp, candidates := g.fp, g.candidates
			s.mu.Unlock()
			short, cancel := context.WithTimeout(ctx, reachTime)
			conn, err := s.end.Dial(short, fp, candidates)
			cancel()
			if err == nil {
				s.colleague(ctx, g, conn, true)
			}
			select {
			case <-time.After(reachAgain):
			case <-ctx.Done():
			}
		}
	})
}

// colleague runs the session with another technician's machine on conn, which
// this desk has dialled or not.
func (s *Session) colleague(ctx context.Context, g *guest, conn *quic.Conn, dialled bool) {
	s.mu.Lock()
	if g.joined.IsZero() {
		g.since = s.chat.Said()
	}
	name, talk := g.person.Name, s.chat.Join(g.member(), g.since)
	s.mu.Unlock()
	live := session.New(session.Config{
		Conn: conn, PeerName: name, Log: s.log, Colleague: true, Opens: dialled,
		Self:     session.Person{Name: s.desk.state.Get().Account, Role: session.Technician, System: runtime.GOOS},
		Features: []session.Feature{talk, &roster.Listener{Heard: func(l roster.List) { s.heard(ctx, g.id, l) }}},
	})
	inner, cancel := context.WithCancel(ctx)
	var eg errgroup.Group
	eg.Go(func() error {
		if active(inner, live) {
			s.enter(g, live, conn, live.State().Get().Peer)
			s.update(func(st *SessionState) { st.Apart = s.alone() })
			s.warn(ctx, s.keep(ctx))
		}
		return nil
	})
	if dialled {
		eg.Go(func() error { s.talk(inner, live, talk); return nil })
	}
	eg.Go(func() error { s.tellRoster(inner, live, func(l roster.List) roster.List { return l }); return nil })
	err := live.Run(inner)
	cancel()
	_ = eg.Wait() // they return no errors
	s.parted(ctx, g, live, err)
}

// parted notes that the line to another technician has ended.
func (s *Session) parted(ctx context.Context, g *guest, live *session.Session, err error) {
	how := departure(err)
	leader, _ := s.following.Leader()
	s.mu.Lock()
	name, out := g.person.Name, g.out
	s.mu.Unlock()
	if out {
		how = CustomerLeft
	}
	if !s.leave(g, live, how) {
		s.log.InfoContext(ctx, "line not used", "err", err)
		return
	}
	s.log.InfoContext(ctx, "technician gone", "name", name, "how", how, "err", err)
	if out {
		s.tellOut(ctx, g)
	}
	s.update(func(st *SessionState) {
		if how == CustomerLeft {
			st.set(g.id, Left)
		} else {
			st.set(g.id, Away)
		}
	})
	s.mu.Lock()
	mine, promise := s.role == Primary, s.promise
	s.mu.Unlock()
	switch {
	case mine:
		s.warn(ctx, s.keep(ctx)) // before anybody hears of it
		s.retell()
	case promise && leader == g.id && ctx.Err() == nil:
		s.lead(ctx, "") // who led is gone before saying so
	case leader != g.id:
		if how == CustomerLost {
			s.adoptAgain(ctx)
		}
	case errors.Is(err, session.ErrEnded), errors.Is(err, transport.ErrClosed):
		s.update(func(st *SessionState) { st.EndedBy, st.Dismissed = name, errors.Is(err, session.ErrDismissed) })
		s.End()
	case ctx.Err() == nil:
		s.look()
	}
}

// adoptAgain dials those who are to be dialled, by the list that counts.
func (s *Session) adoptAgain(ctx context.Context) {
	s.mu.Lock()
	leader, _ := s.following.Leader()
	before := s.came[:max(0, slices.Index(s.came, s.me))]
	var ids []string
	for _, id := range before {
		if g := s.guests[id]; g != nil && !g.customer() && id != leader {
			ids = append(ids, id)
		}
	}
	s.mu.Unlock()
	for _, id := range ids {
		s.dial(ctx, id)
	}
}

// tellRoster tells the other machine who is there, whenever this desk leads or
// has just handed over.
func (s *Session) tellRoster(ctx context.Context, live *session.Session, cut func(roster.List) roster.List) {
	if !active(ctx, live) {
		return
	}
	ch, err := live.Open(ctx, roster.Name, transport.Ordered)
	if err != nil {
		s.warn(ctx, err)
		return
	}
	defer func() { _ = ch.Close() }() // the line may be gone
	if err := roster.Tell(ctx, ch, &s.list, cut); !errors.Is(err, transport.ErrRefused) {
		s.warn(ctx, err)
	}
}
