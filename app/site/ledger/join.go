package ledger

import (
	"context"
	"errors"
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
	_, err := l.find(ctx, typed, address, func(*session) error { return nil })
	return err
}

// Join lets a participant ask to come in, and returns the session. The number
// is in use from now on, until Leave. Errors are as for Look.
func (l *Ledger) Join(ctx context.Context, typed, address string, p Participant) (id string, err error) {
	return l.find(ctx, typed, address, func(s *session) error {
		if wait := l.bySession.Take(s.ID); wait > 0 {
			return &SlowDownError{wait}
		}
		p.Asked = l.now().UTC()
		r := s.Record
		if len(r.Participants) < maxParticipants {
			r.Participants = append(r.Participants[:len(r.Participants):len(r.Participants)], p)
			c, err := put(sessionKey(r.ID), r)
			if err != nil {
				return err
			}
			if err := l.store.Txn(ctx, store.Txn{Then: []store.Change{c}}); err != nil {
				return err
			}
		}
		s.Record, s.inside = r, p.ID
		return nil
	})
}

// find looks for a free session and calls use on it, with mu held.
func (l *Ledger) find(ctx context.Context, typed, address string, use func(*session) error) (id string, err error) {
	tries := []limit.Try{{At: l.byAddress, Key: address}, {At: l.byAll}}
	if wait := limit.TakeAll(tries...); wait > 0 {
		return "", &SlowDownError{wait}
	}
	id, err = l.lookUp(ctx, typed, use)
	if !errors.Is(err, ErrWrongNumber) {
		limit.GiveAll(tries...)
	}
	return id, err
}

func (l *Ledger) lookUp(ctx context.Context, typed string, use func(*session) error) (string, error) {
	n, ok := link.ParseNumber(typed)
	if !ok {
		return "", ErrWrongNumber
	}
	// Also for a live one, so that both take as long.
	_, err := l.store.Get(ctx, numberKey(n))
	unknown := errors.Is(err, store.ErrNotFound)
	if err != nil && !unknown {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.numbers[n]
	switch {
	case s == nil && unknown:
		return "", ErrWrongNumber
	case s == nil:
		return "", ErrEnded
	case s.inside != "":
		return "", ErrInUse
	case !l.now().Before(s.expires):
		return "", ErrEnded
	}
	return s.ID, use(s)
}

// Expired returns the sessions whose number nobody used in time.
func (l *Ledger) Expired() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ids []string
	for id, s := range l.live {
		if s.inside == "" && !l.now().Before(s.expires) {
			ids = append(ids, id)
		}
	}
	return ids
}

// void reports whether a number of the store may be forgotten.
func (n number) void(now time.Time) bool {
	return !n.Ended.IsZero() && now.Sub(n.Ended) >= Remember
}
