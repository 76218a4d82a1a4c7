package clipboard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/transport"
)

// MaxText is the longest text that is shared, in bytes.
const MaxText = 128 << 10

// errMessage means that the peer sent what is no message of this channel.
var errMessage = errors.New("clipboard: bad message")

// A message has exactly one field set; none set: a newer kind, skipped.
type message struct {
	Text *text `cbor:"1,keyasint,omitempty"`
}

type text struct {
	Text string `cbor:"1,keyasint"` // lines end in "\n"
}

// Clean makes a copied text as it is sent: with line breaks of one kind. It
// reports whether it can be sent: valid, neither empty nor too long, and
// without zero bytes.
func Clean(s string) (string, bool) {
	if len(s) > 2*MaxText { // no more than its line breaks can go
		return "", false
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return s, s != "" && len(s) <= MaxText && utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}

func parse(b []byte) (*message, error) {
	var m message
	if len(b) > MaxText+64 {
		return nil, fmt.Errorf("%w: %d bytes", errMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errMessage, err)
	}
	if m.Text != nil {
		if s, ok := Clean(m.Text.Text); !ok || s != m.Text.Text {
			return nil, fmt.Errorf("%w: text of %d bytes", errMessage, len(m.Text.Text))
		}
	}
	return &m, nil
}

func sendMessage(ctx context.Context, ch transport.Channel, m *message) error {
	b, err := cbor.Marshal(m)
	if err != nil {
		return fmt.Errorf("clipboard: encode: %w", err)
	}
	return ch.Send(ctx, b)
}
