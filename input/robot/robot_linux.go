package robot

import (
	"errors"
	"os"

	"github.com/go-vgo/robotgo/x11"
)

// open makes sure of the display first: without one, most of the backend does
// nothing and says nothing.
func open() (backend, error) {
	if os.Getenv("DISPLAY") == "" {
		return backend{}, errors.New("no display: DISPLAY is not set")
	}
	if err := x11.KeyUp("shift"); err != nil {
		return backend{}, err
	}
	return backend{
		key: x11.KeyToggle, typing: x11.TypeStr, move: x11.Move,
		button: x11.Toggle, scroll: x11.Scroll, close: x11.Close,
	}, nil
}
