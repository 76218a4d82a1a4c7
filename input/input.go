// Package input brings a technician's keys and pointer to a customer's desktop.
//
// An Injector is one mechanism (xtest, sendinput, robot); native picks the best
// one at run time. Policies are decorators over the same interface: Held
// releases what is held when control ends, Allow drops what is not granted.
// inputtest is the conformance test every mechanism passes.
package input

import (
	"errors"
	"image"
)

// ErrBlocked is returned, wrapped, where the system refuses synthetic input for
// now, such as on Windows' secure desktop; later events may work again.
var ErrBlocked = errors.New("input: blocked by the system")

// ErrTaken is returned, wrapped, by the packages below stopkey where another
// program has claimed the key.
var ErrTaken = errors.New("input: the key is taken by another program")

// An Injector makes events happen on this machine's desktop, in the order they
// are given. It is used by one goroutine at a time.
type Injector interface {
	// Inject makes e happen. An event that the mechanism cannot make returns
	// an error and changes nothing; the injector stays usable.
	Inject(e Event) error
	// Close releases the connection to the system, not the keys: see Held.
	Close() error
}

// An Event is one of Key, Text, Pointer, Button and Wheel.
type Event interface{ event() }

// A Key is a physical key going down or up. What it types is up to the layout
// of the desktop it is injected into. Repeats are down again without an up.
type Key struct {
	Usage Usage
	Down  bool
}

// Text types characters whatever the layout, also those that no key has.
type Text struct{ S string }

// A Pointer is a move of the pointer to a place on the machine's whole
// desktop, in pixels: the coordinates of capture.Display.Bounds.
type Pointer struct{ At image.Point }

// A Button is a pointer button going down or up where the pointer is.
type Button struct {
	Button ButtonID
	Down   bool
}

// A Wheel turns the wheel by notches: Y above zero is away from the user
// (content moves down), X above zero is to the right. 120 units are a notch.
type Wheel struct{ X, Y int }

// ButtonID names a pointer button.
type ButtonID uint8

// The buttons. Back and Forward are the two at the side of a mouse.
const (
	Left ButtonID = 1 + iota
	Middle
	Right
	Back
	Forward
)

// A Usage is a key's number on page 7 of the USB HID Usage Tables, "Keyboard/
// Keypad": 0x04 is the key labelled A on a US keyboard, 0xE0 the left Ctrl key.
type Usage uint16

func (Key) event()     {}
func (Text) event()    {}
func (Pointer) event() {}
func (Button) event()  {}
func (Wheel) event()   {}
