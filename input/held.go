package input

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// maxHeld bounds what a peer can make Held remember: more than all keys of a
// keyboard and all buttons of a mouse.
const maxHeld = 256

// Held remembers which keys and buttons are down, to let go of them when
// control ends. A second up without a down between is dropped, so that an end
// of control and the technician's late up are harmless together. Unlike other
// injectors it may be used by several goroutines at once.
type Held struct {
	mu   sync.Mutex
	next Injector
	down []Event // the Key and Button events to undo, oldest first, as ups
}

var _ Injector = (*Held)(nil)

// NewHeld is next with a memory. It owns next from now on.
func NewHeld(next Injector) *Held { return &Held{next: next} }

// Inject implements Injector.
func (h *Held) Inject(e Event) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	up, down, held := undo(e)
	if !held {
		return h.next.Inject(e)
	}
	i := slices.Index(h.down, up)
	switch {
	case !down && i < 0:
		return nil
	case down && i < 0 && len(h.down) >= maxHeld:
		return fmt.Errorf("input: more than %d keys held", maxHeld)
	}
	if err := h.next.Inject(e); err != nil {
		return err
	}
	switch {
	case !down:
		h.down = slices.Delete(h.down, i, i+1)
	case i < 0:
		h.down = append(h.down, up)
	}
	return nil
}

// ReleaseAll lets go of all that is down, the latest first. What the system
// refuses to release stays remembered for the next try.
func (h *Held) ReleaseAll() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.releaseAll()
}

func (h *Held) releaseAll() error {
	var errs []error
	var left []Event
	for _, up := range slices.Backward(h.down) {
		if err := h.next.Inject(up); err != nil {
			errs, left = append(errs, err), append(left, up)
		}
	}
	slices.Reverse(left)
	h.down = left
	return errors.Join(errs...)
}

// Holding is how many keys and buttons are down.
func (h *Held) Holding() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.down)
}

// Close lets go of everything and closes the injector below.
func (h *Held) Close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return errors.Join(h.releaseAll(), h.next.Close())
}

// undo is the up that ends e's down, whether e is the down, and whether e is of
// the kind that is held at all.
func undo(e Event) (up Event, down, held bool) {
	switch e := e.(type) {
	case Key:
		return Key{Usage: e.Usage}, e.Down, true
	case Button:
		return Button{Button: e.Button}, e.Down, true
	}
	return nil, false, false
}
