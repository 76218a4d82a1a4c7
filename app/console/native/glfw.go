//go:build !ci

package native

import (
	"image"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"tandem/app/console/viewer"
	"tandem/input"
)

// Hook is the viewer.Hook of a real window.
func Hook(w fyne.Window, p viewer.Pointer) (look func()) {
	win := of(w)
	if win == nil {
		return func() {}
	}
	hookButtons(win, p)
	hookWheel(win, p)
	return func() {
		moved := win.SetCursorPosCallback(nil)
		win.SetCursorPosCallback(moved)
		if moved != nil && win.GetAttrib(glfw.Hovered) == glfw.True {
			x, y := win.GetCursorPos()
			moved(win, x, y)
		}
	}
}

// of returns GLFW's window of w, which Fyne keeps to itself: it is the one
// whose context is current while Fyne works on w.
func of(w fyne.Window) (win *glfw.Window) {
	if c, ok := w.(interface{ RunWithContext(func()) }); ok {
		c.RunWithContext(func() { win = glfw.GetCurrentContext() })
	}
	return win
}

func hookButtons(win *glfw.Window, p viewer.Pointer) {
	var fynes glfw.MouseButtonCallback
	fynes = win.SetMouseButtonCallback(func(w *glfw.Window, b glfw.MouseButton, a glfw.Action, mods glfw.ModifierKey) {
		id := button(b)
		if id == 0 {
			return
		}
		p.Press(id)
		if fynes != nil {
			fynes(w, b, a, mods)
		}
		if a == glfw.Release {
			p.Lifted(id)
		}
	})
}

func button(b glfw.MouseButton) input.ButtonID {
	switch b {
	case glfw.MouseButtonLeft:
		return input.Left
	case glfw.MouseButtonRight:
		return input.Right
	case glfw.MouseButtonMiddle:
		return input.Middle
	case glfw.MouseButton4:
		return input.Back
	case glfw.MouseButton5:
		return input.Forward
	}
	return 0 // no customer's computer is told of more
}

func hookWheel(win *glfw.Window, p viewer.Pointer) {
	var fynes glfw.ScrollCallback
	fynes = win.SetScrollCallback(func(w *glfw.Window, x, y float64) {
		p.Turn(-x, y) // GLFW counts to the left
		if fynes != nil {
			fynes(w, x, y)
		}
	})
}

// Position is where w is on the screen.
func Position(w fyne.Window) (x, y int, ok bool) {
	win := of(w)
	if win == nil {
		return 0, 0, false
	}
	x, y = win.GetPos()
	return x, y, true
}

// Screen is what windows may use of the screen that the upper left corner of w
// is on, or else of the first one.
func Screen(w fyne.Window) (r image.Rectangle, ok bool) {
	x, y, ok := Position(w)
	if !ok {
		return image.Rectangle{}, false
	}
	for i, m := range glfw.GetMonitors() {
		left, top, width, height := m.GetWorkarea()
		is := image.Rect(left, top, left+width, top+height)
		if i == 0 || image.Pt(x, y).In(is) {
			r = is
		}
	}
	return r, !r.Empty()
}

// Minimised reports whether nobody can see w, because it is an icon.
func Minimised(w fyne.Window) bool {
	win := of(w)
	return win != nil && win.GetAttrib(glfw.Iconified) == glfw.True
}
