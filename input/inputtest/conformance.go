//go:build linux

package inputtest

import (
	"testing"

	"tandem/input"
)

// A Mechanism is an implementation of input.Injector for X11.
type Mechanism struct {
	// Open opens it on $DISPLAY.
	Open func() (input.Injector, error)
	// Baseline leaves out what robotgo cannot do: keys by their place in all
	// layouts, all keys, side buttons, text that is right always.
	Baseline bool
}

// Test runs the conformance test against real X clients on a server of its own.
func (m Mechanism) Test(t *testing.T) {
	d := NewDisplay(t)
	d.Layout("us")
	t.Run("Window", func(t *testing.T) { m.testWindow(t, d) })
	for _, layout := range []string{"us", "fr", "de"} {
		t.Run("Terminal/"+layout, func(t *testing.T) { m.testTerminal(t, d, layout) })
	}
}

// open opens the mechanism for one test, as programs use it.
func (m Mechanism) open(t *testing.T) *input.Held {
	t.Helper()
	i, err := m.Open()
	if err != nil {
		t.Fatal(err)
	}
	h := input.NewHeld(i)
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return h
}

// do injects events one after the other.
func do(t testing.TB, i input.Injector, events ...input.Event) {
	t.Helper()
	for _, e := range events {
		if err := i.Inject(e); err != nil {
			t.Fatalf("Inject(%T): %v", e, err)
		}
	}
}

// Tap is keys pressed one after the other and released the other way round:
// modifiers, then a key.
func Tap(keys ...input.Usage) []input.Event {
	var events []input.Event
	for _, k := range keys {
		events = append(events, input.Key{Usage: k, Down: true})
	}
	for i := len(keys) - 1; i >= 0; i-- {
		events = append(events, input.Key{Usage: keys[i]})
	}
	return events
}
