package roster

import (
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"tandem/app/session"
	"tandem/transport"
)

// ErrMessage is returned, wrapped, for bytes that are no message of the channel
// "roster".
var ErrMessage = errors.New("roster: bad message")

// maxMessage is the largest message, in bytes.
const maxMessage = 64 << 10

// A message has exactly one field set; one with none set came from a newer
// program and is skipped.
type message struct {
	List *list `cbor:"1,keyasint,omitempty"`
}

type list struct {
	Term   uint64   `cbor:"1,keyasint"`
	People []person `cbor:"2,keyasint"`
}

type person struct {
	Fingerprint []byte   `cbor:"1,keyasint"`
	Name        string   `cbor:"2,keyasint"`
	Role        uint8    `cbor:"3,keyasint"`
	Primary     bool     `cbor:"4,keyasint,omitempty"`
	Here        bool     `cbor:"5,keyasint,omitempty"`
	Candidates  []string `cbor:"6,keyasint,omitempty"`
	Participant string   `cbor:"7,keyasint,omitempty"`
	Address     string   `cbor:"8,keyasint,omitempty"`
}

// encode returns the message that carries l.
func encode(l List) ([]byte, error) {
	m := list{Term: l.Term, People: []person{}}
	for _, p := range l.People {
		fp, err := transport.DecodeFingerprint(p.ID)
		if err != nil {
			return nil, fmt.Errorf("roster: encode: %w", err)
		}
		m.People = append(m.People, person{
			fp[:], p.Name, uint8(p.Role), p.Primary, p.Here, p.Candidates, p.Participant, p.Address,
		})
	}
	b, err := cbor.Marshal(message{List: &m})
	if err != nil {
		return nil, fmt.Errorf("roster: encode: %w", err)
	}
	return b, nil
}

// parse reads a message and checks it; false for one of a newer kind.
func parse(b []byte) (l List, ok bool, err error) {
	if len(b) > maxMessage {
		return l, false, fmt.Errorf("%w: %d bytes", ErrMessage, len(b))
	}
	var m message
	if err := session.DecMode.Unmarshal(b, &m); err != nil {
		return l, false, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	if m.List == nil {
		return l, false, nil
	}
	l.Term = m.List.Term
	for _, p := range m.List.People {
		fp, err := transport.ParseFingerprint(p.Fingerprint)
		if err != nil {
			return List{}, false, fmt.Errorf("%w: %w", ErrMessage, err)
		}
		l.People = append(l.People, Person{
			fp.String(), p.Name, session.Role(p.Role), p.Primary, p.Here, p.Candidates, p.Participant, p.Address,
		})
	}
	if err := l.check(); err != nil {
		return List{}, false, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return l, true, nil
}
