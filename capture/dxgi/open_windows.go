package dxgi

import (
	"errors"
	"fmt"

	"tandem/capture"
	"tandem/capture/gdi"
)

// Open begins to watch a display of those that gdi.Displays lists. The error
// wraps capture.ErrNoDisplay where there is none of its number, and
// errors.ErrUnsupported where the system does not duplicate it.
func Open(cfg capture.Config) (*Source, error) {
	a := load()
	return newSource(cfg, func(name string) (output, string, error) { return a.open(cfg.Display, name) })
}

// open duplicates the display of a name, or of a number where there is none.
func (a *api) open(id int, name string) (output, string, error) {
	if id == capture.Whole {
		return nil, "", fmt.Errorf("capture/dxgi: a display is duplicated for itself: %w", errors.ErrUnsupported)
	}
	list, err := gdi.Displays()
	if err != nil {
		return nil, "", err
	}
	d, err := capture.Pick(list, id, name)
	if err != nil {
		return nil, "", err
	}
	a.enterInputDesktop()
	adapter, out, err := a.find(d.Name)
	if err != nil {
		return nil, "", err
	}
	defer adapter.release()
	defer out.release()
	dup, err := a.duplicate(adapter, out)
	if err != nil {
		return nil, "", err
	}
	return dup, d.Name, nil
}
