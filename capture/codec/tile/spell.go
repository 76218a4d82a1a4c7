package tile

import "time"

// A spell is a time of photographs one after the other.
type spell struct {
	any         bool
	began, last time.Duration
}

const (
	spellApart = 2 * time.Second        // without a photograph, and the next one begins another spell
	spellFirst = 250 * time.Millisecond // how long what is coded counts as its first
)

// coded notes that something of a photograph was coded.
func (s *spell) coded(now time.Duration) {
	if !s.any || now-s.last > spellApart {
		s.any, s.began = true, now
	}
	s.last = now
}

// long tells whether the spell is beyond its first photograph.
func (s *spell) long(now time.Duration) bool {
	return s.any && now-s.last <= spellApart && now-s.began > spellFirst
}
