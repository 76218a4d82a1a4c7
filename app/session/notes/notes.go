package notes

import (
	"context"
	"errors"
	"sync"
	"time"

	"tandem/app/session"
)

// When what is typed is saved.
const (
	pause   = 500 * time.Millisecond // after the last change
	longest = 2 * time.Second        // after the first
)

// How long to wait for the disk or the site to take what it did not, and for
// the site at the end.
const (
	retry    = 10 * time.Second
	farewell = 2 * time.Second
)

// ErrTooLong means that a text is longer than notes can be.
var ErrTooLong = errors.New("notes: too long")

// A Kept is notes as they are kept.
type Kept struct {
	Version uint64 `json:"version"` // counts the saves
	Text    string `json:"text"`
	Sent    uint64 `json:"sent"` // the version that the site has
}

// A State is what is shown of notes.
type State struct {
	Text  string
	Saved bool  // on the disk as they are
	Sent  bool  // and at the site
	Err   error // why the disk does not take them; nil while it does
}

// Config says where notes are kept. All fields are required.
type Config struct {
	Kept Kept // from an earlier process, else zero
	// Keep returns when k is on the disk.
	Keep func(ctx context.Context, k Kept) error
	// Send gives a version to the site, which answers by a call of Sent.
	Send func(ctx context.Context, version uint64, text string) error
	// Check reports whether a text can be notes.
	Check func(text string) error
}

// Notes are those of one session. Use New, then Run.
type Notes struct {
	cfg   Config
	state session.Value[State]
	typed chan struct{} // the text has changed
	up    chan struct{} // the site can be reached, or has answered

	mu   sync.Mutex // guards what follows
	kept Kept
}

// New returns notes as they were kept.
func New(cfg Config) *Notes {
	n := &Notes{cfg: cfg, kept: cfg.Kept, typed: make(chan struct{}, 1), up: make(chan struct{}, 1)}
	n.state.Set(State{Text: cfg.Kept.Text, Saved: true, Sent: cfg.Kept.Sent == cfg.Kept.Version})
	return n
}

// State is what is shown of the notes.
func (n *Notes) State() *session.Value[State] { return &n.state }

// Set replaces the text. It does not wait for the disk. It returns ErrTooLong,
// wrapped with why, for what cannot be notes, and then changed nothing.
func (n *Notes) Set(text string) error {
	if err := n.cfg.Check(text); err != nil {
		return errors.Join(ErrTooLong, err)
	}
	if n.state.Get().Text == text {
		return nil
	}
	n.state.Update(func(s State) State { return State{Text: text, Err: s.Err} })
	poke(n.typed)
	return nil
}

// Up says that the site can be reached again.
func (n *Notes) Up() { poke(n.up) }

// Sent says that the site has the notes up to this version.
func (n *Notes) Sent(ctx context.Context, version uint64) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if version <= n.kept.Sent || version > n.kept.Version {
		return nil
	}
	n.kept.Sent = version
	n.state.Update(func(s State) State {
		s.Sent = s.Saved && n.kept.Sent == n.kept.Version
		return s
	})
	poke(n.up)
	return n.cfg.Keep(ctx, n.kept)
}

// Run saves what is typed until ctx ends, and what was typed last thereafter.
func (n *Notes) Run(ctx context.Context) {
	for again := n.send(ctx); ; {
		select {
		case <-n.typed:
			n.settle(ctx)
		case <-n.up:
		case <-again:
		case <-ctx.Done():
			n.end(context.WithoutCancel(ctx))
			return
		}
		again = n.round(ctx)
	}
}

// settle waits until nothing was typed for a while, but not for long.
func (n *Notes) settle(ctx context.Context) {
	late := time.NewTimer(longest)
	defer late.Stop()
	quiet := time.NewTimer(pause)
	defer quiet.Stop()
	for {
		select {
		case <-n.typed:
			quiet.Reset(pause)
		case <-quiet.C:
			return
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// round saves and sends what there is. The channel tells when to try again; nil: never.
func (n *Notes) round(ctx context.Context) <-chan time.Time {
	if !n.save(ctx) {
		return time.After(retry)
	}
	return n.send(ctx)
}

// save puts the text on the disk, and reports whether it is there.
func (n *Notes) save(ctx context.Context) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	text := n.state.Get().Text
	if text == n.kept.Text {
		n.saved(text, nil)
		return true
	}
	k := Kept{Version: n.kept.Version + 1, Text: text, Sent: n.kept.Sent}
	err := n.cfg.Keep(context.WithoutCancel(ctx), k)
	if err == nil {
		n.kept = k
	}
	n.saved(text, err)
	return err == nil
}

// saved shows what has become of text. n.mu is held.
func (n *Notes) saved(text string, err error) {
	n.state.Update(func(s State) State {
		s.Err = err
		s.Saved = err == nil && s.Text == text
		s.Sent = s.Saved && n.kept.Sent == n.kept.Version
		return s
	})
}

// send gives the site what it lacks.
func (n *Notes) send(ctx context.Context) <-chan time.Time {
	n.mu.Lock()
	k := n.kept
	n.mu.Unlock()
	if k.Sent == k.Version {
		return nil
	}
	_ = n.cfg.Send(ctx, k.Version, k.Text) // Sent tells whether it has come
	return time.After(retry)
}

// end saves what is left and gives the site a moment to take it.
func (n *Notes) end(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, farewell)
	defer cancel()
	if !n.save(ctx) || n.send(ctx) == nil {
		return
	}
	n.state.Watch(ctx, func(s State) {
		if s.Sent {
			cancel()
		}
	})
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
