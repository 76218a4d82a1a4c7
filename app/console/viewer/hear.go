package viewer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tandem/input"
)

var (
	_ desktop.Keyable    = (*surface)(nil)
	_ desktop.Mouseable  = (*surface)(nil)
	_ desktop.Hoverable  = (*surface)(nil)
	_ desktop.Cursorable = (*surface)(nil)
	_ fyne.Draggable     = (*surface)(nil)
	_ fyne.Scrollable    = (*surface)(nil)
	_ fyne.Tabbable      = (*surface)(nil)
	_ fyne.Shortcutable  = (*surface)(nil)
	_ Pointer            = (*surface)(nil)
)

// FocusGained implements fyne.Focusable.
func (s *surface) FocusGained() { s.setFocused(true) }

// FocusLost lets go of everything: what goes up elsewhere is not heard here.
func (s *surface) FocusLost() {
	clear(s.held)
	s.letGo()
	s.setFocused(false)
}

func (s *surface) setFocused(on bool) {
	s.focused = on
	if s.hears.focus != nil {
		s.hears.focus()
	}
}

// AcceptsTab lets the Tab key come here while keys go to the customer; else it
// goes on to the bar.
func (s *surface) AcceptsTab() bool { return s.typing() }

func (s *surface) typing() bool { return s.control && s.keysGo }

// KeyDown implements desktop.Keyable.
func (s *surface) KeyDown(e *fyne.KeyEvent) {
	u := usage(e)
	s.held[u] = true
	switch {
	case escape(u, s.held):
		s.letGo()
		s.hears.escape()
	case s.typing():
		s.keys.press(u)
	default:
		s.hears.key(e)
	}
}

// KeyUp implements desktop.Keyable.
func (s *surface) KeyUp(e *fyne.KeyEvent) {
	u := usage(e)
	delete(s.held, u)
	if s.typing() {
		s.keys.lift(u)
	}
}

// TypedKey implements fyne.Focusable: it also comes for repeats.
func (s *surface) TypedKey(e *fyne.KeyEvent) {
	if s.typing() {
		s.keys.typed(usage(e))
	}
}

// TypedRune implements fyne.Focusable.
func (s *surface) TypedRune(r rune) {
	if s.typing() {
		s.keys.char(r)
	}
}

// TypedShortcut implements fyne.Shortcutable: none is taken for the program's
// while keys go to the customer.
func (s *surface) TypedShortcut(k fyne.Shortcut) {
	if !s.typing() {
		s.hears.keys(k)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *surface) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseOut implements desktop.Hoverable.
func (s *surface) MouseOut() {}

// MouseMoved implements desktop.Hoverable.
func (s *surface) MouseMoved(e *desktop.MouseEvent) {
	if len(s.mouse.held) == 0 {
		s.hears.pointer(e.AbsolutePosition)
	}
	for fynes, b := range map[desktop.MouseButton]input.ButtonID{
		desktop.MouseButtonPrimary: input.Left, desktop.MouseButtonSecondary: input.Right, desktop.MouseButtonTertiary: input.Middle,
	} {
		if e.Button&fynes == 0 {
			s.mouse.lift(b) // it went up where nobody told
		}
	}
	s.point(e.Position)
}

// point moves the customer's pointer to a position on the surface.
func (s *surface) point(pos fyne.Position) (inside bool) {
	if !s.control || s.picture == nil {
		return false
	}
	at, inside := s.place.at(pos)
	if inside || len(s.mouse.held) > 0 {
		s.mouse.move(at)
	}
	return inside
}

// MouseDown implements desktop.Mouseable.
func (s *surface) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	if s.strays { // a click is to be where the technician sees the pointer
		s.mouse.sent = false
	}
	if s.point(e.Position) {
		s.mouse.press(s.mouse.button(e.Button))
	}
}

// MouseUp implements desktop.Mouseable.
func (s *surface) MouseUp(e *desktop.MouseEvent) {
	s.point(e.Position)
	s.mouse.lift(s.mouse.button(e.Button))
}

// Dragged implements fyne.Draggable: moves with a button held come here, also
// those outside of the surface.
func (s *surface) Dragged(e *fyne.DragEvent) { s.point(e.Position) }

// DragEnd implements fyne.Draggable.
func (s *surface) DragEnd() {
	if s.mouse.raw == 0 { // else Lifted tells which button it was
		s.mouse.lift(input.Left)
		s.mouse.lift(input.Middle)
	}
}

// Scrolled implements fyne.Scrollable.
func (s *surface) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case !s.control:
		s.hears.scroll(e)
	case s.mouse.turned:
		s.mouse.turned = false
		s.mouse.turn(s.mouse.wheel)
	default:
		n := notches{-float64(e.Scrolled.DX) / unitsPerNotch, float64(e.Scrolled.DY) / unitsPerNotch}
		if (s.held[input.KeyLeftShift] || s.held[input.KeyRightShift]) && n.y == 0 {
			n = notches{0, -n.x} // as it was before Fyne
		}
		s.mouse.turn(n)
	}
}

// unitsPerNotch is how far Fyne scrolls for a notch of the wheel.
const unitsPerNotch = 25

// Press implements Pointer.
func (s *surface) Press(b input.ButtonID) { s.mouse.raw = b }

// Lifted implements Pointer.
func (s *surface) Lifted(b input.ButtonID) { s.mouse.lift(b) }

// Turn implements Pointer. The event that follows tells whether it is over the
// picture.
func (s *surface) Turn(x, y float64) { s.mouse.wheel, s.mouse.turned = notches{x, y}, true }
