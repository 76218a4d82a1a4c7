package desk

import (
	"context"
	"slices"
	"time"

	"tandem/app/session"
	"tandem/transport"
	"tandem/transport/link"
)

// unreachable is how long one who was let in may take to connect.
const unreachable = 25 * time.Second

// doubt is how long a line may be silent once the site says that somebody is gone.
const doubt = 3 * time.Second

// A caller is one who waits to be let in.
type caller struct {
	knock *link.Knock
	fp    transport.Fingerprint
	at    time.Time
}

func (c *caller) role() session.Role {
	if c.knock.Account != "" {
		return session.Technician
	}
	return session.Customer
}

// knock lets in who is known from before, and the first customer. Everybody else
// waits for the technician's word.
func (s *Session) knock(ctx context.Context, k *link.Knock) {
	fp, err := transport.ParseFingerprint(k.Offer.Fingerprint)
	if err != nil {
		return // link.Parse has checked it
	}
	c := &caller{k, fp, time.Now()}
	s.mu.Lock()
	if s.role != Primary {
		s.mu.Unlock()
		return // the site is late
	}
	g := s.guests[fp.String()]
	known := g != nil && g.person.Role == c.role()
	if !known && (g != nil || c.role() == session.Technician || s.occupied()) {
		s.callers = append(slices.DeleteFunc(s.callers, func(o *caller) bool { return o.fp == fp }), c)
		s.mu.Unlock()
		s.showCallers()
		s.warn(ctx, s.desk.send(ctx, &link.Message{Wait: &link.Wait{Session: s.ID, Participant: k.Participant}}))
		return
	}
	s.mu.Unlock()
	s.letIn(ctx, c)
}

// occupied reports whether a customer is in or on the way. s.mu is held.
func (s *Session) occupied() bool {
	for _, g := range s.guests {
		if g.customer() && (g.live != nil || g.coming) {
			return true
		}
	}
	return false
}

// showCallers shows who waits.
func (s *Session) showCallers() {
	s.mu.Lock()
	var as []Admission
	for _, c := range s.callers {
		as = append(as, Admission{ID: c.fp.String(), Name: c.knock.Name, Role: c.role(), Address: c.knock.Address, At: c.at})
	}
	s.mu.Unlock()
	s.update(func(st *SessionState) { st.Admissions = as })
}

// letIn answers c.
func (s *Session) letIn(ctx context.Context, c *caller) {
	k := c.knock
	s.end.Expect(c.fp)
	s.mu.Lock()
	g := s.guests[c.fp.String()]
	if g == nil {
		g = &guest{id: c.fp.String(), fp: c.fp, person: session.Person{Role: c.role()}}
		if h := s.guests[s.helped.Get()]; c.role() == session.Customer && h != nil && (h.live != nil || h.coming) {
			g.second = true
		}
		s.guests[g.id] = g
		s.arrived(g.id)
	}
	g.participant, g.person.Name, g.address, g.coming, g.candidates = k.Participant, k.Name, k.Address, true, nil
	if !g.customer() {
		g.candidates = k.Offer.Candidates
	}
	first := g.customer() && !g.second
	shown := s.shown(g, Coming)
	shown.Primary = shown.Primary || first
	s.mu.Unlock()
	s.update(func(st *SessionState) {
		if first {
			st.Phase, st.Gone, st.Doubt, st.Failed = Connecting, NotGone, false, nil
			st.Customer, st.Address = shown.Person, k.Address
		}
		st.put(shown)
	})
	a := &link.Answer{Session: s.ID, Participant: k.Participant, Offer: s.offer()}
	if err := s.desk.send(ctx, &link.Message{Answer: a}); err != nil {
		s.log.WarnContext(ctx, "not answered", "name", k.Name, "err", err)
	}
	time.AfterFunc(unreachable, func() { s.unreached(g, k.Participant) })
}

// unreached gives up waiting for one who was let in as participant.
func (s *Session) unreached(g *guest, participant string) {
	s.mu.Lock()
	late := g.participant == participant && g.coming
	if late {
		g.coming = false
	}
	first := g.customer() && !g.second
	s.mu.Unlock()
	if !late {
		return
	}
	s.update(func(st *SessionState) {
		if first && st.Phase == Connecting {
			st.Phase, st.Gone = Waiting, CustomerUnreachable
		}
		st.set(g.id, Away)
	})
}

// forget notes that an assistant whose line had ended before has left.
func (s *Session) forget(g *guest) {
	s.mu.Lock()
	if s.guests[g.id] != g || g.conn != nil {
		s.mu.Unlock()
		return // is back
	}
	delete(s.guests, g.id)
	s.end.Forget(g.fp)
	s.mu.Unlock()
	s.chat.Part(g.id)
	s.update(func(st *SessionState) { st.set(g.id, Left) })
	s.warn(context.Background(), s.keep(context.Background())) // before anybody hears of it
	s.retell()
}

// left handles the site's word that a participant has gone.
func (s *Session) left(l *link.Left) {
	s.mu.Lock()
	if s.role == Assistant {
		dismissed := l.Participant != "" && l.Participant == s.participant
		s.mu.Unlock()
		if dismissed {
			s.dismissed()
		}
		return
	}
	before := len(s.callers)
	s.callers = slices.DeleteFunc(s.callers, func(c *caller) bool { return c.knock.Participant == l.Participant })
	waited := len(s.callers) < before
	var g *guest
	for _, o := range s.guests {
		if o.participant == l.Participant {
			g = o
		}
	}
	if g == nil {
		s.mu.Unlock()
		if waited {
			s.showCallers()
		}
		return
	}
	conn, first := g.conn, g.customer() && !g.second
	if conn == nil {
		g.coming = false
	}
	s.mu.Unlock()
	if conn == nil && !g.customer() && !l.Lost {
		s.forget(g)
		return
	}
	if conn == nil {
		s.update(func(st *SessionState) {
			if first && st.Phase == Connecting {
				st.Phase, st.Gone = Waiting, CustomerLeft
				if l.Lost {
					st.Gone = CustomerLost
				}
			}
			st.set(g.id, Away)
		})
		return
	}
	s.update(func(st *SessionState) {
		st.Doubt = st.Doubt || first
		st.set(g.id, Doubtful)
	})
	go func() { // ends with the line, or after doubt
		if !conn.Alive(context.Background(), doubt) {
			conn.Drop() // whoever serves it ends the doubt, by saying how it ended
			return
		}
		s.mu.Lock()
		still := g.conn == conn
		s.mu.Unlock()
		s.update(func(st *SessionState) {
			if first {
				st.Doubt = false
			}
			if still {
				st.set(g.id, Here)
			}
		})
	}()
}
