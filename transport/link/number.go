package link

import "strings"

// NumberLen is how many digits the number of a session has.
const NumberLen = 9

// ParseNumber returns the number in what a person typed: spaces, hyphens and
// full stops between the digits do not count.
func ParseNumber(s string) (string, bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "-", "", ".", "").Replace(s)
	for _, r := range s {
		if r < '0' || r > '9' {
			return "", false
		}
	}
	return s, len(s) == NumberLen && s[0] != '0'
}

// FormatNumber returns a number as people read it out: 123 456 789.
func FormatNumber(n string) string {
	if len(n) != NumberLen {
		return n
	}
	return n[:3] + " " + n[3:6] + " " + n[6:]
}
