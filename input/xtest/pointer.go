//go:build linux

package xtest

import (
	"bytes"
	"fmt"
	"math"

	"github.com/jezek/xgb/xproto"

	"tandem/input"
)

// The X buttons of the wheel; X protocol has no name for them.
const (
	wheelUp    = 4
	wheelDown  = 5
	wheelLeft  = 6
	wheelRight = 7
)

// movesPerFlush is how many moves may be lost with the line before one says so.
// Moves are many, and to wait for the server costs ten times the event.
const movesPerFlush = 16

func (x *Injector) pointer(e input.Pointer) error {
	x.fake(xproto.MotionNotify, 0, coordinate(e.At.X), coordinate(e.At.Y))
	if x.moves++; x.moves%movesPerFlush != 0 {
		return nil
	}
	return x.flush()
}

func coordinate(v int) int16 {
	return int16(min(max(v, math.MinInt16), math.MaxInt16))
}

func (x *Injector) button(e input.Button) error {
	meant, ok := map[input.ButtonID]byte{
		input.Left: 1, input.Middle: 2, input.Right: 3, input.Back: 8, input.Forward: 9,
	}[e.Button]
	if !ok {
		return fmt.Errorf("input/xtest: no button %d", e.Button)
	}
	m, err := x.readButtons()
	if err != nil {
		return err
	}
	kind := byte(xproto.ButtonRelease)
	if e.Down {
		kind = xproto.ButtonPress
	}
	x.fake(kind, m.button(meant), 0, 0)
	return x.flush()
}

func (x *Injector) turn(e input.Wheel) error {
	right, up := x.wheel.Turn(e)
	if right == 0 && up == 0 {
		return nil
	}
	m, err := x.readButtons()
	if err != nil {
		return err
	}
	x.click(right, m.button(wheelRight), m.button(wheelLeft))
	x.click(up, m.button(wheelUp), m.button(wheelDown))
	return x.flush()
}

// click clicks plus n times, or minus -n times.
func (x *Injector) click(n int, plus, minus byte) {
	button := plus
	if n < 0 {
		button, n = minus, -n
	}
	for range n {
		x.fake(xproto.ButtonPress, button, 0, 0)
		x.fake(xproto.ButtonRelease, button, 0, 0)
	}
}

// buttons are what the desktop takes the buttons for: the first entry is what
// button 1 means.
type buttons []byte

// readButtons asks each time, for notices of a change come late.
func (x *Injector) readButtons() (buttons, error) {
	reply, err := xproto.GetPointerMapping(x.conn).Reply()
	if err != nil {
		return nil, fmt.Errorf("input/xtest: read the pointer mapping: %w", err)
	}
	return reply.Map, nil
}

// button is the one to press for the one that is meant.
func (b buttons) button(meant byte) byte {
	if i := bytes.IndexByte(b, meant); i >= 0 {
		return byte(i + 1)
	}
	return meant
}
