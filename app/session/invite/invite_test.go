package invite

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func example(lang string) Invitation {
	return Invitation{
		Page: "https://help-1.example.com:8443", Number: "482913077", Site: "Example & Co", Technician: "Zoë Martin",
		Expires: time.Date(2031, 3, 4, 17, 5, 0, 0, time.UTC), Lang: lang,
	}
}

func words(ls []Letter) string {
	var ws []string
	for _, l := range ls {
		ws = append(ws, l.Word)
	}
	return strings.Join(ws, " ")
}

func TestWhatIsReadOut(t *testing.T) {
	for lang, want := range map[string][2]string{
		"en": {"four eight two nine one three zero seven seven", "Hotel Echo Lima Papa hyphen one dot"},
		"fr": {"quatre huit deux neuf un trois zéro sept sept", "Henri Eugène Louis Pierre tiret un point"},
		"de": {"four eight two", "Hotel"},
	} {
		i := example(lang)
		if got := words(i.Digits()); !strings.HasPrefix(got, want[0]) {
			t.Errorf("%s: digits %q; want %q", lang, got, want[0])
		}
		if got := words(i.Letters()); !strings.HasPrefix(got, want[1]) {
			t.Errorf("%s: letters %q; want %q", lang, got, want[1])
		}
		if got := i.Address(); got != "help-1.example.com:8443" {
			t.Errorf("address %q", got)
		}
	}
	if l := spell("Zß[", load("en")); l[0].Word != "Zulu" || l[1].Word != "ß" || l[2].Word != "bracket" {
		t.Errorf("spelled %v", l)
	}
}

func TestTexts(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"Help from Zoë Martin (Example & Co)", "17:05 on 4 March 2031 (UTC)", "allow it"},
		"fr": {"Aide de Zoë Martin (Example & Co)", "17:05 le 04/03/2031 (UTC)", "votre accord"},
	} {
		i := example(lang)
		subject, body := i.Mail()
		all := strings.Join([]string{subject, body, i.Message()}, "\n")
		for _, w := range append(want, "https://help-1.example.com:8443/?n=482913077&lang="+lang, "482 913 077") {
			if !strings.Contains(all, w) {
				t.Errorf("%s: %q is not in\n%s", lang, w, all)
			}
		}
		if strings.Contains(all, "{{") || strings.Contains(all, "<no value>") {
			t.Errorf("%s: not filled in:\n%s", lang, all)
		}
		u, err := url.Parse(i.MailTo("bob+help&co@example.com"))
		if err != nil || u.Scheme != "mailto" || u.Query().Get("subject") != subject || u.Query().Get("body") != strings.ReplaceAll(body, "\n", "\r\n") {
			t.Errorf("%s: mailto %v, %v", lang, u, err)
		}
		if to, err := url.PathUnescape(u.Opaque); err != nil || to != "bob+help&co@example.com" {
			t.Errorf("to %q, %v", to, err)
		}
	}
	i := example("en")
	i.Technician = "Eve\r\nBcc: all@example.com"
	if subject, _ := i.Mail(); strings.ContainsAny(subject, "\r\n") {
		t.Errorf("subject %q has a line break", subject)
	}
}

func TestParseAddress(t *testing.T) {
	for typed, want := range map[string]string{
		" bob@example.com ": "bob@example.com", "Bob <bob@example.com>": "bob@example.com", "zoë@exämple.fr": "zoë@exämple.fr", "root@localhost": "root@localhost",
		"": "", "bob": "", "bob@": "", "bob@example": "", "a@b.c, d@e.f": "", "\"a b\"@example.com": "", "bob@example.com\r\nBcc: x@y.z": "",
	} {
		got, err := ParseAddress(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseAddress(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	f.Add("Bob <bob@example.com>")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAddress(s)
		if err == nil && (strings.ContainsAny(a, "\r\n <>,;\x00") || strings.Count(a, "@") < 1) {
			t.Fatalf("ParseAddress(%q) = %q", s, a)
		}
		if err == nil {
			if again, err := ParseAddress(a); again != a {
				t.Fatalf("ParseAddress(%q) = %q, %v", a, again, err)
			}
		}
	})
}

func TestTechniciansAreInvitedToAssist(t *testing.T) {
	for lang, want := range map[string]string{"en": "Assist", "fr": "Assister"} {
		i := example(lang)
		_, customers := i.Mail()
		i.Assist = true
		subject, body := i.Mail()
		for _, text := range []string{body, i.Message()} {
			for _, w := range []string{want, "482 913 077", "help-1.example.com:8443", "Zoë Martin"} {
				if !strings.Contains(text, w) {
					t.Errorf("%s: %q is not in\n%s", lang, w, text)
				}
			}
			if strings.Contains(text, i.Link()) {
				t.Errorf("%s: a technician is sent to the customers' page:\n%s", lang, text)
			}
		}
		if subject == "" || body == customers {
			t.Errorf("%s: subject %q, body\n%s", lang, subject, body)
		}
	}
}
