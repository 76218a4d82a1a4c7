package exchange

import (
	"context"
	"errors"
	"time"

	"tandem/app/site/account"
	"tandem/app/site/ledger"
	"tandem/transport/link"
)

// A technician is the link of a Console. It may have many sessions.
type technician struct {
	x     *Exchange
	peer  *peer
	grant account.Grant

	sessions map[string]bool       // guarded by x.mu; where it is the primary technician
	assists  map[string]*assistant // guarded by x.mu; by session
	mailing  bool                  // guarded by x.mu
	told     *link.Welcome         // guarded by x.mu; the last, nil before the first
}

var _ talker = (*technician)(nil)

func (t *technician) hear(ctx context.Context, m *link.Message) error {
	switch {
	case m.Start != nil:
		return t.start(ctx)
	case m.Resume != nil:
		return t.resume(ctx, m.Resume.Session)
	case m.Invite != nil:
		return t.invite(ctx, m.Invite)
	case m.Notes != nil:
		return t.notes(ctx, m.Notes)
	case m.Phrases != nil:
		return t.phrases(ctx, m.Phrases.List)
	case m.Assist != nil:
		return t.assist(ctx, m.Assist)
	case m.Transfer != nil:
		return t.transfer(ctx, m.Transfer)
	case m.Wait != nil:
		return t.wait(m.Wait)
	case m.Availability != nil:
		t.x.register.set(t, m.Availability.Is)
		return nil
	case m.Answer != nil:
		return t.answer(ctx, m.Answer)
	case m.Left != nil:
		return t.left(ctx, m.Left)
	case m.End != nil:
		return t.end(ctx, m.End)
	case *m == link.Message{}:
		return nil // of a newer kind
	}
	return errTurn
}

func (t *technician) start(ctx context.Context) error {
	most, reason := ledger.MaxLive, link.NotAllowed
	if a, err := t.x.Accounts.Get(ctx, t.grant.Name); err == nil && a.Single {
		most, reason = 1, link.OneSession
		for _, id := range t.x.abandoned(a.Name, 0) {
			t.x.end(ctx, id, "", ledger.ByLoss)
		}
		if t.x.assisting(a.Name) {
			most = 0
		}
	}
	r, expires, err := t.x.Ledger.StartWithin(ctx, t.grant.Name, most)
	switch {
	case errors.Is(err, ledger.ErrTooMany):
		t.peer.refuse(reason, 0)
		return nil
	case err != nil:
		t.x.Log.ErrorContext(ctx, "cannot start a session", "technician", t.grant.Name, "err", err)
		t.peer.refuse(link.Failed, 0)
		return nil
	}
	t.x.mu.Lock()
	t.x.sessions[r.ID] = &session{
		id: r.ID, account: r.Technician, technician: t,
		customers: map[string]*customer{}, assistants: map[string]*assistant{},
	}
	t.sessions[r.ID] = true
	t.x.mu.Unlock()
	t.x.Count("sessions_total", 1)
	t.x.Log.InfoContext(ctx, "session started", "session", r.ID, "technician", t.grant.Name)
	t.peer.send(t.x.started(r, expires))
	return nil
}

func (x *Exchange) started(r ledger.Record, expires time.Time) *link.Message {
	return &link.Message{Started: &link.Started{
		Session: r.ID, Number: r.Number, Page: x.Page(), Expires: expires, Site: x.Site,
	}}
}

// A caller is one who has knocked: a customer, or a technician who is to assist.
type caller interface {
	// admit notes that the caller is let in; false when that was so already.
	// It is called with Exchange.mu held.
	admit() bool
	// leave takes the caller out of s and reports whether they were in. It is
	// called with Exchange.mu held.
	leave(s *session) (joined bool)
	// tell sends m, unless the caller's link is down. It is called with
	// Exchange.mu held.
	tell(m *link.Message)
	// refused returns what tells the caller why they do not come in.
	refused(why link.Reason) *link.Message
}

// caller returns who is a participant of s; nil for nobody. It is called with
// Exchange.mu held.
func (s *session) caller(participant string) caller {
	if c := s.customers[participant]; c != nil {
		return c
	}
	if a := s.assistants[participant]; a != nil {
		return a
	}
	return nil
}

