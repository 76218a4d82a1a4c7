package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"tandem/app/session"
	"tandem/app/session/chat"
	"tandem/transport"
	"tandem/transport/link"
	"tandem/transport/quic"
)

// A guest is a customer's program, known by its certificate, so that who comes
// back after a broken line is known to be the same.
type guest struct {
	id string
	fp transport.Fingerprint

	// Guarded by Session.mu.
	participant string // as the site calls it, since the last knock
	person      session.Person
	address     string
	joined      time.Time // zero: has never been in
	since       uint64    // the last line of mine that they do not get
	live        *session.Session
	conn        *quic.Conn // nil while there is no line
}

func (g *guest) member() chat.Member {
	return chat.Member{ID: g.id, Name: g.person.Name, Role: session.Customer}
}

func (g *guest) shown(is Presence) Participant {
	return Participant{ID: g.id, Person: g.person, Address: g.address, Presence: is, Joined: g.joined}
}

// unreachable is how long a customer who has knocked may take to connect.
const unreachable = 25 * time.Second

// doubt is how long a line may be silent once the site says that the customer is gone.
const doubt = 3 * time.Second

// knock lets a customer in.
func (s *Session) knock(ctx context.Context, k *link.Knock) {
	fp, err := transport.ParseFingerprint(k.Offer.Fingerprint)
	if err != nil {
		return // link.Parse has checked it
	}
	s.end.Expect(fp)
	s.mu.Lock()
	g := s.guests[fp.String()]
	if g == nil {
		g = &guest{id: fp.String(), fp: fp, person: session.Person{Role: session.Customer}}
		s.guests[g.id] = g
	}
	g.participant, g.person.Name, g.address = k.Participant, k.Name, k.Address
	shown := g.shown(Coming)
	s.mu.Unlock()
	s.update(func(st *SessionState) {
		st.Phase, st.Gone, st.Doubt, st.Failed = Connecting, NotGone, false, nil
		st.Customer, st.Address = shown.Person, k.Address
		st.put(shown)
	})
	a := &link.Answer{Session: s.ID, Participant: k.Participant, Offer: s.offer}
	if err := s.desk.send(ctx, &link.Message{Answer: a}); err != nil {
		s.log.WarnContext(ctx, "customer not answered", "err", err)
	}
	time.AfterFunc(unreachable, func() {
		s.mu.Lock()
		same := g.participant == k.Participant
		s.mu.Unlock()
		s.update(func(st *SessionState) {
			if same && st.Phase == Connecting {
				st.Phase, st.Gone = Waiting, CustomerUnreachable
				st.set(g.id, Away)
			}
		})
	})
}

// left handles the site's word that a participant has gone.
func (s *Session) left(l *link.Left) {
	s.mu.Lock()
	var g *guest
	for _, o := range s.guests {
		if o.participant == l.Participant {
			g = o
		}
	}
	if g == nil {
		s.mu.Unlock()
		return
	}
	conn := g.conn
	s.mu.Unlock()
	if conn == nil {
		s.update(func(st *SessionState) {
			if st.Phase == Connecting {
				st.Phase, st.Gone = Waiting, CustomerLeft
				if l.Lost {
					st.Gone = CustomerLost
				}
				st.set(g.id, Away)
			}
		})
		return
	}
	s.update(func(st *SessionState) {
		st.Doubt = true
		st.set(g.id, Doubtful)
	})
	go func() { // ends with the line, or after doubt
		if !conn.Alive(context.Background(), doubt) {
			conn.Drop()
		}
		s.mu.Lock()
		still := g.conn == conn
		s.mu.Unlock()
		s.update(func(st *SessionState) {
			st.Doubt = false
			if still {
				st.set(g.id, Here)
			}
		})
	}()
}

// enter notes that g is in, on live over conn, and tells whether for the first
// time. Who was in before, or may come back, has made room.
func (s *Session) enter(g *guest, live *session.Session, conn *quic.Conn, who session.Person) (first bool) {
	s.mu.Lock()
	old := g.conn
	g.live, g.conn, g.person = live, conn, who
	first = g.joined.IsZero()
	if first {
		g.joined = time.Now()
	}
	var gone []string
	for id, o := range s.guests {
		if o != g && o.live == nil {
			gone = append(gone, id)
			delete(s.guests, id)
		}
	}
	s.now = g
	shown := g.shown(Here)
	s.mu.Unlock()
	if old != nil {
		old.Drop() // it is dead, or its program would not have come again
	}
	for _, id := range gone {
		s.chat.Part(id)
	}
	s.chat.Join(g.member(), 0) // for the name; it has been there since the line was
	s.update(func(st *SessionState) {
		st.Phase, st.Gone, st.Doubt, st.Customer, st.Joined = Active, NotGone, false, who, g.joined
		st.put(shown)
		for _, id := range gone {
			st.set(id, Left)
		}
		if first {
			st.Arrived = time.Now()
		}
	})
	return first
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
	s.end.Forget(g.fp)
	if s.now == g {
		s.now, s.wantControl = nil, false
	}
	if how == CustomerLeft {
		delete(s.guests, g.id)
		s.chat.Part(g.id)
	}
	return true
}

func (s *Session) keptGuests() []keptGuest {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ks []keptGuest
	for _, g := range s.guests {
		if !g.joined.IsZero() {
			ks = append(ks, keptGuest{g.id, g.person.Name, g.person.System, g.address, g.joined, g.since})
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
		s.log.Warn("customer not recalled", "err", err)
		return
	}
	g := &guest{
		id: k.ID, fp: fp, address: k.Address, joined: k.Joined, since: k.Since,
		person: session.Person{Name: k.Name, Role: session.Customer, System: k.System},
	}
	s.guests[g.id] = g
	s.chat.Join(g.member(), g.since)
	s.update(func(st *SessionState) {
		st.Customer, st.Address, st.Joined, st.Gone = g.person, g.address, g.joined, CustomerLost
		st.put(g.shown(Away))
	})
}
