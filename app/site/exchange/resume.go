package exchange

import (
	"context"
	"errors"
	"reflect"
	"time"

	"tandem/app/site/account"
	"tandem/store"
	"tandem/transport/link"
)

// welcome tells the Console what its account may do, when that is news.
func (t *technician) welcome(a account.Account) {
	w := &link.Welcome{Single: a.Single, Phrases: a.Phrases, Mail: t.x.Mail != nil, Settings: a.Settings}
	t.x.mu.Lock()
	defer t.x.mu.Unlock()
	if reflect.DeepEqual(t.told, w) {
		return
	}
	t.told = w
	t.peer.send(&link.Message{Welcome: w})
}

// phrases keeps the account's canned phrases.
func (t *technician) phrases(ctx context.Context, list []string) error {
	a, err := t.x.Accounts.Change(ctx, t.grant.Name, func(a *account.Account) { a.Phrases = list })
	if err != nil {
		if !errors.Is(err, store.ErrConflict) {
			t.x.Log.ErrorContext(ctx, "cannot keep phrases", "technician", t.grant.Name, "err", err)
		}
		t.peer.refuse(link.Failed, 0)
		return nil
	}
	t.welcome(a)
	return nil
}

// gone leaves the sessions to wait for their Console.
func (t *technician) gone(ctx context.Context, _ bool) {
	t.x.register.set(t, link.Offline)
	t.x.mu.Lock()
	stops := t.x.closed
	t.x.mu.Unlock()
	if stops {
		return // nobody has left; see the package comment
	}
	t.giveUp(ctx, true)
	t.x.mu.Lock()
	defer t.x.mu.Unlock()
	for id := range t.sessions {
		s := t.x.sessions[id]
		s.technician, s.away = nil, t.x.Now()
		for _, c := range s.customers {
			if c.joined {
				c.tell(&link.Message{Left: &link.Left{Session: id, Lost: true}})
			}
		}
		for _, a := range s.assistants {
			if a.joined {
				a.tell(&link.Message{Left: &link.Left{Session: id, Lost: true}})
			}
		}
		t.x.Log.InfoContext(ctx, "technician away", "session", id)
	}
	clear(t.sessions)
	for _, a := range t.assists {
		a.lost()
	}
	clear(t.assists)
}

// resume takes up a session that waits for its Console, or that a Console of the
// same account has, whose link may be dead already.
func (t *technician) resume(ctx context.Context, id string) error {
	r, expires, live := t.x.Ledger.Find(id)
	t.x.mu.Lock()
	defer t.x.mu.Unlock()
	s := t.x.sessions[id]
	if a := s.assistantOf(t.grant.Name); live && a != nil && a.joined {
		a.take(t)
		t.peer.send(&link.Message{Transferred: &link.Transferred{Session: id, Participant: a.id}})
		return nil
	}
	if !live || s == nil || s.account != t.grant.Name {
		t.peer.send(&link.Message{Refused: &link.Refused{Reason: link.Ended, Session: id}})
		return nil
	}
	if before := s.technician; before != nil && before != t {
		delete(before.sessions, id)
		before.peer.send(&link.Message{Refused: &link.Refused{Reason: link.NotAllowed, Session: id}})
	}
	s.technician, s.away = t, time.Time{}
	t.sessions[id] = true
	t.x.Log.InfoContext(ctx, "session resumed", "session", id, "technician", t.grant.Name)
	t.peer.send(t.x.started(r, expires))
	for _, a := range s.left {
		s.tell(&link.Message{Left: &link.Left{Session: id, Participant: a}})
	}
	s.left = nil
	s.knockAgain()
	return nil
}

// abandoned returns the sessions whose Console has been away that long, of one
// account or (empty) of all.
func (x *Exchange) abandoned(account string, d time.Duration) []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var ids []string
	for id, s := range x.sessions {
		if s.technician == nil && x.Now().Sub(s.away) >= d && (account == "" || s.account == account) {
			ids = append(ids, id)
		}
	}
	return ids
}
