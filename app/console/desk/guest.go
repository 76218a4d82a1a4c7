package desk

import (
	"slices"
	"strings"
	"time"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/transport"
	"tandem/transport/quic"
)

// A guest is the program of a customer, or of another technician, known by its
// certificate, so that who comes back after a broken line is known to be the same.
type guest struct {
	id string
	fp transport.Fingerprint

	// Guarded by Session.mu.
	participant string // as the site calls it, since the last knock
	person      session.Person
	address     string
	candidates  []string  // of a technician
	second      bool      // a customer beside the one who is helped
	coming      bool      // was let in, and has not connected yet
	out         bool      // was dismissed, and is not to be let in by mistake
	listed      bool      // who leads, or led before this desk, says that they are in
	joined      time.Time // zero: has never been in, as far as this desk knows
	since       uint64    // the last line of mine that they do not get
	live        *session.Session
	conn        *quic.Conn // nil while there is no line
}

func (g *guest) member() chat.Member {
	return chat.Member{ID: g.id, Name: g.person.Name, Role: g.person.Role}
}

// in reports whether g is in the session, or may come back. s.mu is held.
func (g *guest) in() bool { return g.listed || !g.joined.IsZero() }

func (g *guest) customer() bool { return g.person.Role == session.Customer }

// shown returns what is shown of g. s.mu is held.
func (s *Session) shown(g *guest, is Presence) Participant {
	p := Participant{ID: g.id, Person: g.person, Address: g.address, Presence: is, Joined: g.joined}
	if g.customer() {
		p.Primary = s.helped.Get() == g.id
	} else {
		leader, _ := s.following.Leader()
		p.Primary = leader == g.id
	}
	return p
}

// presence returns how far g is there. s.mu is held.
func (g *guest) presence() Presence {
	switch {
	case g.live != nil:
		return Here
	case g.coming || g.joined.IsZero():
		return Coming
	}
	return Away
}

// enter notes that g is in, on live over conn, and tells whether for the first
// time. A customer who is to be helped takes the place of one who was lost.
func (s *Session) enter(g *guest, live *session.Session, conn *quic.Conn, who session.Person) (first bool) {
	s.mu.Lock()
	if g.out {
		s.mu.Unlock()
		_ = conn.Close() // dismissed while the machines greeted
		return false
	}
	old := g.conn
	g.live, g.conn, g.person, g.coming = live, conn, who, false
	first = g.joined.IsZero()
	if first {
		g.joined = time.Now()
	}
	room := ""
	if s.role == Primary && g.customer() && !g.second {
		room = s.makeRoom(g)
	}
	helped := s.helped.Get() == g.id
	if helped {
		s.now = g
	}
	shown, member := s.shown(g, Here), g.member()
	s.mu.Unlock()
	if old != nil {
		old.Drop() // it is dead, or its program would not have come again
	}
	if room != "" {
		s.chat.Part(room)
	}
	s.chat.Join(member, 0) // for the name; it has been there since the line was
	s.update(func(st *SessionState) {
		if helped {
			st.Phase, st.Gone, st.Doubt, st.Customer, st.Joined = Active, NotGone, false, who, shown.Joined
			st.Address = shown.Address
		}
		st.put(shown)
		if room != "" {
			st.set(room, Left)
		}
		if first && who.Role == session.Customer {
			st.Arrived = time.Now()
		}
	})
	s.retell()
	return first
}

// makeRoom makes g the customer who is helped, in the place of one who has gone
// and is returned. s.mu is held.
func (s *Session) makeRoom(g *guest) (gone string) {
	if id := s.helped.Get(); id != g.id {
		if o := s.guests[id]; o != nil {
			delete(s.guests, id)
			s.end.Forget(o.fp)
			gone = id
		}
		s.help(g.id)
	}
	return gone
}

// leave notes that the line of g has ended, on which it was live; false when it
// was another line's.
func (s *Session) leave(g *guest, live *session.Session, how Departure) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.live != live {
		return false
	}
	g.live, g.conn = nil, nil
	if s.role == Primary {
		s.end.Forget(g.fp) // until the site or the roster brings it back
	}
	if s.now == g {
		s.now, s.wantControl = nil, false
	}
	leader, _ := s.following.Leader()
	if how == CustomerLeft && leader != g.id && s.guests[g.id] == g {
		delete(s.guests, g.id)
		s.chat.Part(g.id)
		if s.helped.Get() == g.id && s.role == Primary {
			s.help("")
		}
	}
	return true
}

func (s *Session) keptGuests() []keptGuest {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ks []keptGuest
	for _, g := range s.guests {
		if g.in() {
			ks = append(ks, keptGuest{
				ID: g.id, Name: g.person.Name, System: g.person.System, Address: g.address, Joined: g.joined, Since: g.since,
				Technician: !g.customer(), Second: g.second, Participant: g.participant, Candidates: g.candidates,
			})
		}
	}
	slices.SortFunc(ks, func(a, b keptGuest) int { return strings.Compare(a.ID, b.ID) })
	return ks
}

// recallGuest adds one who was in when the program was killed. It is called
// before the session runs.
func (s *Session) recallGuest(k keptGuest) {
	fp, err := transport.DecodeFingerprint(k.ID)
	if err != nil {
		s.log.Warn("participant not recalled", "err", err)
		return
	}
	g := &guest{
		id: k.ID, fp: fp, address: k.Address, joined: k.Joined, since: k.Since, second: k.Second,
		participant: k.Participant, candidates: k.Candidates, listed: true,
		person: session.Person{Name: k.Name, Role: session.Customer, System: k.System},
	}
	if k.Technician {
		g.person.Role = session.Technician
		s.end.Expect(fp)
	}
	s.guests[g.id] = g
	if g.customer() && !g.second {
		s.help(g.id)
	}
	s.chat.Join(g.member(), g.since)
	shown := s.shown(g, Away)
	s.update(func(st *SessionState) {
		if g.customer() && !g.second {
			st.Customer, st.Address, st.Joined, st.Gone = g.person, g.address, g.joined, CustomerLost
		}
		st.put(shown)
	})
}
