package link

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Limits of what a technician writes.
const (
	MaxPhrases = 40       // canned phrases of an account
	MaxPhrase  = 300      // bytes of one
	MaxNotes   = 12 << 10 // bytes of a session's notes
)

// Welcome tells a Console what its account may do and has. It comes first on a
// link, and again whenever that changes.
type Welcome struct {
	Single  bool     `cbor:"1,keyasint,omitempty"` // one session at a time
	Phrases []string `cbor:"2,keyasint"`           // to put into a chat with a click
	Mail    bool     `cbor:"3,keyasint,omitempty"` // the site sends invitations
	// Settings are as the site has them: what is used of them is Known.
	Settings Settings `cbor:"4,keyasint,omitzero"`
}

// Resume takes up a session whose Console was gone, or whose link was. From the
// Console; the answer is Started, or Refused with the same Session.
type Resume struct {
	Session string `cbor:"1,keyasint"`
}

// Phrases replaces the account's canned phrases. From the Console; the answer is Welcome.
type Phrases struct {
	List []string `cbor:"1,keyasint"`
}

// Notes replaces the notes in a session's record. From the Console.
type Notes struct {
	Session string `cbor:"1,keyasint"`
	Version uint64 `cbor:"2,keyasint"` // counts upwards; the newest counts
	Text    string `cbor:"3,keyasint"`
}

// Noted tells that the site keeps the notes up to this version, or a newer one.
type Noted struct {
	Session string `cbor:"1,keyasint"`
	Version uint64 `cbor:"2,keyasint"`
}

// Invite asks the site to send an invitation to a session by mail. From the Console.
type Invite struct {
	Session string `cbor:"1,keyasint"`
	To      string `cbor:"2,keyasint"` // a mail address
	Lang    string `cbor:"3,keyasint"` // of the text
	// Assist means that it is for a technician, to come in as an assistant.
	Assist bool `cbor:"4,keyasint,omitempty"`
}

// Invited tells what has become of an Invite.
type Invited struct {
	Session string `cbor:"1,keyasint"`
	To      string `cbor:"2,keyasint"`
	Reason  Reason `cbor:"3,keyasint,omitempty"` // why it was not sent; empty: it was
}

func (m *Invite) parts() ([]string, *Offer) { return []string{m.Session, m.To, m.Lang}, nil }
func (m *Invited) parts() ([]string, *Offer) {
	return []string{m.Session, m.To, string(m.Reason)}, nil
}

func (m *Welcome) parts() ([]string, *Offer) {
	return append([]string{m.Settings.Shape, m.Settings.Request}, m.Settings.Tabs...), nil
}
func (m *Resume) parts() ([]string, *Offer)  { return []string{m.Session}, nil }
func (m *Phrases) parts() ([]string, *Offer) { return nil, nil }
func (m *Notes) parts() ([]string, *Offer)   { return []string{m.Session}, nil }
func (m *Noted) parts() ([]string, *Offer)   { return []string{m.Session}, nil }

func (m *Welcome) check() error { return CheckPhrases(m.Phrases) }
func (m *Phrases) check() error { return CheckPhrases(m.List) }
func (m *Notes) check() error   { return CheckNotes(m.Text) }

// CheckPhrases reports whether a list of canned phrases is within the limits.
func CheckPhrases(list []string) error {
	if len(list) > MaxPhrases {
		return fmt.Errorf("%d phrases", len(list))
	}
	for _, p := range list {
		if p == "" || len(p) > MaxPhrase {
			return fmt.Errorf("phrase of %d bytes", len(p))
		}
		if err := checkLines(p); err != nil {
			return err
		}
	}
	return nil
}

// CheckNotes reports whether a text can be the notes of a session.
func CheckNotes(text string) error {
	if len(text) > MaxNotes {
		return fmt.Errorf("notes of %d bytes", len(text))
	}
	return checkLines(text)
}

// checkLines is CheckText for a text of several lines and any length.
func checkLines(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("text that is not UTF-8")
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return fmt.Errorf("character %U in a text", r)
		}
	}
	return nil
}
