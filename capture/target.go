package capture

import (
	"fmt"
	"image"
)

// A Display is one monitor of the machine.
type Display struct {
	ID      int             // counts from 0, which is the primary one, as Displays lists them
	Name    string          // what the system calls it, "HDMI-1"; may be empty
	Bounds  image.Rectangle // its place on the machine's whole desktop, in pixels
	Primary bool
}

// Whole is the Display.ID of all displays at once, with what lies between them
// as the system has it, usually black.
const Whole = 1 << 10

// WithWhole appends to a list of several displays the whole of them.
func WithWhole(list []Display) []Display {
	if len(list) < 2 {
		return list
	}
	return append(list, whole(list))
}

// whole is the least rectangle around all of a list that is not empty.
func whole(list []Display) Display {
	d := Display{ID: Whole}
	for _, o := range list {
		d.Bounds = d.Bounds.Union(o.Bounds)
	}
	return d
}

// Config says what a mechanism's Open is to watch. The zero value watches the
// primary display at up to 30 frames a second.
type Config struct {
	Display int // Display.ID; a negative number means the primary one, Whole all of them
	// MaxRate is the most frames a second that Next returns; 0 means 30.
	MaxRate int
	// Exclude lists native window handles (X11 window ids, Windows HWNDs)
	// that must not be in the picture: it shows what lies under them.
	Exclude []uintptr
}

// Pick finds the display to watch in a list that is not empty: the one of the
// name that it had at first, "" at first, and where that is gone the one of the
// number id, the first one if that is negative. The whole is found anew from
// what is in the list. The error wraps ErrNoDisplay.
func Pick(list []Display, id int, name string) (Display, error) {
	switch {
	case id < 0:
		return list[0], nil
	case id == Whole:
		return whole(list), nil
	}
	for _, d := range list {
		if name != "" && d.Name == name {
			return d, nil
		}
	}
	if id >= len(list) {
		return Display{}, fmt.Errorf("capture: display %d of %d: %w", id, len(list), ErrNoDisplay)
	}
	return list[id], nil
}
