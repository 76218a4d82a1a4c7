package exchange

import (
	"context"
	"crypto/rand"
	"time"

	"tandem/app/site/ledger"
	"tandem/transport/link"
)

// An assistant is a technician in another's session, or who asks to be. Its
// fields are guarded by Exchange.mu.
type assistant struct {
	x       *Exchange
	id      string // the participant
	session string
	account string
	// technician is the link; nil while away, since away.
	technician *technician
	away       time.Time
	number     string // as it was asked for
	joined     bool   // else it waits for the answer
	known      bool   // has been let in once, and may be asking again
	knock      *link.Knock
}

var _ caller = (*assistant)(nil)

func (a *assistant) admit() bool {
	was := a.joined
	a.joined, a.known = true, true
	return !was
}

func (a *assistant) leave(s *session) (joined bool) {
	delete(s.assistants, a.id)
	if a.technician != nil {
		delete(a.technician.assists, s.id)
	}
	return a.joined
}

func (a *assistant) tell(m *link.Message) {
	if a.technician != nil {
		a.technician.peer.send(m)
	}
}

func (a *assistant) refused(why link.Reason) *link.Message {
	return &link.Message{Refused: &link.Refused{Reason: why, Number: a.number}}
}

// take makes t the link of a. x.mu is held.
func (a *assistant) take(t *technician) {
	if a.technician != nil && a.technician != t {
		delete(a.technician.assists, a.session)
	}
	a.technician, a.away = t, time.Time{}
	t.assists[a.session] = a
}

// lost notes that the link of a, who was let in, broke. x.mu is held.
func (a *assistant) lost() {
	a.technician, a.away = nil, a.x.Now()
	if s := a.x.sessions[a.session]; s != nil {
		s.tell(&link.Message{Left: &link.Left{Session: a.session, Participant: a.id, Lost: true}})
	}
}

// assistantOf returns the assistant of s who has an account; nil for none. s may
// be nil. x.mu is held.
func (s *session) assistantOf(account string) *assistant {
	if s == nil {
		return nil
	}
	for _, a := range s.assistants {
		if a.account == account {
			return a
		}
	}
	return nil
}

// assisting reports whether an account assists in a session.
func (x *Exchange) assisting(account string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, s := range x.sessions {
		if s.assistantOf(account) != nil {
			return true
		}
	}
	return false
}

// assist has a technician ask to be let into a session, or to be introduced to
// its primary technician again.
func (t *technician) assist(ctx context.Context, m *link.Assist) error {
	refuse := func(why link.Reason, retry time.Duration) {
		t.peer.send(&link.Message{Refused: &link.Refused{Reason: why, Retry: retry, Number: m.Number}})
	}
	if m.Offer.Protocol < link.Protocol {
		refuse(link.TooOld, 0)
		return nil
	}
	r, err := t.x.Ledger.FindNumber(ctx, m.Number, t.peer.addr)
	if err == nil && r.Technician == t.grant.Name {
		refuse(link.NotAllowed, 0) // it is their own
		return nil
	}
	if err == nil {
		err = t.knock(ctx, r, m)
	}
	if err != nil {
		why, retry := Reason(err)
		if why == link.Failed {
			t.x.Log.ErrorContext(ctx, "cannot assist", "technician", t.grant.Name, "err", err)
		}
		refuse(why, retry)
	}
	return nil
}

// knock tells the primary technician of a session that t is there.
func (t *technician) knock(ctx context.Context, r ledger.Record, m *link.Assist) error {
	x := t.x
	x.mu.Lock()
	a := x.sessions[r.ID].assistantOf(t.grant.Name)
	x.mu.Unlock()
	if a == nil {
		if err := t.mayAssist(ctx); err != nil {
			return err
		}
		p := ledger.Participant{ID: rand.Text(), Name: t.grant.Shown(), Account: t.grant.Name, Address: t.peer.ip}
		if err := x.Ledger.Assist(ctx, r.ID, p); err != nil {
			return err
		}
		a = &assistant{x: x, id: p.ID, session: r.ID, account: p.Account}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.sessions[r.ID]
	if s == nil {
		return ledger.ErrEnded
	}
	if other := s.assistantOf(t.grant.Name); other != nil {
		a = other // that another link of the account has become meanwhile, perhaps
	}
	s.assistants[a.id] = a
	a.take(t)
	a.number, a.joined = m.Number, false
	a.knock = &link.Knock{
		Session: r.ID, Participant: a.id, Name: t.grant.Shown(), Account: t.grant.Name, Address: t.peer.ip, Offer: m.Offer,
	}
	s.tell(&link.Message{Knock: a.knock})
	x.Log.InfoContext(ctx, "technician asks to assist", "session", r.ID, "technician", t.grant.Name)
	return nil
}

// mayAssist returns ledger.ErrTooMany when the account has one session at a time,
// and has it.
func (t *technician) mayAssist(ctx context.Context) error {
	a, err := t.x.Accounts.Get(ctx, t.grant.Name)
	if err != nil || !a.Single {
		return err
	}
	if t.x.Ledger.Has(a.Name) || t.x.assisting(a.Name) {
		return ledger.ErrTooMany
	}
	return nil
}

// part takes an assistant out of its session and tells the primary technician.
func (x *Exchange) part(ctx context.Context, a *assistant, lost bool) {
	x.mu.Lock()
	s := x.sessions[a.session]
	if s == nil || s.assistants[a.id] != a {
		x.mu.Unlock()
		return
	}
	a.leave(s)
	if a.known && s.technician == nil && !lost {
		s.left = append(s.left, a.id) // nobody comes in meanwhile, so these are few
	}
	s.tell(&link.Message{Left: &link.Left{Session: a.session, Participant: a.id, Lost: lost}})
	x.mu.Unlock()
	x.note(ctx, x.Ledger.Leave(ctx, a.session, a.id))
	x.Log.InfoContext(ctx, "assistant left", "session", a.session, "participant", a.id, "lost", lost)
}

// giveUp takes back what t has asked for and not been answered, by itself or
// because its link is lost.
func (t *technician) giveUp(ctx context.Context, lost bool) {
	t.x.mu.Lock()
	var waiting []*assistant
	for _, a := range t.assists {
		if !a.joined {
			waiting = append(waiting, a)
		}
	}
	t.x.mu.Unlock()
	for _, a := range waiting {
		t.x.part(ctx, a, lost)
	}
}

// dismiss takes out the assistants who have been away for awayWait.
func (x *Exchange) dismiss(ctx context.Context) {
	x.mu.Lock()
	var gone []*assistant
	for _, s := range x.sessions {
		for _, a := range s.assistants {
			if a.technician == nil && x.Now().Sub(a.away) >= awayWait {
				gone = append(gone, a)
			}
		}
	}
	x.mu.Unlock()
	for _, a := range gone {
		x.part(ctx, a, true)
	}
}
