package bolt

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"tandem/store"
)

// Txn implements store.Store.
func (s *Store) Txn(ctx context.Context, t store.Txn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := check(t); err != nil {
		return fmt.Errorf("store: txn: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("store: txn: %w", store.ErrClosed)
	}
	leases, err := s.leasesOf(t)
	if err != nil {
		return fmt.Errorf("store: txn: %w", err)
	}
	var events []store.Event
	err = s.db.Update(func(tx *bbolt.Tx) error {
		var err error
		events, err = apply(tx, t)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: txn: %w", kind(err))
	}
	for i, c := range t.Then {
		delete(s.leased, c.Key)
		if leases[i] != nil {
			s.leased[c.Key] = leases[i]
		}
	}
	s.publish(events)
	return nil
}

// check reports what makes t one that no store takes.
func check(t store.Txn) error {
	if len(t.Then) > store.MaxChanges || len(t.If) > store.MaxChanges {
		return fmt.Errorf("%w: %d comparisons, %d changes", store.ErrInvalid, len(t.If), len(t.Then))
	}
	seen := make(map[string]bool, len(t.Then))
	for _, c := range t.Then {
		if c.Key == "" || len(c.Key) > store.MaxKey || len(c.Value) > store.MaxValue {
			return fmt.Errorf("%w: key of %d bytes, value of %d", store.ErrInvalid, len(c.Key), len(c.Value))
		}
		if seen[c.Key] {
			return fmt.Errorf("%w: key %q changed twice", store.ErrInvalid, c.Key)
		}
		seen[c.Key] = true
	}
	return nil
}

// apply makes the changes in tx and returns them as events.
func apply(tx *bbolt.Tx, t store.Txn) ([]store.Event, error) {
	pairs, leased := tx.Bucket([]byte(pairsBucket)), tx.Bucket([]byte(leaseBucket))
	for _, c := range t.If {
		var rev uint64
		if v := pairs.Get([]byte(c.Key)); len(v) >= revSize {
			rev = binary.BigEndian.Uint64(v)
		}
		if rev != c.Rev {
			return nil, fmt.Errorf("%w: %q is at %d, not %d", store.ErrConflict, c.Key, rev, c.Rev)
		}
	}
	rev, err := pairs.NextSequence()
	if err != nil {
		return nil, err
	}
	events := make([]store.Event, 0, len(t.Then))
	for _, c := range t.Then {
		k := []byte(c.Key)
		if err := leased.Delete(k); err != nil {
			return nil, err
		}
		if c.Delete {
			if pairs.Get(k) == nil {
				continue
			}
			err = pairs.Delete(k)
			events = append(events, store.Event{Pair: store.Pair{Key: c.Key, Rev: rev}, Deleted: true})
		} else {
			err = pairs.Put(k, encode(rev, c.Value))
			events = append(events, store.Event{Pair: store.Pair{Key: c.Key, Value: append([]byte{}, c.Value...), Rev: rev}})
		}
		if err == nil && c.Lease != nil && !c.Delete {
			err = leased.Put(k, nil)
		}
		if err != nil {
			return nil, err
		}
	}
	return events, nil
}
