package desk

import (
	"context"
	"slices"

	"tandem/app/session"
	"tandem/transport/link"
)

// Admit lets in who waits under this ID: a customer as another one beside the
// primary customer, or in the place of one who has gone, a technician as an
// assistant. It returns ErrAssistant, or ErrGone when they no longer wait.
func (s *Session) Admit(id string) error {
	c, err := s.caller(id)
	if err != nil {
		return err
	}
	s.letIn(context.Background(), c)
	return nil
}

// TurnAway tells who waits under this ID that they are not let in. Errors are
// as for Admit, and of the link to the site.
func (s *Session) TurnAway(id string) error {
	c, err := s.caller(id)
	if err != nil {
		return err
	}
	return s.desk.send(context.Background(), &link.Message{Left: &link.Left{Session: s.ID, Participant: c.knock.Participant}})
}

// caller takes one who waits off the list.
func (s *Session) caller(id string) (*caller, error) {
	s.mu.Lock()
	i := slices.IndexFunc(s.callers, func(c *caller) bool { return c.fp.String() == id })
	switch {
	case s.role != Primary:
		s.mu.Unlock()
		return nil, ErrAssistant
	case i < 0:
		s.mu.Unlock()
		return nil, ErrGone
	}
	c := s.callers[i]
	s.callers = slices.Delete(s.callers, i, i+1)
	s.mu.Unlock()
	s.showCallers()
	return c, nil
}

// MakePrimary makes the customer with this ID, who is here, the one who is
// asked and shows. What the other had granted is void. It returns ErrAssistant
// or ErrGone.
func (s *Session) MakePrimary(id string) error {
	s.mu.Lock()
	g := s.guests[id]
	switch {
	case s.role != Primary:
		s.mu.Unlock()
		return ErrAssistant
	case g == nil || !g.customer() || g.live == nil:
		s.mu.Unlock()
		return ErrGone
	case s.helped.Get() == id:
		s.mu.Unlock()
		return nil
	}
	if o := s.guests[s.helped.Get()]; o != nil {
		o.second = true
	}
	g.second = false
	s.help(id)
	s.now, s.wantControl = g, false
	live, hold := g.live, s.state.Get().OnHold
	s.mu.Unlock()
	s.showHelped()
	s.retell()
	if hold {
		s.warn(context.Background(), live.Hold(true))
	}
	s.warn(context.Background(), s.keep(context.Background()))
	return nil
}

// showHelped shows who is helped now, and what they grant.
func (s *Session) showHelped() {
	s.mu.Lock()
	g := s.guests[s.helped.Get()]
	people := map[string]Participant{}
	for id, o := range s.guests {
		people[id] = s.shown(o, o.presence())
	}
	role := s.role
	var live *session.Session
	var p Participant
	if g != nil {
		live, p = g.live, people[g.id]
	}
	s.mu.Unlock()
	s.update(func(st *SessionState) {
		for _, o := range st.People {
			if n, is := people[o.ID]; is && o.Presence != Left {
				st.put(n)
			} else if o.Me {
				o.Primary = role == Primary
				st.put(o)
			}
		}
		st.Role, st.Next, st.Asked, st.Grants = role, false, nil, session.Grants{}
		switch {
		case live != nil:
			ls := live.State().Get()
			st.Grants, st.Asked = ls.Grants, ls.Asked
			st.Phase, st.Gone, st.Doubt, st.Customer, st.Address, st.Joined = Active, NotGone, false, p.Person, p.Address, p.Joined
		case g == nil && st.Phase == Active:
			st.Phase = Waiting
		}
	})
}
