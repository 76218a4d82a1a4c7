package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tandem/store"
)

// maxRemembered bounds how many void numbers are remembered.
const maxRemembered = 50_000

// Recover marks as ended the sessions that were live when the site stopped
// without a word.
func (l *Ledger) Recover(ctx context.Context) (ended int, err error) {
	pairs, err := l.store.Range(ctx, liveKey(""), 0)
	if err != nil {
		return 0, err
	}
	for _, p := range pairs {
		id := strings.TrimPrefix(p.Key, liveKey(""))
		var r Record
		s, err := l.store.Get(ctx, sessionKey(id))
		if err == nil {
			err = json.Unmarshal(s.Value, &r)
		}
		if err != nil {
			return ended, fmt.Errorf("ledger: recover %s: %w", id, err)
		}
		if err := l.close(ctx, r, BySite); err != nil {
			return ended, err
		}
		ended++
	}
	return ended, nil
}

// EndAll ends all sessions, because the site stops.
func (l *Ledger) EndAll(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var errs []error
	for _, s := range l.live {
		errs = append(errs, l.close(ctx, s.Record, BySite))
	}
	clear(l.live)
	clear(l.numbers)
	return errors.Join(errs...)
}

// Sweep forgets the numbers that were void for a day, and the oldest of them
// if they are too many.
func (l *Ledger) Sweep(ctx context.Context) error {
	pairs, err := l.store.Range(ctx, numberKey(""), 0)
	if err != nil {
		return err
	}
	type void struct {
		key   string
		ended time.Time
	}
	var gone, kept []void
	for _, p := range pairs {
		var n number
		if err := json.Unmarshal(p.Value, &n); err != nil {
			return fmt.Errorf("ledger: read %s: %w", p.Key, err)
		}
		switch {
		case n.void(l.now()):
			gone = append(gone, void{p.Key, n.Ended})
		case !n.Ended.IsZero():
			kept = append(kept, void{p.Key, n.Ended})
		}
	}
	if over := len(kept) - maxRemembered; over > 0 {
		slices.SortFunc(kept, func(a, b void) int { return cmp.Compare(a.ended.UnixNano(), b.ended.UnixNano()) })
		gone = append(gone, kept[:over]...)
	}
	for part := range slices.Chunk(gone, store.MaxChanges) {
		var t store.Txn
		for _, v := range part {
			t.Then = append(t.Then, store.Change{Key: v.key, Delete: true})
		}
		if err := l.store.Txn(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
