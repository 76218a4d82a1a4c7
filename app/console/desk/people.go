package desk

import (
	"context"
	"slices"

	"tandem/app/session"
	"tandem/app/session/roster"
	"tandem/transport"
)

// arrived notes the order in which all have come. s.mu is held.
func (s *Session) arrived(id string) {
	if !slices.Contains(s.came, id) {
		s.came = append(s.came, id)
	}
}

// help makes the customer with this ID the one who is helped. s.mu is held.
func (s *Session) help(id string) {
	if s.helped.Get() != id {
		s.helped.Set(id)
	}
	if s.role != Primary {
		id = ""
	}
	if s.working.Get() != id {
		s.working.Set(id)
	}
}

// retell tells everybody who is there, if this desk is the primary technician's.
func (s *Session) retell() {
	s.order.Lock()
	defer s.order.Unlock()
	s.mu.Lock()
	if s.role != Primary {
		s.mu.Unlock()
		return
	}
	_, term := s.following.Leader()
	l := s.roster(term, s.me)
	s.mu.Unlock()
	s.list.Set(l)
}

// roster returns who is there, with the technician who leads. s.mu is held.
func (s *Session) roster(term uint64, leader string) roster.List {
	l := roster.List{Term: term}
	for _, id := range s.came {
		g := s.guests[id]
		switch {
		case id == s.me:
			l.People = append(l.People, roster.Person{
				ID: id, Name: s.desk.state.Get().Account, Role: session.Technician, Primary: leader == id, Here: true,
				Candidates: s.offer().Candidates, Participant: s.participant,
			})
		case g != nil && g.in():
			p := roster.Person{
				ID: id, Name: g.person.Name, Role: g.person.Role, Here: g.live != nil,
				Participant: g.participant, Address: g.address, Candidates: g.candidates,
			}
			p.Primary = leader == id || g.customer() && s.helped.Get() == id
			l.People = append(l.People, p)
		}
	}
	for i := len(l.People) - 1; i >= 0 && len(l.People) > roster.MaxPeople; i-- {
		if !l.People[i].Here && !l.People[i].Primary { // who has been away for longest is of least use
			l.People = slices.Delete(l.People, i, i+1)
		}
	}
	return l
}

// heard takes what another technician's machine says about who is there.
func (s *Session) heard(ctx context.Context, from string, l roster.List) {
	s.order.Lock()
	s.mu.Lock()
	if s.role == Primary {
		s.following.Hear(from, l) // for what is to come
		s.mu.Unlock()
		s.order.Unlock()
		return
	}
	led := s.led
	s.mu.Unlock()
	leader, now := s.following.Hear(from, l)
	if leader == s.me {
		s.adopt(ctx, led, now) // it may be the first that is heard
		s.order.Unlock()
		s.lead(ctx, "")
		return
	}
	s.adopt(ctx, leader, now)
	s.order.Unlock()
	s.warn(ctx, s.keep(ctx))
}

// adopt makes the people those of the list that counts. s.order is held.
func (s *Session) adopt(ctx context.Context, leader string, l roster.List) {
	s.mu.Lock()
	s.led = leader
	helped := ""
	for _, p := range l.People {
		if p.ID == s.me {
			continue
		}
		fp, err := transport.DecodeFingerprint(p.ID)
		if err != nil {
			continue // the list was checked
		}
		g := s.guests[p.ID]
		if g == nil {
			g = &guest{id: p.ID, fp: fp, person: session.Person{Role: p.Role}}
			s.guests[p.ID] = g
		}
		if g.person.Role != p.Role {
			continue // nobody changes so
		}
		g.listed = true
		g.person.Name, g.participant, g.address, g.candidates = p.Name, p.Participant, p.Address, p.Candidates
		g.second = g.customer() && !p.Primary
		if g.customer() && p.Primary {
			helped = p.ID
		}
		s.arrived(p.ID)
		s.end.Expect(fp)
	}
	var gone []*guest
	for id, g := range s.guests {
		if _, is := l.Person(id); !is && id != leader {
			gone = append(gone, g)
			delete(s.guests, id)
			s.end.Forget(g.fp)
		}
	}
	s.now = nil
	if g := s.guests[helped]; g != nil && g.live != nil {
		s.now = g
	}
	changed := s.helped.Get() != helped
	s.help(helped)
	people := map[string]Participant{}
	for id, g := range s.guests {
		people[id] = s.shown(g, g.presence())
	}
	h := people[helped]
	s.mu.Unlock()
	for _, g := range gone {
		s.part(g)
	}
	s.update(func(st *SessionState) {
		for _, p := range l.People {
			if n, is := people[p.ID]; is {
				st.put(n)
			}
		}
		for _, g := range gone {
			st.set(g.id, Left)
		}
		if helped != "" {
			st.Customer, st.Address = h.Person, h.Address
		}
	})
	if changed {
		s.showHelped()
	}
	s.reach(ctx, leader, l)
}

// part ends what there is with one who is not in the session any more.
func (s *Session) part(g *guest) {
	s.mu.Lock()
	conn := g.conn
	s.mu.Unlock()
	if conn != nil {
		_ = conn.Close() // it is over either way
	}
	s.chat.Part(g.id)
}
