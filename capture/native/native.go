// Package native captures with the best mechanism that the machine offers.
//
// # Decisions
//
// Linux: x11 beats the portable baseline about 50 times over (its benchmark).
// In a Wayland session an X server shows only the windows of old programs, so
// there the baseline asks the desktop's portal instead, slow as it is. Windows:
// dxgi, which is told of changes, and gdi where the system does not duplicate
// the display (some remote sessions, the basic display driver) or ceases to.
// Elsewhere: the baseline. A mechanism that fails with errors.ErrUnsupported
// gives way to the next one, at any time; the way back is to open anew.
package native

import (
	"errors"

	"tandem/capture"
	"tandem/capture/screenshot"
)

// Open begins to watch a display. The error wraps capture.ErrNoDisplay where
// there is none.
func Open(cfg capture.Config) (capture.Source, error) { return openFirst(mechanisms(), cfg) }

// Displays lists the displays that Open can watch, the primary one first, and
// the whole of them last where there are several and the mechanism has it. The
// error wraps capture.ErrNoDisplay where there is none.
func Displays() ([]capture.Display, error) {
	list, err := displays()
	if errors.Is(err, errors.ErrUnsupported) {
		return screenshot.Displays()
	}
	return capture.WithWhole(list), err
}

// TruePixels has the system tell this program of true pixels, however large
// the user has things drawn, so that what is captured is as sharp as it is shown
// and the pointer goes where it is sent. Call it first of all, before there is
// a window.
func TruePixels() { truePixels() }
