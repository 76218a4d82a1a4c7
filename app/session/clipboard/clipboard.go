package clipboard

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"golang.org/x/sync/errgroup"

	"tandem/app/session"
	"tandem/transport"
)

// A Board is a computer's clipboard. One goroutine may wait in Next while
// another calls Set.
type Board interface {
	// Next waits for a text that is copied by another program, or by another
	// part of this one, and returns it as Clean makes it; others are left out.
	Next(ctx context.Context) (string, error)
	// Set puts text on the clipboard, which Next does not return.
	Set(text string) error
	Close() error
}

// Name is the channel's name.
const Name = "clipboard"

// A Host is the customer's side. It is a session.Feature.
type Host struct {
	Open func() (Board, error) // called each time it is granted
	Log  *slog.Logger
}

var _ session.Feature = (*Host)(nil)

// Name returns the channel's name.
func (h *Host) Name() string { return Name }

// Needs returns session.Clipboard.
func (h *Host) Needs() session.Permission { return session.Clipboard }

// Serve shares the clipboard on ch until ctx or the channel ends.
func (h *Host) Serve(ctx context.Context, ch transport.Channel) error {
	b, err := h.Open()
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }() // there is nothing left to do with it
	s := newSide(b.Set)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.exchange(ctx, ch) })
	g.Go(func() error { return watch(ctx, b, s.offer) })
	return g.Wait()
}

// watch hands what is copied to copied, until ctx ends or the board breaks.
func watch(ctx context.Context, b Board, copied func(string)) error {
	for {
		text, err := b.Next(ctx)
		if err != nil {
			return err
		}
		copied(text)
	}
}

// A Technician is the technician's side of one session. Use NewTechnician.
type Technician struct {
	came func(text string)

	mu   sync.Mutex // guards what follows
	side *side      // nil while there is no channel
}

// NewTechnician returns a technician's side that hands what the customer copies to came.
func NewTechnician(came func(text string)) *Technician { return &Technician{came: came} }

// Copied sends a text that the technician has copied to the customer, and
// reports whether it is shared at the moment.
func (t *Technician) Copied(text string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.side == nil {
		return false
	}
	t.side.offer(text)
	return true
}

// Run shares on ch until ctx or the channel ends.
func (t *Technician) Run(ctx context.Context, ch transport.Channel) error {
	s := newSide(func(text string) error {
		t.came(text)
		return nil
	})
	t.set(s)
	defer t.set(nil)
	return s.exchange(ctx, ch)
}

func (t *Technician) set(s *side) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.side = s
}

// A side is one end of a channel.
type side struct {
	put func(string) error // puts what came on the clipboard
	due chan struct{}

	mu      sync.Mutex // guards what follows
	last    string     // what both have, as far as this side knows
	pending string     // is to be sent; the newest counts
}

func newSide(put func(string) error) *side { return &side{put: put, due: make(chan struct{}, 1)} }

// offer has text sent, unless the peer has it or it cannot be sent.
func (s *side) offer(text string) {
	text, ok := Clean(text)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !ok || text == s.last {
		return
	}
	s.last, s.pending = text, text
	select {
	case s.due <- struct{}{}:
	default:
	}
}

func (s *side) exchange(ctx context.Context, ch transport.Channel) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		for {
			select {
			case <-s.due:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := sendMessage(ctx, ch, s.take()); err != nil {
				return err
			}
		}
	})
	g.Go(func() error {
		for {
			b, err := ch.Recv(ctx)
			if err != nil {
				return err
			}
			m, err := parse(b)
			if err != nil {
				return err
			}
			if m.Text != nil {
				if err := s.hear(m.Text.Text); err != nil {
					return err
				}
			}
		}
	})
	return g.Wait()
}

func (s *side) take() *message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &message{Text: &text{s.pending}}
}

// hear puts what the peer has copied on this clipboard.
func (s *side) hear(text string) error {
	s.mu.Lock()
	s.last = text
	s.mu.Unlock()
	if err := s.put(text); err != nil {
		return errors.Join(errBoard, err)
	}
	return nil
}

var errBoard = errors.New("clipboard: not set")
