package exchange

import (
	"context"
	"crypto/rand"

	"tandem/app/site/ledger"
	"tandem/transport/link"
)

// transfer makes an assistant, whose link is up, the primary technician of a
// session of t's, and t an assistant.
func (t *technician) transfer(ctx context.Context, m *link.Transfer) error {
	x := t.x
	x.mu.Lock()
	if !t.sessions[m.Session] {
		x.mu.Unlock()
		return errTurn
	}
	s := x.sessions[m.Session]
	to := s.assistants[m.Participant]
	if to == nil || to.technician == nil || !to.joined {
		x.mu.Unlock()
		t.keep(m.Session, link.NotAllowed)
		return nil
	}
	x.mu.Unlock()
	former := ledger.Participant{ID: rand.Text(), Name: t.grant.Shown(), Address: t.peer.ip}
	if err := x.Ledger.Transfer(ctx, m.Session, m.Participant, former); err != nil {
		x.note(ctx, err)
		t.keep(m.Session, link.Failed)
		return nil
	}
	r, expires, _ := x.Ledger.Find(m.Session)
	x.mu.Lock()
	if x.sessions[s.id] == s && s.assistants[to.id] != to { // has just left
		x.mu.Unlock()
		t.takeBack(ctx, r, m.Participant, former.ID)
		t.keep(m.Session, link.NotAllowed)
		return nil
	}
	defer x.mu.Unlock()
	if x.sessions[s.id] != s {
		return nil // has just ended
	}
	delete(t.sessions, s.id)
	delete(s.assistants, to.id)
	f := &assistant{x: x, id: former.ID, session: s.id, account: t.grant.Name, number: r.Number, joined: true, known: true}
	s.assistants[f.id] = f
	f.take(t)
	t.peer.send(&link.Message{Transferred: &link.Transferred{Session: s.id, Participant: f.id}})
	s.account, s.technician, s.away = to.account, to.technician, x.Now()
	x.Log.InfoContext(ctx, "session transferred", "session", s.id, "from", t.grant.Name, "to", to.account)
	if to.technician == nil {
		return nil // gone in between: it resumes
	}
	delete(to.technician.assists, s.id)
	to.technician.sessions[s.id] = true
	s.tell(x.started(r, expires))
	s.tell(&link.Message{Transferred: &link.Transferred{Session: s.id, Former: f.id}})
	s.knockAgain()
	return nil
}

// takeBack notes that the session of r is t's again, who has been its participant
// former since it was handed to another, who is gone.
func (t *technician) takeBack(ctx context.Context, r ledger.Record, other, former string) {
	gone := ledger.Participant{ID: rand.Text()}
	for _, p := range r.Participants {
		if p.ID == other {
			gone.Name, gone.Address = p.Name, p.Address
		}
	}
	err := t.x.Ledger.Transfer(ctx, r.ID, former, gone)
	if err == nil {
		err = t.x.Ledger.Leave(ctx, r.ID, gone.ID)
	}
	t.x.note(ctx, err)
}

// keep tells that a session was not handed over.
func (t *technician) keep(session string, why link.Reason) {
	t.peer.send(&link.Message{Transferred: &link.Transferred{Session: session, Reason: why}})
}

// knockAgain tells the primary technician who waits to be let in. x.mu is held.
func (s *session) knockAgain() {
	for _, c := range s.customers {
		if !c.joined {
			s.tell(&link.Message{Knock: c.knock})
		}
	}
	for _, a := range s.assistants {
		if !a.joined {
			s.tell(&link.Message{Knock: a.knock})
		}
	}
}
