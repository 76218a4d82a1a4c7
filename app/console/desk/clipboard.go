package desk

import (
	"context"
	"sync"
	"time"

	"tandem/app/session/clipboard"
)

// A pool is the technician's clipboard, and the customer it is shared with: the
// one in front. What another customer copies waits until that one is in front,
// and is never passed on to a third.
type pool struct {
	mu     sync.Mutex // guards what follows
	board  clipboard.Board
	copied string    // what the technician has copied
	at     time.Time // when; zero: nothing yet
	front  *Session
}

// A share is a session's part of the clipboard.
type share struct {
	technician *clipboard.Technician

	// Guarded by pool.mu.
	since time.Time // it is shared, or was given last; zero while it is not shared
	came  string    // from the customer while another was in front
}

// Front says which session the technician works in: the one whose viewer or
// panel has the focus; nil for none.
func (d *Desk) Front(s *Session) {
	d.pool.mu.Lock()
	defer d.pool.mu.Unlock()
	d.pool.front = s
	d.pool.give(s)
}

// watchClipboard takes what the technician copies, until ctx ends.
func (d *Desk) watchClipboard(ctx context.Context) {
	if d.cfg.Clipboard == nil {
		return
	}
	b, err := d.cfg.Clipboard()
	if err != nil {
		d.cfg.Log.WarnContext(ctx, "no clipboard to share", "err", err)
		return
	}
	d.pool.set(b)
	defer func() {
		d.pool.set(nil)
		_ = b.Close() // there is nothing left to do with it
	}()
	for {
		text, err := b.Next(ctx)
		if err != nil {
			if ctx.Err() == nil {
				d.cfg.Log.WarnContext(ctx, "clipboard not shared", "err", err)
			}
			return
		}
		d.pool.copy(text)
	}
}

func (p *pool) set(b clipboard.Board) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.board = b
}

func (p *pool) copy(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.copied, p.at = text, time.Now()
	p.give(p.front)
}

// give hands over what has waited for s to be in front. p.mu is held.
func (p *pool) give(s *Session) {
	if s == nil || s.share.since.IsZero() {
		return
	}
	if p.at.After(s.share.since) {
		s.share.technician.Copied(p.copied)
		s.share.since = p.at
	}
	p.paste(s)
}

// paste puts what the customer has copied on the clipboard. p.mu is held.
func (p *pool) paste(s *Session) {
	if p.board == nil || s.share.came == "" {
		return
	}
	if err := p.board.Set(s.share.came); err != nil {
		s.log.Warn("clipboard", "err", err)
	}
	s.share.came = ""
}

// came takes what the customer of s has copied.
func (p *pool) came(s *Session, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.share.came = text
	if p.front == s {
		p.paste(s)
	}
}

// shared notes that s shares from now on, or that it no longer does; then what
// has waited is forgotten.
func (p *pool) shared(s *Session, is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.share.since, s.share.came = time.Time{}, ""
	if is {
		s.share.since = time.Now()
	}
}
