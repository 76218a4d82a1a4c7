package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"go.etcd.io/bbolt"

	"tandem/store"
)

// The names of what is in a store's folder.
const (
	fileName  = "site.db"
	blobsName = "blobs"
)

// The buckets of the file: the pairs, and the keys that are under a lease.
const (
	pairsBucket = "pairs"
	leaseBucket = "leased"
)

// A Store is a store.Store in a folder. Use Open.
type Store struct {
	db    *bbolt.DB
	blobs *blobs

	mu       sync.Mutex        // held through every change, so that events are in order
	closed   bool              // guarded by mu
	watchers map[*watcher]bool // guarded by mu
	leased   map[string]*lease // guarded by mu: which lease a key is under
}

var _ store.Store = (*Store)(nil)

// Open opens the store in folder dir, which it makes if need be. It returns
// store.ErrLocked, after less than a second, or store.ErrDamaged, wrapped,
// where that is the reason.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("store: make folder: %w", kind(err))
	}
	path := filepath.Join(dir, fileName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := create(dir, path); err != nil {
			return nil, fmt.Errorf("store: create %s: %w", path, kind(err))
		}
	}
	db, err := openFile(path)
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", path, err)
	}
	s := &Store{db: db, watchers: map[*watcher]bool{}, leased: map[string]*lease{}}
	if err := s.begin(dir); err != nil {
		_ = db.Close() // the first error tells more
		return nil, fmt.Errorf("store: open %s: %w", path, kind(err))
	}
	return s, nil
}

// begin opens the blobs and deletes the keys of leases that a dead process left.
func (s *Store) begin(dir string) error {
	var err error
	if s.blobs, err = openBlobs(filepath.Join(dir, blobsName)); err != nil {
		return err
	}
	var keys []string
	err = s.db.View(func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte(pairsBucket)) == nil || tx.Bucket([]byte(leaseBucket)) == nil {
			return fmt.Errorf("%w: not the file of a site", store.ErrDamaged)
		}
		return tx.Bucket([]byte(leaseBucket)).ForEach(func(k, _ []byte) error {
			keys = append(keys, string(k))
			return nil
		})
	})
	if err != nil || len(keys) == 0 {
		return err
	}
	return s.db.Update(func(tx *bbolt.Tx) error {
		for _, k := range keys {
			if err := errors.Join(tx.Bucket([]byte(pairsBucket)).Delete([]byte(k)),
				tx.Bucket([]byte(leaseBucket)).Delete([]byte(k))); err != nil {
				return err
			}
		}
		return nil
	})
}

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, key string) (store.Pair, error) {
	p := store.Pair{Key: key}
	err := s.view(ctx, func(b *bbolt.Bucket) error {
		v := b.Get([]byte(key))
		if v == nil {
			return store.ErrNotFound
		}
		var err error
		p.Rev, p.Value, err = decode(v)
		return err
	})
	if err != nil {
		return store.Pair{}, fmt.Errorf("store: get %q: %w", key, err)
	}
	return p, nil
}

// Range implements store.Store.
func (s *Store) Range(ctx context.Context, prefix string, limit int) ([]store.Pair, error) {
	var pairs []store.Pair
	err := s.view(ctx, func(b *bbolt.Bucket) error {
		c := b.Cursor()
		for k, v := c.Seek([]byte(prefix)); k != nil && bytes.HasPrefix(k, []byte(prefix)); k, v = c.Next() {
			if limit > 0 && len(pairs) == limit {
				break
			}
			rev, value, err := decode(v)
			if err != nil {
				return err
			}
			pairs = append(pairs, store.Pair{Key: string(k), Value: value, Rev: rev})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: range %q: %w", prefix, err)
	}
	return pairs, nil
}

// Blobs implements store.Store.
func (s *Store) Blobs() store.Blobs { return s.blobs }

// Close implements store.Store.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	for w := range s.watchers {
		s.drop(w)
	}
	for _, l := range s.leased {
		l.timer.Stop()
	}
	if err := errors.Join(s.blobs.close(), s.db.Close()); err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	return nil
}

func (s *Store) view(ctx context.Context, f func(*bbolt.Bucket) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return kind(s.db.View(func(tx *bbolt.Tx) error { return f(tx.Bucket([]byte(pairsBucket))) }))
}

// revSize is how many bytes of revision stand before a value.
const revSize = 8

func encode(rev uint64, value []byte) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, revSize+len(value)), rev), value...)
}

// decode copies, since what bbolt returns is valid in its transaction only.
func decode(v []byte) (rev uint64, value []byte, err error) {
	if len(v) < revSize {
		return 0, nil, fmt.Errorf("%w: value without revision", store.ErrDamaged)
	}
	return binary.BigEndian.Uint64(v), bytes.Clone(v[revSize:]), nil
}
