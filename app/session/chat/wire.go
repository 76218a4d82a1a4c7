package chat

import (
	"context"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/transport"
)

// errMessage means that the peer sent what is no message of this channel.
var errMessage = errors.New("chat: bad message")

// maxName is the longest name or ID of a writer, in bytes.
const maxName = 200

// A message has exactly one field set; none set: a newer kind, skipped.
type message struct {
	Line   *line   `cbor:"1,keyasint,omitempty"`
	Ack    *ack    `cbor:"2,keyasint,omitempty"`
	Typing *typing `cbor:"3,keyasint,omitempty"`
}

type line struct {
	Number uint64 `cbor:"1,keyasint"` // counts from 1, more with each line
	Text   string `cbor:"2,keyasint"`
	To     uint8  `cbor:"3,keyasint,omitempty"` // AudienceKind; One is the reader
	// Of, From and FromID are set when the line is passed on: its number by its
	// writer, and who that is.
	Of     uint64 `cbor:"4,keyasint,omitempty"`
	From   string `cbor:"5,keyasint,omitempty"`
	FromID string `cbor:"6,keyasint,omitempty"`
}

type ack struct {
	Number uint64 `cbor:"1,keyasint"` // all lines up to this one have arrived
}

type typing struct{}

func parse(b []byte) (*message, error) {
	var m message
	if len(b) > MaxText+2*maxName+64 {
		return nil, fmt.Errorf("%w: %d bytes", errMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errMessage, err)
	}
	set := 0
	for _, is := range []bool{m.Line != nil, m.Ack != nil, m.Typing != nil} {
		if is {
			set++
		}
	}
	switch {
	case set > 1:
		return nil, fmt.Errorf("%w: more than one kind", errMessage)
	case m.Line != nil && (len(m.Line.From) > maxName || len(m.Line.FromID) > maxName || (m.Line.FromID == "") != (m.Line.Of == 0)):
		return nil, fmt.Errorf("%w: line %d passed on", errMessage, m.Line.Number)
	case m.Line != nil && (m.Line.Number == 0 || len(m.Line.Text) > MaxText || m.Line.To > uint8(One)):
		return nil, fmt.Errorf("%w: line %d of %d bytes to %d", errMessage, m.Line.Number, len(m.Line.Text), m.Line.To)
	}
	return &m, nil
}

func sendMessage(ctx context.Context, ch transport.Channel, m *message) error {
	b, err := cbor.Marshal(m)
	if err != nil {
		return fmt.Errorf("chat: encode: %w", err)
	}
	return ch.Send(ctx, b)
}
