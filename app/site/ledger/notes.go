package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tandem/store"
)

// A Note is what one technician has written down about a session.
type Note struct {
	Technician string    `json:"technician"` // the name of the account
	Version    uint64    `json:"version"`
	Text       string    `json:"text"`
	At         time.Time `json:"at"`
}

// ErrNotYours means that a technician has no part in a session.
var ErrNotYours = errors.New("ledger: not a session of this account")

func noteKey(id, technician string) string { return "notes/" + id + "/" + technician }

// SetNotes replaces what a technician has written down about a session, during
// it or after its end, unless a newer version is kept already.
func (l *Ledger) SetNotes(ctx context.Context, id, technician string, version uint64, text string) error {
	r, err := l.record(ctx, id)
	if err != nil {
		return err
	}
	if !r.had(technician) {
		return ErrNotYours
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	key := noteKey(id, technician)
	if old, err := l.store.Get(ctx, key); err == nil {
		var n Note
		if err := json.Unmarshal(old.Value, &n); err == nil && n.Version >= version {
			return nil
		}
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	c, err := put(key, Note{technician, version, text, l.now().UTC()})
	if err != nil {
		return err
	}
	return l.store.Txn(ctx, store.Txn{Then: []store.Change{c}})
}

// Notes returns what technicians have written down about a session.
func (l *Ledger) Notes(ctx context.Context, id string) ([]Note, error) {
	pairs, err := l.store.Range(ctx, noteKey(id, ""), 0)
	if err != nil {
		return nil, err
	}
	notes := make([]Note, len(pairs))
	for i, p := range pairs {
		if err := json.Unmarshal(p.Value, &notes[i]); err != nil {
			return nil, fmt.Errorf("ledger: read %s: %w", p.Key, err)
		}
	}
	return notes, nil
}

// record returns the record of a session, live or not. It returns ErrNotYours
// for one that never was: who asks is not to know the difference.
func (l *Ledger) record(ctx context.Context, id string) (Record, error) {
	var r Record
	if id == "" || strings.Contains(id, "/") {
		return r, ErrNotYours
	}
	p, err := l.store.Get(ctx, sessionKey(id))
	if errors.Is(err, store.ErrNotFound) {
		return r, ErrNotYours
	}
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(p.Value, &r); err != nil {
		return r, fmt.Errorf("ledger: read %s: %w", p.Key, err)
	}
	return r, nil
}
