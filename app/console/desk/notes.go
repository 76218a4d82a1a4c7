package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tandem/app/session/notes"
	"tandem/store"
	"tandem/transport/link"
)

// Notes are the technician's on this session. They may be written until the
// session is forgotten, and are in its record at the site.
func (s *Session) Notes() *notes.Notes { return s.notes }

// write keeps the notes until the session is forgotten or ctx ends.
func (s *Session) write(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.notes.Run(ctx)
	}()
	select {
	case <-s.forgotten:
	case <-ctx.Done():
	}
	cancel()
	<-done
}

// newNotes returns the notes of the session with this ID, as they were kept.
func (d *Desk) newNotes(id string, k notes.Kept) *notes.Notes {
	return notes.New(notes.Config{
		Kept: k, Check: link.CheckNotes,
		Keep: func(ctx context.Context, k notes.Kept) error { return d.keep.put(ctx, d.keep.key("notes", id), k) },
		Send: func(ctx context.Context, version uint64, text string) error {
			return d.send(ctx, &link.Message{Notes: &link.Notes{Session: id, Version: version, Text: text}})
		},
	})
}

// noted handles the site's word that it keeps notes.
func (d *Desk) noted(ctx context.Context, n *link.Noted) {
	var err error
	if s := d.session(n.Session); s != nil {
		err = s.notes.Sent(ctx, n.Version)
	} else if k, kerr := d.keep.notes(ctx, n.Session); kerr != nil {
		err = kerr
	} else if n.Version > k.Sent && n.Version <= k.Version {
		k.Sent = n.Version
		err = d.keep.put(ctx, d.keep.key("notes", n.Session), k)
	}
	if err != nil {
		d.cfg.Log.WarnContext(ctx, "notes", "session", n.Session, "err", err)
	}
}

// sendNotes gives the site the notes that it lacks: of running sessions, and of
// those that ended while it was away.
func (d *Desk) sendNotes(ctx context.Context) {
	for _, s := range d.state.Get().Sessions {
		s.notes.Up()
	}
	due, err := d.keep.unsent(ctx)
	if err != nil {
		d.cfg.Log.WarnContext(ctx, "notes cannot be read", "err", err)
	}
	for id, k := range due {
		if d.session(id) == nil {
			_ = d.send(ctx, &link.Message{Notes: &link.Notes{Session: id, Version: k.Version, Text: k.Text}}) // or the next time
		}
	}
}

// notes returns what is kept of a session's; zero when there is nothing.
func (k keep) notes(ctx context.Context, id string) (n notes.Kept, err error) {
	if k.store == nil {
		return n, nil
	}
	p, err := k.store.Get(ctx, k.key("notes", id))
	if errors.Is(err, store.ErrNotFound) {
		return n, nil
	}
	if err == nil {
		err = json.Unmarshal(p.Value, &n)
	}
	if err != nil {
		return n, fmt.Errorf("desk: notes of %s: %w", id, err)
	}
	return n, nil
}

// unsent returns the notes that the site does not have, by session.
func (k keep) unsent(ctx context.Context) (map[string]notes.Kept, error) {
	if k.store == nil {
		return nil, nil
	}
	pairs, err := k.store.Range(ctx, k.key("notes", ""), 0)
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	due := map[string]notes.Kept{}
	var errs []error
	for _, p := range pairs {
		var n notes.Kept
		if err := json.Unmarshal(p.Value, &n); err != nil {
			errs = append(errs, fmt.Errorf("desk: read %s: %w", p.Key, err))
		} else if n.Sent < n.Version {
			due[strings.TrimPrefix(p.Key, k.key("notes", ""))] = n
		}
	}
	return due, errors.Join(errs...)
}