// answer lets in who has knocked.
func (t *technician) answer(ctx context.Context, a *link.Answer) error {
	r, expires, _ := t.x.Ledger.Find(a.Session)
	t.x.mu.Lock()
	if !t.sessions[a.Session] {
		t.x.mu.Unlock()
		return errTurn
	}
	c := t.x.sessions[a.Session].caller(a.Participant)
	if c == nil { // has just gone
		t.x.mu.Unlock()
		return nil
	}
	if !c.admit() {
		t.x.mu.Unlock()
		return errTurn
	}
	j := &link.Joined{
		Session: a.Session, Participant: a.Participant, Technician: t.grant.Shown(), Site: t.x.Site, Offer: a.Offer,
	}
	if _, is := c.(*assistant); is {
		j.Number, j.Page, j.Expires = r.Number, t.x.Page(), expires
	}
	c.tell(&link.Message{Joined: j})
	t.x.mu.Unlock()
	t.x.Count("joins_total", 1)
	t.x.Log.InfoContext(ctx, "joined", "session", a.Session, "participant", a.Participant)
	t.x.note(ctx, t.x.Ledger.Admit(ctx, a.Session, a.Participant))
	return nil
}

// wait tells who has knocked that it will take a while.
func (t *technician) wait(w *link.Wait) error {
	t.x.mu.Lock()
	defer t.x.mu.Unlock()
	if !t.sessions[w.Session] {
		return errTurn
	}
	s := t.x.sessions[w.Session]
	if c := s.customers[w.Participant]; c != nil {
		c.asked = true
	}
	if c := s.caller(w.Participant); c != nil {
		c.tell(&link.Message{Wait: w})
	}
	return nil
}

// left is an assistant's good-bye, or the end of the stay of a participant in a
// session of this technician's. A good-bye to a session that they are not in
// has met with its end, or with the word that they are not to stay.
func (t *technician) left(ctx context.Context, l *link.Left) error {
	t.x.mu.Lock()
	mine, a, over := t.sessions[l.Session], t.assists[l.Session], t.x.sessions[l.Session] == nil
	t.x.mu.Unlock()
	switch {
	case l.Session == "":
		t.giveUp(ctx, false)
	case mine:
		return t.turnAway(ctx, l)
	case a != nil:
		t.x.part(ctx, a, false)
	case !over && l.Participant != "":
		return errTurn
	}
	return nil
}

// turnAway ends the stay of one participant, or does not let them in.
func (t *technician) turnAway(ctx context.Context, l *link.Left) error {
	t.x.mu.Lock()
	s := t.x.sessions[l.Session]
	if s == nil || s.caller(l.Participant) == nil {
		t.x.mu.Unlock()
		return nil
	}
	c := s.caller(l.Participant)
	if c.leave(s) {
		c.tell(&link.Message{Left: &link.Left{Session: l.Session, Participant: l.Participant}})
	} else {
		c.tell(c.refused(link.NotAllowed))
	}
	t.x.mu.Unlock()
	t.x.note(ctx, t.x.Ledger.Leave(ctx, l.Session, l.Participant))
	return nil
}

func (t *technician) end(ctx context.Context, e *link.End) error {
	t.x.mu.Lock()
	mine := t.sessions[e.Session]
	t.x.mu.Unlock()
	if mine { // else it has just ended by itself
		t.x.end(ctx, e.Session, t.grant.Shown(), ledger.ByTechnician)
	}
	return nil
}

func (t *technician) tick(ctx context.Context) error {
	a, err := t.x.Accounts.Renew(ctx, t.grant)
	if errors.Is(err, account.ErrToken) {
		return errVoided
	}
	if err == nil {
		t.welcome(a)
	}
	return nil
}

// end ends a session for all. Whoever did not cause it is told.
func (x *Exchange) end(ctx context.Context, id, by string, how ledger.How) {
	x.mu.Lock()
	s := x.sessions[id]
	if s == nil {
		x.mu.Unlock()
		return
	}
	delete(x.sessions, id)
	if s.technician != nil {
		delete(s.technician.sessions, id)
	}
	if how == ledger.ByTime {
		s.tell(&link.Message{End: &link.End{Session: id}})
	}
	for _, c := range s.customers {
		c.leave(s)
		c.tell(&link.Message{End: &link.End{Session: id, By: by}})
	}
	for _, a := range s.assistants {
		if a.leave(s) {
			a.tell(&link.Message{End: &link.End{Session: id, By: by}})
		} else {
			a.tell(a.refused(link.Ended))
		}
	}
	x.mu.Unlock()
	x.note(ctx, x.Ledger.End(ctx, id, how))
	x.Log.InfoContext(ctx, "session ended", "session", id, "how", how)
}

// note logs that the ledger could not write. What happens goes on all the same.
func (x *Exchange) note(ctx context.Context, err error) {
	if err != nil {
		x.Log.ErrorContext(ctx, "cannot write the record of a session", "err", err)
	}
}
