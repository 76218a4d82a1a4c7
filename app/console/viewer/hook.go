package viewer

import (
	"fyne.io/fyne/v2"

	"tandem/input"
)

// A Pointer is told what the window system says of a window's pointer, on the
// GUI goroutine.
type Pointer interface {
	// Press is called before Fyne handles a button that goes down or up.
	Press(b input.ButtonID)
	// Lifted is called after Fyne has handled a button that went up, wherever
	// the pointer is: Fyne itself says nothing when that is outside.
	Lifted(b input.ButtonID)
	// Turn is called before Fyne handles the wheel, which went by so many
	// notches to the right and away from the user.
	Turn(x, y float64)
}

// A Hook has p told of w's pointer. The function it returns makes the window
// look at Cursor again though the pointer has not moved. It does nothing where
// the window system is not reached.
type Hook func(w fyne.Window, p Pointer) (look func())

// NoHook is the Hook of a program without a window system, such as a test.
func NoHook(fyne.Window, Pointer) (look func()) { return func() {} }
