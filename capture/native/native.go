// Package native captures with the best mechanism that the machine offers.
//
// # Decisions
//
// Linux: x11 beats the portable baseline about 50 times over (its benchmark).
// In a Wayland session an X server shows only the windows of old programs, so
// there the baseline asks the desktop's portal instead, slow as it is. Windows:
// gdi. Elsewhere: the baseline. A mechanism that fails for any other reason
// than a missing display gives way to the baseline.
package native

import (
	"errors"

	"tandem/capture"
	"tandem/capture/screenshot"
)

// Open begins to watch a display. The error wraps capture.ErrNoDisplay where
// there is none.
func Open(cfg capture.Config) (capture.Source, error) {
	s, err := open(cfg)
	if errors.Is(err, errors.ErrUnsupported) {
		return baseline(cfg)
	}
	return s, err
}

// Displays lists the displays that Open can watch, the primary one first. The
// error wraps capture.ErrNoDisplay where there is none.
func Displays() ([]capture.Display, error) {
	list, err := displays()
	if errors.Is(err, errors.ErrUnsupported) {
		return screenshot.Displays()
	}
	return list, err
}

func baseline(cfg capture.Config) (capture.Source, error) {
	s, err := screenshot.Open(cfg)
	if err != nil {
		return nil, err // not a nil *Source in an interface
	}
	return s, nil
}
