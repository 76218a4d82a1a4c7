// Package invite is what a customer is told so as to come into a session: the
// address and the number to read out, letter by letter if need be, the text of a
// mail and of a short message, in the customer's language. Another technician,
// who is to assist, is told the same in other words.
//
// # Decisions
//
// The words are fixed and the same wherever they are sent from; there is no room
// in them for a text of the sender's, so that a site that sends them cannot be
// made to send something else.
package invite

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"text/template"
	"time"
	"unicode"

	"tandem/assets"
	"tandem/transport/link"
)

// An Invitation is for one session.
type Invitation struct {
	Page       string // the site's address, https://…
	Number     string // nine digits
	Site       string
	Technician string
	Expires    time.Time
	Lang       string // "en" or "fr"; others are as "en"
	// Assist means that it is for another technician, to come in as an
	// assistant: they type the number into their Console.
	Assist bool
}

// A Letter is one character as it is said on the phone.
type Letter struct {
	Sign string
	Word string
}

// Link is the address that has the number in it. It is for customers alone.
func (i Invitation) Link() string {
	return strings.TrimSuffix(i.Page, "/") + "/?n=" + url.QueryEscape(i.Number) + "&lang=" + i.lang()
}

// Digits are the number's, with their words.
func (i Invitation) Digits() []Letter { return spell(i.Number, load(i.lang())) }

// Address is what a person types to get to the page.
func (i Invitation) Address() string {
	return strings.TrimPrefix(strings.TrimSuffix(i.Page, "/"), "https://")
}

// Letters are the address's, with words by which they are known on the phone.
func (i Invitation) Letters() []Letter { return spell(i.Address(), load(i.lang())) }

// Mail returns the text of a mail.
func (i Invitation) Mail() (subject, body string) {
	t := load(i.lang())
	subject, body = t.Subject, t.Body
	if i.Assist {
		subject, body = t.AssistSubject, t.AssistBody
	}
	return strings.Join(strings.Fields(i.fill(subject, t)), " "), i.fill(body, t)
}

// Message returns the text to copy into a short message.
func (i Invitation) Message() string {
	t := load(i.lang())
	if i.Assist {
		return i.fill(t.AssistMessage, t)
	}
	return i.fill(t.Message, t)
}

// MailTo returns the address that opens the technician's own mail program with
// the mail filled in, RFC 6068. to may be empty.
func (i Invitation) MailTo(to string) string {
	subject, body := i.Mail()
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	return "mailto:" + strings.ReplaceAll(url.PathEscape(to), "&", "%26") +
		"?subject=" + escape(subject) + "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
}

// ParseAddress returns the bare mail address that somebody typed.
func ParseAddress(typed string) (string, error) {
	a, err := mail.ParseAddress(strings.TrimSpace(typed))
	if err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	at := strings.LastIndexByte(a.Address, '@')
	if link.CheckText(a.Address) != nil || strings.ContainsFunc(a.Address, unicode.IsSpace) || strings.ContainsAny(a.Address, `"<>(),;`) ||
		!strings.Contains(a.Address[at+1:], ".") && a.Address[at+1:] != "localhost" {
		return "", fmt.Errorf("invite: %q is no mail address", a.Address)
	}
	return a.Address, nil
}

func (i Invitation) lang() string {
	if i.Lang == "fr" {
		return "fr"
	}
	return "en"
}

// texts are those of a language.
type texts struct {
	Subject, Body, Message                   string
	AssistSubject, AssistBody, AssistMessage string
	Until, Digits, Letters, Signs            string
}

// load returns the texts of a language, which are part of the program.
func load(lang string) texts {
	var t texts
	b, err := assets.FS.ReadFile("translations/invite/" + lang + ".json")
	if err == nil {
		err = json.Unmarshal(b, &t)
	}
	if err != nil {
		panic(err) // a file is missing in the build
	}
	return t
}

// fill puts the session's particulars into a text.
func (i Invitation) fill(text string, t texts) string {
	var b strings.Builder
	err := template.Must(template.New("").Parse(text)).Execute(&b, map[string]string{
		"Technician": i.Technician, "Site": i.Site, "Link": i.Link(), "Address": i.Address(), "Number": link.FormatNumber(i.Number),
		"Until": i.Expires.Format(t.Until),
	})
	if err != nil {
		panic(err) // the texts are part of the program, and tested
	}
	return b.String()
}

// spell returns s letter by letter; what has no word stands for itself.
func spell(s string, t texts) []Letter {
	digits, letters, signs := strings.Fields(t.Digits), strings.Fields(t.Letters), strings.Fields(t.Signs)
	var ls []Letter
	for _, r := range s {
		l := Letter{string(r), string(r)}
		switch low := unicode.ToLower(r); {
		case r >= '0' && r <= '9':
			l.Word = digits[r-'0']
		case low >= 'a' && low <= 'z':
			l.Word = letters[low-'a']
		default:
			for n := 0; n+1 < len(signs); n += 2 {
				if signs[n] == string(r) {
					l.Word = signs[n+1]
				}
			}
		}
		ls = append(ls, l)
	}
	return ls
}
