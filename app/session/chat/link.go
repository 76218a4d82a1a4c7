package chat

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// A Link is an address in a text that may be opened by a click.
type Link struct {
	Start, End int    // bytes of the text
	URL        string // what to open: http or https, no user name
	Host       string // what to show before opening
	// Odd means that the host mixes scripts or is not ASCII, so that it may
	// look like another: the reader is to be asked before it is opened.
	Odd bool
}

// address finds what looks like a link; Links looks closer.
var address = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"'` + "`" + `]+`)

// maxLinks is how many links of a text are found.
const maxLinks = 20

// Links returns the links in text that are safe to offer, in order. Anything but
// http and https, a user name before the host, an empty host, or characters
// that cannot be seen make a text no link.
func Links(text string) []Link {
	var links []Link
	for _, at := range address.FindAllStringIndex(text, maxLinks) {
		raw := trimEnd(text[at[0]:at[1]])
		u, err := url.Parse(raw)
		if err != nil || u.User != nil || u.Hostname() == "" || strings.ContainsFunc(raw, hidden) {
			continue
		}
		links = append(links, Link{at[0], at[0] + len(raw), u.String(), u.Host, odd(u.Hostname())})
	}
	return links
}

// trimEnd drops what ends a sentence and not the link.
func trimEnd(raw string) string {
	for {
		short := strings.TrimRight(raw, ".,;:!?»”’*_")
		if strings.HasSuffix(short, ")") && strings.Count(short, "(") < strings.Count(short, ")") {
			short = short[:len(short)-1]
		}
		if strings.HasSuffix(short, "]") && strings.Count(short, "[") < strings.Count(short, "]") {
			short = short[:len(short)-1]
		}
		if short == raw {
			return raw
		}
		raw = short
	}
}

// hidden are characters that a reader does not see.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar || r == '\\'
}

func odd(host string) bool {
	for _, label := range strings.Split(strings.ToLower(host), ".") {
		if strings.HasPrefix(label, "xn--") {
			return true
		}
	}
	return strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) || strings.Contains(host, "%")
}
