package desk

import (
	"context"
	"slices"

	"tandem/transport/link"
)

func (d *Desk) setStarting(on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.starting = on
}

// Start asks the site for a new session, which appears in State.Sessions. It
// returns ErrOneSession, ErrStarting or ErrNotSignedIn where that is why it was
// not even asked.
func (d *Desk) Start(ctx context.Context) error {
	if d.look().Full {
		d.update(func(s *State) { s.Refused = link.OneSession })
		return ErrOneSession
	}
	d.mu.Lock()
	if d.link == nil {
		d.mu.Unlock()
		return ErrNotSignedIn
	}
	if d.starting {
		d.mu.Unlock()
		return ErrStarting
	}
	d.starting = true
	d.mu.Unlock()
	d.update(func(s *State) { s.Refused = "" })
	if err := d.send(ctx, &link.Message{Start: &link.Start{Lang: d.cfg.Lang}}); err != nil {
		d.setStarting(false)
		return err
	}
	return nil
}

// begin makes a session of what the site has started.
func (d *Desk) begin(ctx context.Context, st *link.Started) {
	d.setStarting(false)
	s, err := newSession(d, st)
	if err == nil {
		err = s.keep(ctx)
	}
	if err != nil {
		d.cfg.Log.ErrorContext(ctx, "session not started", "err", err)
		_ = d.send(ctx, &link.Message{End: &link.End{Session: st.Session}}) // or it is ended as one that nobody resumes
		d.update(func(s *State) { s.Refused = link.Failed })
		return
	}
	d.add(s)
}

// recall begins with the sessions that were running when the program was killed.
func (d *Desk) recall(ctx context.Context) {
	kept, err := d.keep.sessions(ctx)
	if err != nil {
		d.cfg.Log.ErrorContext(ctx, "sessions cannot be read", "err", err)
		return
	}
	for _, k := range kept {
		s, err := recalled(ctx, d, k)
		if err != nil {
			d.cfg.Log.ErrorContext(ctx, "session not recalled", "session", k.ID, "err", err)
			continue
		}
		d.cfg.Log.InfoContext(ctx, "session recalled", "session", k.ID)
		d.add(s)
	}
}

// add runs s until it is over.
func (d *Desk) add(s *Session) {
	d.mu.Lock()
	g, ctx := d.group, d.ctx
	d.mu.Unlock()
	if g == nil {
		return // the desk is closing
	}
	d.update(func(st *State) { st.Sessions = append(slices.Clone(st.Sessions), s) })
	g.Go(func() error { s.run(ctx); return nil })
	g.Go(func() error { s.write(ctx); return nil })
}

// Forget removes a session that is over from the list.
func (d *Desk) Forget(s *Session) {
	if s.State().Get().Phase != Over {
		return
	}
	d.update(func(st *State) {
		before := len(st.Sessions)
		st.Sessions = slices.DeleteFunc(slices.Clone(st.Sessions), func(o *Session) bool { return o == s })
		if len(st.Sessions) < before {
			close(s.forgotten)
		}
	})
}

// SetPhrases replaces the account's canned phrases at the site, within the
// limits of link.CheckPhrases. They come back in State.Phrases.
func (d *Desk) SetPhrases(ctx context.Context, list []string) error {
	if err := link.CheckPhrases(list); err != nil {
		return err
	}
	return d.send(ctx, &link.Message{Phrases: &link.Phrases{List: list}})
}
