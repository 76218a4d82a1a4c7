package link

import (
	"errors"
	"fmt"
	"net/netip"
	"unicode"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
)

// Append appends the encoded message to b.
func (m *Message) Append(b []byte) ([]byte, error) {
	e, err := cbor.Marshal(m)
	if err != nil {
		return b, fmt.Errorf("link: encode: %w", err)
	}
	return append(b, e...), nil
}

// Parse reads one message and checks it: sizes, counts, names, candidates. It
// returns ErrMessage, wrapped.
func Parse(b []byte) (*Message, error) {
	if len(b) > MaxMessage {
		return nil, fmt.Errorf("%w: %d bytes", ErrMessage, len(b))
	}
	var m Message
	if err := strict.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return &m, nil
}

// strict refuses what only an attacker sends. It is made once, as that takes
// longer than to read a message, and never changes.
var strict = func() cbor.DecMode {
	m, err := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxNestedLevels: 8, MaxArrayElements: 64, MaxMapPairs: 64,
		IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsAllowed,
	}.DecMode()
	if err != nil {
		panic(err) // the options above are constants
	}
	return m
}()

// A part is what one kind of message is checked for. Each kind lists, beside
// its fields, those that a person may see and the offer.
type part interface {
	parts() (texts []string, offer *Offer)
}

func (m *Start) parts() ([]string, *Offer) { return []string{m.Lang}, nil }

func (m *Started) parts() ([]string, *Offer) {
	return []string{m.Session, m.Number, m.Page, m.Site}, nil
}

func (m *Join) parts() ([]string, *Offer) { return []string{m.Number, m.Name}, &m.Offer }

func (m *Knock) parts() ([]string, *Offer) {
	return []string{m.Session, m.Participant, m.Name, m.Address, m.Account}, &m.Offer
}

func (m *Answer) parts() ([]string, *Offer) { return []string{m.Session, m.Participant}, &m.Offer }

func (m *Joined) parts() ([]string, *Offer) {
	return []string{m.Session, m.Participant, m.Technician, m.Site, m.Number, m.Page}, &m.Offer
}

func (m *Left) parts() ([]string, *Offer) { return []string{m.Session, m.Participant}, nil }
func (m *End) parts() ([]string, *Offer)  { return []string{m.Session, m.By}, nil }
func (m *Refused) parts() ([]string, *Offer) {
	return []string{string(m.Reason), m.Session, m.Number}, nil
}

// set returns the kinds that are in m.
func (m *Message) set() []part {
	var parts []part
	add := func(is bool, p part) {
		if is {
			parts = append(parts, p)
		}
	}
	add(m.Start != nil, m.Start)
	add(m.Started != nil, m.Started)
	add(m.Join != nil, m.Join)
	add(m.Knock != nil, m.Knock)
	add(m.Answer != nil, m.Answer)
	add(m.Joined != nil, m.Joined)
	add(m.Left != nil, m.Left)
	add(m.End != nil, m.End)
	add(m.Refused != nil, m.Refused)
	add(m.Welcome != nil, m.Welcome)
	add(m.Resume != nil, m.Resume)
	add(m.Phrases != nil, m.Phrases)
	add(m.Notes != nil, m.Notes)
	add(m.Noted != nil, m.Noted)
	add(m.Invite != nil, m.Invite)
	add(m.Invited != nil, m.Invited)
	add(m.Assist != nil, m.Assist)
	add(m.Wait != nil, m.Wait)
	add(m.Transfer != nil, m.Transfer)
	add(m.Transferred != nil, m.Transferred)
	add(m.Availability != nil, m.Availability)
	return parts
}

// check reports the first thing in m that no honest peer sends.
func (m *Message) check() error {
	set := m.set()
	if len(set) > 1 {
		return errors.New("more than one kind")
	}
	for _, p := range set {
		texts, offer := p.parts()
		for _, t := range texts {
			if err := CheckText(t); err != nil {
				return err
			}
		}
		if c, ok := p.(interface{ check() error }); ok {
			return c.check()
		}
		if offer != nil {
			return offer.Check()
		}
	}
	return nil
}

// Check reports whether o is what an honest machine offers.
func (o *Offer) Check() error {
	if len(o.Fingerprint) != FingerprintLen {
		return fmt.Errorf("fingerprint of %d bytes", len(o.Fingerprint))
	}
	if len(o.Candidates) > MaxCandidates {
		return fmt.Errorf("%d candidates", len(o.Candidates))
	}
	for _, c := range o.Candidates {
		a, err := netip.ParseAddrPort(c)
		if err != nil || CheckText(c) != nil || a.Port() == 0 || a.Addr().IsUnspecified() || a.Addr().IsMulticast() {
			return fmt.Errorf("candidate %q", c)
		}
	}
	return nil
}

// CheckText reports whether s can be shown to a person: short valid UTF-8
// without control and direction-changing characters.
func CheckText(s string) error {
	if len(s) > MaxText || !utf8.ValidString(s) {
		return fmt.Errorf("text of %d bytes", len(s))
	}
	for _, r := range s {
		if unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return fmt.Errorf("character %U in a text", r)
		}
	}
	return nil
}
