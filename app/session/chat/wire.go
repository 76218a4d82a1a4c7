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

// A message has exactly one field set; none set: a newer kind, skipped.
type message struct {
	Line *line `cbor:"1,keyasint,omitempty"`
	Ack  *ack  `cbor:"2,keyasint,omitempty"`
}

type line struct {
	Number uint64 `cbor:"1,keyasint"` // counts from 1, one more each line
	Text   string `cbor:"2,keyasint"`
}

type ack struct {
	Number uint64 `cbor:"1,keyasint"` // all lines up to this one have arrived
}

func parse(b []byte) (*message, error) {
	var m message
	if len(b) > MaxText+64 {
		return nil, fmt.Errorf("%w: %d bytes", errMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errMessage, err)
	}
	switch {
	case m.Line != nil && m.Ack != nil:
		return nil, fmt.Errorf("%w: more than one kind", errMessage)
	case m.Line != nil && (m.Line.Number == 0 || len(m.Line.Text) > MaxText):
		return nil, fmt.Errorf("%w: line %d of %d bytes", errMessage, m.Line.Number, len(m.Line.Text))
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
