//go:build windows

package sendinput

import (
	"fmt"
	"image"

	"tandem/input"
)

// GetSystemMetrics' numbers, from winuser.h.
const (
	smSwapButton     = 23
	smXVirtualScreen = 76
	smYVirtualScreen = 77
	smCXVirtualDesk  = 78
	smCYVirtualDesk  = 79
)

// maxWheel is the most that fits a WM_MOUSEWHEEL with room to spare.
const maxWheel = 100 * input.Notch

func metric(index uintptr) int {
	v, _, _ := getSystemMetrics.Call(index)
	return int(int32(v))
}

// move goes to the middle of a pixel: absolute coordinates divide the desktop
// into 65536 parts each way, and Windows rounds down.
func move(at image.Point) event {
	e := mouse(mouseMove|mouseAbsolute|mouseVirtualDesk, 0)
	e.mouse.dx = part(at.X-metric(smXVirtualScreen), metric(smCXVirtualDesk))
	e.mouse.dy = part(at.Y-metric(smYVirtualScreen), metric(smCYVirtualDesk))
	return e
}

func part(pixel, pixels int) int32 {
	pixels = max(pixels, 1)
	pixel = min(max(pixel, 0), pixels-1)
	return int32((2*pixel + 1) * 65536 / (2 * pixels))
}

func button(e input.Button) error {
	id := e.Button
	if metric(smSwapButton) != 0 { // the customer is left-handed
		switch id {
		case input.Left:
			id = input.Right
		case input.Right:
			id = input.Left
		}
	}
	for _, b := range [...]struct {
		id             input.ButtonID
		down, up, data uint32
	}{
		{input.Left, mouseLeftDown, mouseLeftUp, 0},
		{input.Middle, mouseMiddleDown, mouseMiddleUp, 0},
		{input.Right, mouseRightDown, mouseRightUp, 0},
		{input.Back, mouseXDown, mouseXUp, 1},
		{input.Forward, mouseXDown, mouseXUp, 2},
	} {
		switch {
		case b.id == id && e.Down:
			return send([]event{mouse(b.down, b.data)})
		case b.id == id:
			return send([]event{mouse(b.up, b.data)})
		}
	}
	return fmt.Errorf("input/sendinput: no button %d", e.Button)
}

func wheel(e input.Wheel) error {
	var events []event
	if e.Y != 0 {
		events = append(events, mouse(mouseWheel, units(e.Y)))
	}
	if e.X != 0 {
		events = append(events, mouse(mouseHWheel, units(e.X)))
	}
	return send(events)
}

// units is signed, in a field that is not.
func units(v int) uint32 { return uint32(int32(min(max(v, -maxWheel), maxWheel))) }
