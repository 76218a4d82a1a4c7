package chat

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tandem/app/session"
)

// MaxText is the longest line, in bytes.
const MaxText = 4096

// A Member is one who takes part in a conversation.
type Member struct {
	ID   string // the same for as long as their program runs
	Name string
	Role session.Role
}

// An Audience is whom a line is for. The zero Audience is everybody.
type Audience struct {
	Kind AudienceKind
	ID   string // of the member, for One
	Name string // theirs, when the line was said
}

// An AudienceKind is a kind of Audience.
type AudienceKind uint8

// The kinds.
const (
	Everybody   AudienceKind = iota
	Technicians              // and no customer
	One
)

// To returns the audience that is m alone.
func To(m Member) Audience { return Audience{One, m.ID, m.Name} }

func (a Audience) includes(m Member) bool {
	switch a.Kind {
	case Everybody:
		return true
	case Technicians:
		return m.Role == session.Technician
	case One:
		return m.ID == a.ID
	}
	return false
}

// A Line is something said. It is immutable and comparable.
type Line struct {
	Number uint64 // counts upwards for each writer
	Mine   bool
	From   string // the writer's name
	FromID string // the writer's; empty for mine
	// Role is the writer's, by which a customer who calls themselves like the
	// technician is told apart; 0 for mine and in what was kept without it.
	Role    session.Role
	To      Audience
	Text    string
	At      time.Time // by the clock of the machine that shows it
	Arrived bool      // for mine: everybody it is for has it
	// Passed is the number under which I pass the line on to those whom its
	// writer's machine has no line to; 0: I do not.
	Passed uint64
}

// number is what the line counts as among those that I send; 0: I do not send it.
func (l Line) number() uint64 {
	if l.Mine {
		return l.Number
	}
	return l.Passed
}

// A Journal keeps lines for good. Append returns when the line is safe.
type Journal interface {
	Append(l Line) error
}

// clean makes s fit to be shown: valid, no control and no direction-changing
// characters but line breaks.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}
