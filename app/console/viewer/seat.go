package viewer

import (
	"fyne.io/fyne/v2"

	"tandem/input"
)

// A Seat is a part of a window, which viewers may be in one after the other
// instead of in windows of their own. All methods are for the GUI goroutine.
type Seat struct {
	win  fyne.Window
	hook Hook
	over func() fyne.CanvasObject
	put  func(fyne.CanvasObject)

	look func()  // makes the window look at the cursor again; nil before there was a viewer
	now  Pointer // of the viewer that is there; nil: none is
}

// NewSeat returns a part of win where put shows what is in it, nil when nothing
// is any more. over is what the window shows over its content at the time, nil
// when nothing; popped up overlays are known without.
func NewSeat(win fyne.Window, hook Hook, over func() fyne.CanvasObject, put func(fyne.CanvasObject)) *Seat {
	return &Seat{win: win, hook: hook, over: over, put: put}
}

// take has p told of the window's pointer from now on.
func (s *Seat) take(p Pointer) {
	s.now = p
	if s.look == nil { // what is hooked stays hooked
		s.look = s.hook(s.win, (*relay)(s))
	}
}

// leave empties the seat.
func (s *Seat) leave() {
	s.now = nil
	s.put(nil)
}

// A relay tells who is in the seat of the window's pointer.
type relay Seat

// Press implements Pointer.
func (r *relay) Press(b input.ButtonID) {
	if r.now != nil {
		r.now.Press(b)
	}
}

// Lifted implements Pointer.
func (r *relay) Lifted(b input.ButtonID) {
	if r.now != nil {
		r.now.Lifted(b)
	}
}

// Turn implements Pointer.
func (r *relay) Turn(x, y float64) {
	if r.now != nil {
		r.now.Turn(x, y)
	}
}
