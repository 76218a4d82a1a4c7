package dxgi

import (
	"errors"
	"image"
	"time"

	"tandem/capture"
)

// errLost is returned while the system shows something that cannot be
// duplicated, or not any more by what there is: try again later.
var errLost = errors.New("capture/dxgi: desktop lost")

// An output is a display as the system duplicates it. It fails with errLost
// when it is to be closed and another one opened, and with
// errors.ErrUnsupported, wrapped, where opening another one will not help.
type output interface {
	// next waits for a change and tells it; false means that the time is up.
	// What the call before told is done with.
	next(wait time.Duration, u *update) (bool, error)
	// size and turn are the surface's, known once the picture was updated.
	size() (image.Point, rotation)
	// lock gives the surface's pixels, of which some parts are up to date.
	// They are valid until unlock, which must follow where there was no error.
	lock(parts []image.Rectangle) (pix []byte, pitch int, err error)
	unlock()
	close()
}

// An update is what the system tells of a change. All places are the surface's
// but for the pointer's.
type update struct {
	picture bool // is another one
	// dirty and moves are where it differs, to be applied moves first; unknown
	// means that they cannot be told.
	dirty   []rect
	moves   []moveRect
	unknown bool

	pointed bool // the pointer is at another place
	corner  image.Point
	visible bool
	shaped  bool // the pointer looks differently
	shape   *capture.Shape
}

func (u *update) reset() { *u = update{dirty: u.dirty[:0], moves: u.moves[:0]} }
