package control

import (
	"context"
	"errors"
	"fmt"
	"image"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/input"
	"tandem/transport"
)

// errMessage means that the peer sent what is no message of this channel.
var errMessage = errors.New("control: bad message")

// maxText is the most text in one message, in bytes; maxCoordinate bounds a
// place; maxWheel bounds one turn of the wheel (120 is a notch).
const (
	maxText       = 1024
	maxMessage    = maxText + 64
	maxCoordinate = 1 << 16
	maxWheel      = 120 * 100
)

// A message has exactly one field set; none set: a newer kind, skipped.
type message struct {
	Key     *key     `cbor:"1,keyasint,omitempty"`
	Text    *text    `cbor:"2,keyasint,omitempty"`
	Pointer *pointer `cbor:"3,keyasint,omitempty"`
	Button  *button  `cbor:"4,keyasint,omitempty"`
	Wheel   *wheel   `cbor:"5,keyasint,omitempty"`
	Beat    *beat    `cbor:"6,keyasint,omitempty"`
	Release *release `cbor:"7,keyasint,omitempty"`
}

type key struct {
	Usage uint16 `cbor:"1,keyasint"` // USB HID, page 7
	Down  bool   `cbor:"2,keyasint,omitempty"`
}

type text struct {
	S string `cbor:"1,keyasint"`
}

// pointer is a place in the shared picture, in pixels of the customer's display.
type pointer struct {
	X int `cbor:"1,keyasint"`
	Y int `cbor:"2,keyasint"`
}

type button struct {
	Button uint8 `cbor:"1,keyasint"`
	Down   bool  `cbor:"2,keyasint,omitempty"`
}

type wheel struct {
	X int `cbor:"1,keyasint,omitempty"`
	Y int `cbor:"2,keyasint,omitempty"`
}

// beat says that the technician's side is alive while something is held.
type beat struct{}

// release lets go of everything that is held.
type release struct{}

func parse(b []byte) (*message, error) {
	var m message
	if len(b) > maxMessage {
		return nil, fmt.Errorf("%w: %d bytes", errMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errMessage, err)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", errMessage, err)
	}
	return &m, nil
}

func (m *message) check() error {
	set := 0
	for _, is := range []bool{
		m.Key != nil, m.Text != nil, m.Pointer != nil, m.Button != nil, m.Wheel != nil, m.Beat != nil, m.Release != nil,
	} {
		if is {
			set++
		}
	}
	out := func(v, limit int) bool { return v > limit || v < -limit }
	switch {
	case set > 1:
		return errors.New("more than one kind")
	case m.Text != nil && (len(m.Text.S) > maxText || !utf8.ValidString(m.Text.S)):
		return fmt.Errorf("text of %d bytes", len(m.Text.S))
	case m.Pointer != nil && (out(m.Pointer.X, maxCoordinate) || out(m.Pointer.Y, maxCoordinate)):
		return fmt.Errorf("place %v", *m.Pointer)
	case m.Button != nil && (m.Button.Button < uint8(input.Left) || m.Button.Button > uint8(input.Forward)):
		return fmt.Errorf("button %d", m.Button.Button)
	case m.Wheel != nil && (out(m.Wheel.X, maxWheel) || out(m.Wheel.Y, maxWheel)):
		return fmt.Errorf("wheel %v", *m.Wheel)
	}
	return nil
}

// event returns the input event that m carries, with places moved by origin;
// nil for messages that carry none.
func (m *message) event(origin image.Point) input.Event {
	switch {
	case m.Key != nil:
		return input.Key{Usage: input.Usage(m.Key.Usage), Down: m.Key.Down}
	case m.Text != nil:
		return input.Text{S: m.Text.S}
	case m.Pointer != nil:
		return input.Pointer{At: image.Pt(m.Pointer.X, m.Pointer.Y).Add(origin)}
	case m.Button != nil:
		return input.Button{Button: input.ButtonID(m.Button.Button), Down: m.Button.Down}
	case m.Wheel != nil:
		return input.Wheel{X: m.Wheel.X, Y: m.Wheel.Y}
	}
	return nil
}

// messageOf returns the message that carries e.
func messageOf(e input.Event) *message {
	switch e := e.(type) {
	case input.Key:
		return &message{Key: &key{uint16(e.Usage), e.Down}}
	case input.Text:
		return &message{Text: &text{e.S}}
	case input.Pointer:
		return &message{Pointer: &pointer{e.At.X, e.At.Y}}
	case input.Button:
		return &message{Button: &button{uint8(e.Button), e.Down}}
	case input.Wheel:
		return &message{Wheel: &wheel{e.X, e.Y}}
	}
	return &message{}
}

func sendMessage(ctx context.Context, ch transport.Channel, m *message) error {
	b, err := cbor.Marshal(m)
	if err != nil {
		return fmt.Errorf("control: encode: %w", err)
	}
	return ch.Send(ctx, b)
}
