package chat

import (
	"net/url"
	"strings"
	"testing"
)

func TestLinks(t *testing.T) {
	for text, want := range map[string]string{
		"see https://example.com/a?b=c#d.":              "https://example.com/a?b=c#d",
		"(https://example.com/a_(b)) and":               "https://example.com/a_(b)",
		"HTTP://EXAMPLE.com, http://b.example":          "http://EXAMPLE.com http://b.example",
		"https://bank.example@evil.example/":            "",
		"https://user:pw@example.com":                   "",
		"javascript:alert(1) file:///etc/passwd":        "",
		"https:// https:///x https://:80/":              "",
		"https://example.com/\u202egpj.exe":             "",
		"https://exam\u200bple.com":                     "",
		"https://example.com\\@evil.example":            "",
		"https://аpple.example":                         "https://%D0%B0pple.example!",
		"https://xn--pple-43d.example":                  "https://xn--pple-43d.example!",
		"xhttps://example.com":                          "",
		"https://[2001:db8::1]:8443/x, and":             "https://[2001:db8::1]:8443/x",
		"\"https://example.com\" <https://two.example>": "https://example.com https://two.example",
	} {
		var got []string
		for _, l := range Links(text) {
			s := l.URL
			if l.Odd {
				s += "!"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("Links(%q) = %q; want %q", text, g, want)
		}
	}
}

func FuzzLinks(f *testing.F) {
	f.Add("see https://example.com/a?b=c#d. and (http://x/(y))")
	f.Add("https://a@b \u202e https://[::1]")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, l := range Links(text) {
			u, err := url.Parse(l.URL)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Host == "" || l.Start < end || l.End > len(text) {
				t.Fatalf("Links(%q) has %+v", text, l)
			}
			end = l.End
		}
	})
}
