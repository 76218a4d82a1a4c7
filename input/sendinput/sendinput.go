//go:build windows

package sendinput

import (
	"fmt"

	"tandem/input"
)

// Injector sends events to the desktop of this process.
type Injector struct {
	held []input.Usage // the modifiers that we have down
}

var _ input.Injector = (*Injector)(nil)

// Open returns an injector. There is nothing to connect to.
func Open() *Injector { return &Injector{} }

// Inject implements input.Injector.
func (s *Injector) Inject(e input.Event) error {
	switch e := e.(type) {
	case input.Key:
		return s.key(e)
	case input.Text:
		return s.text(e.S)
	case input.Pointer:
		return send([]event{move(e.At)})
	case input.Button:
		return button(e)
	case input.Wheel:
		return wheel(e)
	}
	return fmt.Errorf("input/sendinput: unknown event %T", e)
}

// Close implements input.Injector.
func (s *Injector) Close() error { return nil }
