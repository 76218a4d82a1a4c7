package bolt

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"tandem/store"
)

// retryEnd is how long a lease that could not be ended waits to try again.
const retryEnd = 5 * time.Second

// A lease ends by its timer, in this process; see begin for a dead one's.
type lease struct {
	s     *Store
	ttl   time.Duration
	timer *time.Timer
	over  bool // guarded by s.mu
}

// Lease implements store.Store.
func (s *Store) Lease(ctx context.Context, ttl time.Duration) (store.Lease, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if ttl <= 0 {
		return nil, fmt.Errorf("%w: lease of %v", store.ErrInvalid, ttl)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("store: lease: %w", store.ErrClosed)
	}
	l := &lease{s: s, ttl: ttl}
	l.timer = time.AfterFunc(ttl, func() {
		// On a full disk the keys stay until there is room, or until the next Open.
		if err := l.end(); err != nil && !errors.Is(err, store.ErrClosed) {
			l.timer.Reset(retryEnd)
		}
	})
	return l, nil
}

// KeepAlive implements store.Lease.
func (l *lease) KeepAlive(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	if l.s.closed {
		return fmt.Errorf("store: lease: %w", store.ErrClosed)
	}
	if l.over || !l.timer.Stop() { // not stopped: it is ending just now
		return store.ErrExpired
	}
	l.timer.Reset(l.ttl)
	return nil
}

// Revoke implements store.Lease.
func (l *lease) Revoke(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.timer.Stop()
	return l.end()
}

// end deletes the keys of the lease.
func (l *lease) end() error {
	s := l.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("store: lease: %w", store.ErrClosed)
	}
	l.over = true
	var t store.Txn
	for key, of := range s.leased {
		if of == l {
			t.Then = append(t.Then, store.Change{Key: key, Delete: true})
		}
	}
	if len(t.Then) == 0 {
		return nil
	}
	var events []store.Event
	err := s.db.Update(func(tx *bbolt.Tx) error {
		var err error
		events, err = apply(tx, t)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: lease: %w", kind(err))
	}
	for _, c := range t.Then {
		delete(s.leased, c.Key)
	}
	s.publish(events)
	return nil
}

// leasesOf returns the lease of each change, nil for none. It is called with mu held.
func (s *Store) leasesOf(t store.Txn) ([]*lease, error) {
	leases := make([]*lease, len(t.Then))
	for i, c := range t.Then {
		if c.Lease == nil || c.Delete {
			continue
		}
		l, ok := c.Lease.(*lease)
		if !ok || l.s != s {
			return nil, fmt.Errorf("%w: lease of another store", store.ErrInvalid)
		}
		if l.over {
			return nil, store.ErrExpired
		}
		leases[i] = l
	}
	return leases, nil
}
