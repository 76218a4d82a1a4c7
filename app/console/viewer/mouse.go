package viewer

import (
	"image"
	"math"

	"fyne.io/fyne/v2/driver/desktop"

	"tandem/input"
)

// A mouse makes events for the customer of what Fyne, and where there is one a
// Hook, tell of the pointer.
type mouse struct {
	send func(input.Event)

	held map[input.ButtonID]bool
	at   image.Point // where the customer's pointer was sent last
	sent bool        // at is known
	way  trail       // where it was sent before

	raw    input.ButtonID // the button of Fyne's next event, which the Hook knows better
	wheel  notches        // the turn of Fyne's next event, likewise
	turned bool           // wheel is known
	rest   notches        // parts of a unit that are left over
}

// notches are a turn of the wheel, to the right and away from the user.
type notches struct{ x, y float64 }

func newMouse(send func(input.Event)) *mouse {
	return &mouse{send: send, held: map[input.ButtonID]bool{}}
}

// move moves the customer's pointer.
func (m *mouse) move(at image.Point) {
	if m.sent && at == m.at {
		return
	}
	m.at, m.sent = at, true
	m.way.add(at)
	m.send(input.Pointer{At: at})
}

// button is the button of an event of Fyne's, which has no number for those at
// the side of a mouse.
func (m *mouse) button(b desktop.MouseButton) input.ButtonID {
	if m.raw != 0 {
		return m.raw
	}
	switch b {
	case desktop.MouseButtonPrimary:
		return input.Left
	case desktop.MouseButtonSecondary:
		return input.Right
	case desktop.MouseButtonTertiary:
		return input.Middle
	}
	return input.Back // or forward: Fyne does not tell, and back is the one people use
}

func (m *mouse) press(b input.ButtonID) {
	m.held[b] = true
	m.send(input.Button{Button: b, Down: true})
}

func (m *mouse) lift(b input.ButtonID) {
	if !m.held[b] {
		return
	}
	delete(m.held, b)
	m.send(input.Button{Button: b})
}

// turn turns the wheel.
func (m *mouse) turn(n notches) {
	m.rest.x += n.x * input.Notch
	m.rest.y += n.y * input.Notch
	e := input.Wheel{X: int(math.Round(m.rest.x)), Y: int(math.Round(m.rest.y))}
	m.rest.x -= float64(e.X)
	m.rest.y -= float64(e.Y)
	if e.X != 0 || e.Y != 0 {
		m.send(e)
	}
}

// forget is called when everything has been let go of.
func (m *mouse) forget() {
	clear(m.held)
	m.sent = false
}
