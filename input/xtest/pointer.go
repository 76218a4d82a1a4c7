//go:build linux

package xtest

import (
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

// buttons is which X button the desktop takes for which one.
type buttons struct {
	stale bool
	of    [10]byte // from what is meant to what to press
}

func (x *Injector) pointer(e input.Pointer) error {
	x.fake(xproto.MotionNotify, 0, coordinate(e.At.X), coordinate(e.At.Y))
	return x.flush()
}

func coordinate(v int) int16 {
	return int16(min(max(v, math.MinInt16), math.MaxInt16))
}

func (x *Injector) button(e input.Button) error {
	number, ok := map[input.ButtonID]byte{
		input.Left: 1, input.Middle: 2, input.Right: 3, input.Back: 8, input.Forward: 9,
	}[e.Button]
	if !ok {
		return fmt.Errorf("input/xtest: no button %d", e.Button)
	}
	if err := x.readButtons(); err != nil {
		return err
	}
	kind := byte(xproto.ButtonRelease)
	if e.Down {
		kind = xproto.ButtonPress
	}
	x.fake(kind, x.mouse.of[number], 0, 0)
	return x.flush()
}

func (x *Injector) turn(e input.Wheel) error {
	if err := x.readButtons(); err != nil {
		return err
	}
	right, up := x.wheel.Turn(e)
	x.click(right, wheelRight, wheelLeft)
	x.click(up, wheelUp, wheelDown)
	return x.flush()
}

// click clicks plus n times, or minus -n times.
func (x *Injector) click(n int, plus, minus byte) {
	number := plus
	if n < 0 {
		number, n = minus, -n
	}
	for range n {
		x.fake(xproto.ButtonPress, x.mouse.of[number], 0, 0)
		x.fake(xproto.ButtonRelease, x.mouse.of[number], 0, 0)
	}
}

func (x *Injector) readButtons() error {
	if !x.mouse.stale {
		return nil
	}
	reply, err := xproto.GetPointerMapping(x.conn).Reply()
	if err != nil {
		return fmt.Errorf("input/xtest: read the pointer mapping: %w", err)
	}
	for i := range x.mouse.of {
		x.mouse.of[i] = byte(i)
	}
	for i, meant := range reply.Map {
		if int(meant) < len(x.mouse.of) && i < math.MaxUint8 {
			x.mouse.of[meant] = byte(i + 1)
		}
	}
	x.mouse.stale = false
	return nil
}
