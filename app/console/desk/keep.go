package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tandem/app/session/chat"
	"tandem/store"
)

// keepFor is how long what was said in a session is kept after its end.
const keepFor = 90 * 24 * time.Hour

// A keep is what a desk keeps in a store under a prefix: each session until it
// ends, and what was said in it. Without a store it keeps nothing.
type keep struct {
	store  store.Store
	prefix string
}

// A keptSession is what is kept of a session.
type keptSession struct {
	ID       string      `json:"id"`
	Number   string      `json:"number"`
	Page     string      `json:"page"`
	Expires  time.Time   `json:"expires"`
	Started  time.Time   `json:"started"`
	Ended    time.Time   `json:"ended,omitzero"`
	Identity []byte      `json:"identity,omitempty"` // a key; gone with the end
	Guests   []keptGuest `json:"guests,omitempty"`
	// Assistant is the participant that this desk is at the site, when it is one.
	Assistant string   `json:"assistant,omitempty"`
	Leader    string   `json:"leader,omitempty"` // the primary technician's ID; empty: this desk
	Term      uint64   `json:"term,omitempty"`
	Order     []string `json:"order,omitempty"` // in which all have come, by ID
	// HandingTo is to whom the site was asked to transfer the session.
	HandingTo string `json:"handingTo,omitempty"`
}

// A keptGuest is one who may come back.
type keptGuest struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	System  string    `json:"system,omitempty"`
	Address string    `json:"address,omitempty"`
	Joined  time.Time `json:"joined"`
	Since   uint64    `json:"since"` // the last line of mine that they do not get

	Technician  bool     `json:"technician,omitempty"`
	Second      bool     `json:"second,omitempty"` // a customer beside the one who is helped
	Participant string   `json:"participant,omitempty"`
	Candidates  []string `json:"candidates,omitempty"`
}

func (k keep) key(kind, id string) string { return k.prefix + kind + "/" + id }

// put keeps v under a key.
func (k keep) put(ctx context.Context, key string, v any) error {
	if k.store == nil {
		return nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("desk: keep: %w", err)
	}
	err = k.store.Txn(context.WithoutCancel(ctx), store.Txn{Then: []store.Change{{Key: key, Value: b}}})
	if err != nil {
		return fmt.Errorf("desk: keep: %w", err)
	}
	return nil
}

// sessions returns those that have not ended, and forgets those that ended long ago.
func (k keep) sessions(ctx context.Context) ([]keptSession, error) {
	if k.store == nil {
		return nil, nil
	}
	pairs, err := k.store.Range(ctx, k.key("session", ""), 0)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	var open []keptSession
	var errs []error
	for _, p := range pairs {
		var s keptSession
		err := json.Unmarshal(p.Value, &s)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("desk: read %s: %w", p.Key, err))
		case s.Ended.IsZero():
			open = append(open, s)
		case time.Since(s.Ended) > keepFor:
			errs = append(errs, k.forget(ctx, s.ID))
		}
	}
	return open, errors.Join(errs...)
}

// forget removes all that is kept of a session.
func (k keep) forget(ctx context.Context, id string) error {
	pairs, err := k.store.Range(ctx, k.key("line", id)+"/", 0)
	if err != nil {
		return fmt.Errorf("desk: %w", err)
	}
	keys := []string{k.key("session", id), k.key("notes", id)} // the last to go, so that a crash leaves no lines behind
	for _, p := range pairs {
		keys = append(keys, p.Key)
	}
	for n := len(keys); n > 0; {
		var t store.Txn
		for ; n > 0 && len(t.Then) < store.MaxChanges; n-- {
			t.Then = append(t.Then, store.Change{Key: keys[n-1], Delete: true})
		}
		if err := k.store.Txn(ctx, t); err != nil {
			return fmt.Errorf("desk: %w", err)
		}
	}
	return nil
}

// lines returns what was said in a session.
func (k keep) lines(ctx context.Context, id string) ([]chat.Line, error) {
	if k.store == nil {
		return nil, nil
	}
	pairs, err := k.store.Range(ctx, k.key("line", id)+"/", 0)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	ls := make([]chat.Line, len(pairs))
	for i, p := range pairs {
		if err := json.Unmarshal(p.Value, &ls[i]); err != nil {
			return nil, fmt.Errorf("desk: read %s: %w", p.Key, err)
		}
	}
	return ls, nil
}

// A journal keeps the lines of a session's chat.
type journal struct {
	keep keep
	id   string
	have int // lines; the chat appends one after the other
}

// Append returns when l is on the disk.
func (j *journal) Append(l chat.Line) error {
	if err := j.keep.put(context.Background(), fmt.Sprintf("%s/%016x", j.keep.key("line", j.id), j.have), l); err != nil {
		return err
	}
	j.have++
	return nil
}
