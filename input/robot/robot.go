package robot

import (
	"fmt"
	"strings"

	"tandem/input"
)

// backend is the part of a robotgo backend that we use.
type backend struct {
	key    func(name string, args ...any) error // name, "down" or "up"
	typing func(s string, args ...int)
	move   func(x, y int, display ...int)
	button func(args ...any) error      // name, "down" or "up"
	scroll func(x, y int, delay ...int) // x above zero is to the left
	close  func()
}

// Injector goes through robotgo.
type Injector struct {
	backend backend
	wheel   input.Notches
}

var _ input.Injector = (*Injector)(nil)

// Open prepares robotgo for this machine's desktop. It returns an error that
// wraps errors.ErrUnsupported on a system that robotgo does not know.
func Open() (*Injector, error) {
	b, err := open()
	if err != nil {
		return nil, fmt.Errorf("input/robot: %w", err)
	}
	return &Injector{backend: b}, nil
}

// Inject implements input.Injector.
func (r *Injector) Inject(e input.Event) error {
	switch e := e.(type) {
	case input.Key:
		return r.key(e)
	case input.Text:
		return r.text(e.S)
	case input.Pointer:
		r.backend.move(e.At.X, e.At.Y)
		return nil
	case input.Button:
		return r.button(e)
	case input.Wheel:
		if x, y := r.wheel.Turn(e); x != 0 || y != 0 {
			r.backend.scroll(-x, y, 0)
		}
		return nil
	}
	return fmt.Errorf("input/robot: unknown event %T", e)
}

// Close implements input.Injector.
func (r *Injector) Close() error {
	r.backend.close()
	return nil
}

func (r *Injector) key(e input.Key) error {
	name := name(e.Usage)
	if name == "" {
		return fmt.Errorf("input/robot: robotgo has no name for key %v", e.Usage)
	}
	return r.toggle(name, e.Down)
}

func (r *Injector) toggle(name string, down bool) error {
	if err := r.backend.key(name, direction(down)); err != nil {
		return fmt.Errorf("input/robot: key %s: %w", name, err)
	}
	return nil
}

func (r *Injector) button(e input.Button) error {
	var name string
	switch e.Button {
	case input.Left:
		name = "left"
	case input.Middle:
		name = "center"
	case input.Right:
		name = "right"
	default:
		return fmt.Errorf("input/robot: robotgo has no button %d", e.Button)
	}
	if err := r.backend.button(name, direction(e.Down)); err != nil {
		return fmt.Errorf("input/robot: button %s: %w", name, err)
	}
	return nil
}

func direction(down bool) string {
	if down {
		return "down"
	}
	return "up"
}

// text types lines with Enter between them, which robotgo takes for characters.
func (r *Injector) text(s string) error {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			if err := r.tap("enter"); err != nil {
				return err
			}
		}
		for j, cell := range strings.Split(line, "\t") {
			if j > 0 {
				if err := r.tap("tab"); err != nil {
					return err
				}
			}
			r.backend.typing(cell)
		}
	}
	return nil
}

func (r *Injector) tap(name string) error {
	if err := r.toggle(name, true); err != nil {
		return err
	}
	return r.toggle(name, false)
}
