package audience

import (
	"errors"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/transport"
)

// Name is the channel's name.
const Name = "audience"

// ErrMessage is returned, wrapped, for bytes that are no message of the channel
// "audience".
var ErrMessage = errors.New("audience: bad message")

// Limits of what a message may hold.
const (
	maxMessage = 4 << 10 // bytes
	maxPeople  = 32
)

// A message has exactly one field set; one with none set came from a newer
// program and is skipped.
type message struct {
	List   *people `cbor:"1,keyasint,omitempty"` // who may see; customer to technician
	Served *people `cbor:"2,keyasint,omitempty"` // who does, after that list; technician to customer
}

type people struct {
	Number uint64   `cbor:"1,keyasint"` // of the list, counted from 1
	Who    [][]byte `cbor:"2,keyasint"` // fingerprints
}

// A word is a message as it is used: the people by their IDs, the fingerprints in
// hexadecimal, none twice.
type word struct {
	served bool
	number uint64
	who    []string
}

func encode(w word) ([]byte, error) {
	p := &people{Number: w.number, Who: [][]byte{}}
	for _, id := range w.who {
		fp, err := transport.DecodeFingerprint(id)
		if err != nil {
			return nil, fmt.Errorf("audience: encode: %w", err)
		}
		p.Who = append(p.Who, fp[:])
	}
	m := message{List: p}
	if w.served {
		m = message{Served: p}
	}
	b, err := cbor.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("audience: encode: %w", err)
	}
	return b, nil
}

// parse reads a message and checks it; false for one of a newer kind.
func parse(b []byte) (w word, ok bool, err error) {
	if len(b) > maxMessage {
		return w, false, fmt.Errorf("%w: %d bytes", ErrMessage, len(b))
	}
	var m message
	if err := session.DecMode.Unmarshal(b, &m); err != nil {
		return w, false, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	p := m.List
	switch {
	case m.List != nil && m.Served != nil:
		return w, false, fmt.Errorf("%w: more than one kind", ErrMessage)
	case m.Served != nil:
		p, w.served = m.Served, true
	case m.List == nil:
		return w, false, nil
	}
	if p.Number == 0 || len(p.Who) > maxPeople {
		return word{}, false, fmt.Errorf("%w: %d people, number %d", ErrMessage, len(p.Who), p.Number)
	}
	w.number = p.Number
	for _, raw := range p.Who {
		fp, err := transport.ParseFingerprint(raw)
		if err != nil {
			return word{}, false, fmt.Errorf("%w: %w", ErrMessage, err)
		}
		if slices.Contains(w.who, fp.String()) {
			return word{}, false, fmt.Errorf("%w: somebody twice", ErrMessage)
		}
		w.who = append(w.who, fp.String())
	}
	return w, true, nil
}
