package session

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
)

// Protocol is the version of the messages below, for both directions.
const Protocol = 1

// ErrMessage is returned, wrapped, for bytes that are no message of the channel "session".
var ErrMessage = errors.New("session: bad message")

// Limits of what a message may hold.
const (
	maxMessage  = 8 << 10 // bytes, encoded
	maxText     = 200     // bytes in a name
	maxFeatures = 64
	maxGrants   = 32
)

// A message of the channel "session" has exactly one field set; one with none
// set came from a newer program and is skipped.
type message struct {
	Hello    *hello    `cbor:"1,keyasint,omitempty"`
	Request  *request  `cbor:"2,keyasint,omitempty"` // technician to customer
	Withdraw *withdraw `cbor:"3,keyasint,omitempty"` // technician to customer
	Outcome  *outcome  `cbor:"4,keyasint,omitempty"` // customer to technician
	Grants   *grants   `cbor:"5,keyasint,omitempty"` // customer to technician
	End      *end      `cbor:"6,keyasint,omitempty"`
	Yield    *yield    `cbor:"7,keyasint,omitempty"` // technician to customer
	Hold     *hold     `cbor:"8,keyasint,omitempty"` // technician to customer
}

type hello struct {
	Protocol uint64            `cbor:"1,keyasint"`
	Features map[string]uint64 `cbor:"2,keyasint"` // name to version
	Name     string            `cbor:"3,keyasint"`
	Role     uint8             `cbor:"4,keyasint"`
	System   string            `cbor:"5,keyasint,omitempty"` // "linux", "windows", …
}

type request struct {
	ID         uint64 `cbor:"1,keyasint"`
	Permission string `cbor:"2,keyasint"`
}

type withdraw struct {
	ID uint64 `cbor:"1,keyasint"`
}

type outcome struct {
	ID      uint64 `cbor:"1,keyasint"`
	Outcome string `cbor:"2,keyasint"`
}

type grants struct {
	Permissions []string `cbor:"1,keyasint"`
	Paused      bool     `cbor:"2,keyasint,omitempty"`
	Missing     []string `cbor:"3,keyasint,omitempty"`
}

// yield gives a granted permission back.
type yield struct {
	Permission string `cbor:"1,keyasint"`
}

// hold puts the session on hold, or goes on.
type hold struct {
	On bool `cbor:"1,keyasint"`
}

type end struct {
	Reason uint8 `cbor:"1,keyasint,omitempty"`
}

// Reasons of an end; others are as endedForAll.
const (
	endedForAll uint8 = 0
	endedForYou uint8 = 1 // the session goes on for others
)

// err is what Session.Run returns for e.
func (e *end) err() error {
	if e.Reason == endedForYou {
		return ErrDismissed
	}
	return ErrEnded
}

// DecMode decodes what comes from a peer: no duplicate keys, no tags, nothing
// deep, nothing of unknown length. Features share it.
var DecMode = func() cbor.DecMode {
	m, err := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		MaxNestedLevels: 6, MaxArrayElements: 256, MaxMapPairs: 256,
	}.DecMode()
	if err != nil {
		panic(err) // the options are constants
	}
	return m
}()

func parse(b []byte) (*message, error) {
	var m message
	if len(b) > maxMessage {
		return nil, fmt.Errorf("%w: %d bytes", ErrMessage, len(b))
	}
	if err := DecMode.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return &m, nil
}

func (m *message) check() error {
	set := 0
	for _, is := range []bool{m.Hello != nil, m.Request != nil, m.Withdraw != nil, m.Outcome != nil, m.Grants != nil, m.End != nil, m.Yield != nil, m.Hold != nil} {
		if is {
			set++
		}
	}
	switch {
	case set > 1:
		return errors.New("more than one kind")
	case m.Hello != nil:
		return m.Hello.check()
	case m.Request != nil:
		return checkText(m.Request.Permission)
	case m.Yield != nil:
		return checkText(m.Yield.Permission)
	case m.Outcome != nil:
		return checkText(m.Outcome.Outcome)
	case m.Grants != nil:
		return m.Grants.check()
	}
	return nil
}

func (h *hello) check() error {
	if len(h.Features) > maxFeatures {
		return fmt.Errorf("%d features", len(h.Features))
	}
	for f := range h.Features {
		if err := checkText(f); err != nil {
			return err
		}
	}
	if err := checkText(h.System); err != nil {
		return err
	}
	return checkText(h.Name)
}

func (g *grants) check() error {
	if len(g.Permissions)+len(g.Missing) > maxGrants {
		return fmt.Errorf("%d grants", len(g.Permissions)+len(g.Missing))
	}
	for _, s := range slices.Concat(g.Permissions, g.Missing) {
		if err := checkText(s); err != nil {
			return err
		}
	}
	return nil
}

func checkText(s string) error {
	if len(s) > maxText || !utf8.ValidString(s) {
		return fmt.Errorf("text of %d bytes", len(s))
	}
	return nil
}
