package ledger

import (
	"context"
	"errors"
	"slices"
	"time"

	"tandem/app/site/limit"
	"tandem/store"
	"tandem/transport/link"
)

// Look tells whether a customer could join with what a person typed as a
// number, from an address as limit.Address has it. It returns nil,
// ErrWrongNumber, ErrInUse, ErrEnded or a *SlowDownError; others mean that the
// store failed.
func (l *Ledger) Look(ctx context.Context, typed, address string) error {
	_, err := l.find(ctx, typed, address, (*session).room)
	return err
}

// FindNumber returns the record of the session that a technician could assist
// with what they typed as a number. Errors are as for Look, but never ErrInUse.
func (l *Ledger) FindNumber(ctx context.Context, typed, address string) (r Record, err error) {
	_, err = l.find(ctx, typed, address, func(s *session) error { r = s.Record; return nil })
	return r, err
}

// room reports whether another customer may ask to come in.
func (s *session) room() error {
	if len(s.inside) >= MaxInside {
		return ErrInUse
	}
	return nil
}

// Join lets a customer ask to come in, and returns the session. The number does
// not expire from now on, until Leave. Errors are as for Look.
func (l *Ledger) Join(ctx context.Context, typed, address string, p Participant) (id string, err error) {
	return l.find(ctx, typed, address, func(s *session) error {
		if err := s.room(); err != nil {
			return err
		}
		if wait := l.bySession.Take(s.ID); wait > 0 {
			return &SlowDownError{wait}
		}
		if err := l.ask(ctx, s, p); err != nil {
			return err
		}
		s.inside[p.ID] = true
		return nil
	})
}

// Assist lets a technician ask to come into a session beside its own. It returns
// ErrEnded, ErrInUse when there are MaxAssistants already, or a *SlowDownError.
func (l *Ledger) Assist(ctx context.Context, id string, p Participant) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.live[id]
	switch {
	case s == nil:
		return ErrEnded
	case len(s.assisting) >= MaxAssistants:
		return ErrInUse
	}
	if wait := l.bySession.Take(s.ID + "/" + p.Account); wait > 0 {
		return &SlowDownError{wait}
	}
	if err := l.ask(ctx, s, p); err != nil {
		return err
	}
	s.assisting[p.ID] = true
	return nil
}

// Transfer makes the account of an assistant, a participant, the one that has
// the session, and the one that had it an assistant, former.
func (l *Ledger) Transfer(ctx context.Context, id, participant string, former Participant) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.live[id]
	if s == nil || !s.assisting[participant] {
		return ErrEnded
	}
	r, now := s.Record, l.now().UTC()
	r.Participants = slices.Clone(r.Participants)
	i := slices.IndexFunc(r.Participants, func(p Participant) bool { return p.ID == participant })
	if i < 0 {
		return ErrEnded // one more than are kept: they cannot be told apart later
	}
	r.Participants[i].Left = now
	former.Account, former.Asked, former.Joined = r.Technician, now, now
	if len(r.Participants) < maxParticipants {
		r.Participants = append(r.Participants, former)
	}
	r.Technician = r.Participants[i].Account
	r.Transfers = append(slices.Clone(r.Transfers), Transfer{At: now, From: former.Account, To: r.Technician})
	if err := l.write(ctx, r); err != nil {
		return err
	}
	s.Record = r
	delete(s.assisting, participant)
	s.assisting[former.ID] = true
	return nil
}

// ask adds p to the record of s. l.mu is held.
func (l *Ledger) ask(ctx context.Context, s *session, p Participant) error {
	p.Asked = l.now().UTC()
	r := s.Record
	if len(r.Participants) >= maxParticipants {
		return nil
	}
	r.Participants = append(slices.Clone(r.Participants), p)
	if err := l.write(ctx, r); err != nil {
		return err
	}
	s.Record = r
	return nil
}

// write stores a record. l.mu is held.
func (l *Ledger) write(ctx context.Context, r Record) error {
	c, err := put(sessionKey(r.ID), r)
	if err != nil {
		return err
	}
	return l.store.Txn(ctx, store.Txn{Then: []store.Change{c}})
}

// find looks for a free session and calls use on it, with mu held. Only a wrong
// number costs a try, and none is answered while there are no tries.
func (l *Ledger) find(ctx context.Context, typed, address string, use func(*session) error) (id string, err error) {
	tries := []limit.Try{{At: l.byAddress, Key: address}, {At: l.byAll}}
	if wait := limit.Wait(tries...); wait > 0 {
		return "", &SlowDownError{wait}
	}
	n, valid := link.ParseNumber(typed)
	known, err := l.knows(ctx, n, valid)
	if err != nil {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.numbers[n]
	if wait := limit.Wait(tries...); wait > 0 {
		return "", &SlowDownError{wait} // for those who were wrong meanwhile
	}
	switch {
	case s == nil && !known:
		limit.TakeAll(tries...) // there are some, as mu is held
		return "", ErrWrongNumber
	case s == nil, len(s.inside) == 0 && !l.now().Before(s.expires):
		return "", ErrEnded
	}
	return s.ID, use(s)
}

// knows reports whether n is or was the number of a session. It asks the store
// for live ones, too, so that both take as long.
func (l *Ledger) knows(ctx context.Context, n string, valid bool) (bool, error) {
	if !valid {
		return false, nil
	}
	_, err := l.store.Get(ctx, numberKey(n))
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Expired returns the sessions whose number nobody used in time.
func (l *Ledger) Expired() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ids []string
	for id, s := range l.live {
		if len(s.inside) == 0 && !l.now().Before(s.expires) {
			ids = append(ids, id)
		}
	}
	return ids
}

// void reports whether a number of the store may be forgotten.
func (n number) void(now time.Time) bool {
	return !n.Ended.IsZero() && now.Sub(n.Ended) >= Remember
}
