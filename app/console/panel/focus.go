package panel

import (
	"time"

	"fyne.io/fyne/v2"

	"tandem/app/session/ui"
)

// A focusable is what can have the keys.
type focusable interface {
	fyne.CanvasObject
	fyne.Focusable
}

// focus gives o the keys of its window. What has just come to be seen gets them
// as soon as Fyne knows which window it is in.
func focus(post ui.Poster, o focusable) {
	if focused(o) {
		return
	}
	const pause, most = 30 * time.Millisecond, 30
	tries := 0
	var stop func()
	stop = ui.Every(post, pause, func() {
		if tries++; focused(o) || tries == most {
			stop()
		}
	})
}

// holds reports whether o has the keys of its window.
func holds(o focusable) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	return c != nil && c.Focused() == fyne.Focusable(o)
}

// focused gives o the keys, and reports whether it could.
func focused(o focusable) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return false
	}
	if d, is := o.(fyne.Disableable); is && d.Disabled() {
		c.Unfocus() // what is typed must not go where it was going
		return true
	}
	c.Focus(o)
	if b, is := o.(*Button); is {
		b.tell("") // nobody went there to be told what it does
	}
	return true
}
