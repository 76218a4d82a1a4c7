package session

import (
	"context"
	"fmt"
	"maps"
	"time"

	"golang.org/x/sync/errgroup"
)

// maxOpen is how many requests may be open at once; more are a broken peer.
const maxOpen = 8

// Ask sends the customer a request for p, unless one is pending. What comes of
// it shows in State.Asked. From a technician's side only.
func (s *Session) Ask(p Permission) error {
	if a := s.state.Get().Asked[p]; a.Outcome == Pending {
		return nil
	}
	s.mu.Lock()
	s.nextID++
	id := s.nextID
	s.mu.Unlock()
	s.setAsked(p, Asked{id, Pending, time.Now()})
	return s.queue(&message{Request: &request{id, string(p)}})
}

// Withdraw takes a pending request for p back.
func (s *Session) Withdraw(p Permission) error {
	a := s.state.Get().Asked[p]
	if a.Outcome != Pending {
		return nil
	}
	s.setAsked(p, Asked{a.ID, Withdrawn, time.Now()})
	return s.queue(&message{Withdraw: &withdraw{a.ID}})
}

// Yield gives the granted permission p back: the customer's side takes it as
// revoked. From a technician's side only.
func (s *Session) Yield(p Permission) error {
	return s.queue(&message{Yield: &yield{string(p)}})
}

// Hold tells the customer that the technician is away for a while, or back:
// nothing is captured or injected meanwhile. From a technician's side only.
func (s *Session) Hold(on bool) error { return s.queue(&message{Hold: &hold{on}}) }

func (s *Session) setAsked(p Permission, a Asked) {
	s.state.Update(func(st State) State {
		asked := maps.Clone(st.Asked)
		if asked == nil {
			asked = map[Permission]Asked{}
		}
		asked[p] = a
		st.Asked = asked
		return st
	})
}

// fromCustomer handles a message on a technician's side.
func (s *Session) fromCustomer(m *message) error {
	switch {
	case m.Outcome != nil:
		for p, a := range s.state.Get().Asked {
			if a.ID == m.Outcome.ID && a.Outcome == Pending {
				s.setAsked(p, Asked{a.ID, Outcome(m.Outcome.Outcome), time.Now()})
			}
		}
	case m.Grants != nil:
		g := Grants{Paused: m.Grants.Paused, Missing: m.Grants.Missing}
		for _, p := range m.Grants.Permissions {
			g.Permissions = append(g.Permissions, Permission(p))
		}
		s.state.Update(func(st State) State { st.Grants = g; return st })
	case m.Hello != nil, m.Request != nil, m.Withdraw != nil, m.Yield != nil, m.Hold != nil:
		return fmt.Errorf("%w: out of turn", ErrMessage)
	}
	return nil
}

// fromTechnician handles a message on a customer's side.
func (s *Session) fromTechnician(ctx context.Context, g *errgroup.Group, m *message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case m.Request != nil:
		r := Request{m.Request.ID, Permission(m.Request.Permission)}
		if s.decides[r.ID] != nil || len(s.decides) >= maxOpen {
			return fmt.Errorf("%w: request %d again, or too many", ErrMessage, r.ID)
		}
		ctx, cancel := context.WithCancel(ctx)
		s.decides[r.ID] = cancel
		g.Go(func() error {
			s.decide(ctx, r)
			return nil
		})
	case m.Withdraw != nil:
		if cancel := s.decides[m.Withdraw.ID]; cancel != nil {
			cancel()
		}
	case m.Yield != nil:
		if s.cfg.Decider != nil {
			s.cfg.Decider.Yielded(Permission(m.Yield.Permission))
		}
	case m.Hold != nil:
		if s.cfg.Decider != nil {
			s.cfg.Decider.Held(m.Hold.On)
		}
	case m.Hello != nil, m.Outcome != nil, m.Grants != nil:
		return fmt.Errorf("%w: out of turn", ErrMessage)
	}
	return nil
}

// decide has the customer decide on r and tells the technician.
func (s *Session) decide(ctx context.Context, r Request) {
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.decides[r.ID]()
		delete(s.decides, r.ID)
	}()
	o := Unable
	if r.Permission.Known() && s.cfg.Decider != nil {
		o = s.cfg.Decider.Decide(ctx, s.state.Get().Peer, r)
	}
	if err := s.queue(&message{Outcome: &outcome{r.ID, string(o)}}); err != nil {
		s.cfg.Log.WarnContext(ctx, "outcome not told", "err", err)
	}
}

// tellGrants keeps the technician's side informed of what is granted.
func (s *Session) tellGrants(ctx context.Context) error {
	var failed error
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.cfg.Allowed.Watch(ctx, func(g Grants) {
		m := &grants{Paused: g.Paused, Missing: g.Missing}
		for _, p := range g.Permissions {
			m.Permissions = append(m.Permissions, string(p))
		}
		s.state.Update(func(st State) State { st.Grants = g; return st })
		if failed = s.queue(&message{Grants: m}); failed != nil {
			cancel()
		}
	})
	if failed != nil {
		return failed
	}
	return ctx.Err()
}
