// Package surface is what the plain windows need of a system: windows that show
// a picture and tell of clicks, and nothing else. The mechanisms are in folders
// of their own beside it.
package surface

import "image"

// A Desktop opens windows. Its methods may be called from any goroutine.
type Desktop interface {
	// Open opens a window, which shows nothing before Show, in the middle of
	// the screen or in the corner, above all others. on is called from a
	// goroutine of the desktop's and must not block.
	Open(title string, corner bool, on func(Event)) (Window, error)
	// Scale is how many pixels are one pixel of a screen of 96 dots an inch.
	Scale() float64
	// Call calls the user's attention by a sound.
	Call()
	// Close closes all windows, and waits for what was started.
	Close() error
}

// A Window shows a picture. Its methods may be called from any goroutine.
type Window interface {
	// Show shows the picture, which is copied; the window takes its size.
	Show(picture *image.RGBA) error
	// Close takes the window away.
	Close() error
}

// An Event is something that the user did to a window.
type Event struct {
	Kind Kind
	At   image.Point // in the picture
}

// A Kind says what was done.
type Kind uint8

// The kinds.
const (
	Press   Kind = 1 + iota // the main button went down
	Release                 // and up
	Moved                   // the window is elsewhere, or of another size
	Closing                 // the user wants it closed
	Lost                    // the system has gone away
)
