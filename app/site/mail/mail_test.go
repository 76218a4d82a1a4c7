package mail

import (
	"io"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tandem/app/session/invite"
	"tandem/app/site/mail/mailtest"
)

func invitation() invite.Invitation {
	return invite.Invitation{
		Page: "https://help.example.com", Number: "482913077", Site: "Example", Technician: "Zoë Martin", Expires: time.Now(), Lang: "fr",
	}
}

func TestAnInvitationIsSent(t *testing.T) {
	s := mailtest.New(t, &mailtest.Server{})
	m, err := New(Config{Server: "smtp://" + s.Addr, From: "Exämple <help@example.com>"})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), "bob@example.com", invitation()); err != nil {
		t.Fatal(err)
	}
	mails := s.Mails()
	if len(mails) != 1 || mails[0].From != "help@example.com" || mails[0].To != "bob@example.com" {
		t.Fatalf("mails %+v", mails)
	}
	got, err := mail.ReadMessage(strings.NewReader(mails[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(got.Body))
	if err != nil || !strings.Contains(string(body), "https://help.example.com/?n=482913077&lang=fr") || !strings.Contains(string(body), "Zoë Martin") {
		t.Errorf("body %q, %v", body, err)
	}
	if h := got.Header; h.Get("Auto-Submitted") != "auto-generated" || h.Get("Message-Id") == "" || h.Get("Date") == "" {
		t.Errorf("header %v", h)
	}
}

func TestWhatTheServerRefusesIsTold(t *testing.T) {
	s := mailtest.New(t, &mailtest.Server{Refuse: "550 no such user"})
	m, err := New(Config{Server: "smtp://" + s.Addr, From: "help@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), "bob@example.com", invitation()); err == nil || len(s.Mails()) != 0 {
		t.Errorf("Send = %v, mails %v; want an error", err, s.Mails())
	}
	if err := m.Send(t.Context(), "bob@example.com\r\nBcc: all@example.com", invitation()); err == nil {
		t.Error("an address with a line break is taken")
	}
}

func TestThePasswordIsNotSentInTheOpen(t *testing.T) {
	s := mailtest.New(t, &mailtest.Server{User: "site", Password: "secret"})
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := New(Config{Server: "smtp://site@" + s.Addr, PasswordFile: file, From: "help@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), "bob@example.com", invitation()); err == nil || len(s.Mails()) != 0 {
		t.Errorf("Send = %v, mails %v; want an error: the line is not encrypted", err, s.Mails())
	}
}

func TestNothingIsSentUnencryptedOverANetwork(t *testing.T) {
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "192.0.2.1": false, "mail.example.com": false, "localhost.example.com": false} {
		if got := local(host); got != want {
			t.Errorf("local(%q) = %v; want %v", host, got, want)
		}
	}
}

func TestConfigsThatMakeNoSense(t *testing.T) {
	good := Config{Server: "smtps://mail.example.com", From: "help@example.com"}
	if _, err := New(good); err != nil {
		t.Errorf("New(%+v) = %v", good, err)
	}
	for name, c := range map[string]Config{
		"no server": {From: "a@b.c"}, "other scheme": {Server: "http://x", From: "a@b.c"}, "no from": {Server: "smtp://x"},
		"password in the open": {Server: "smtp://u:p@x", From: "a@b.c"}, "user without password": {Server: "smtp://u@x", From: "a@b.c"},
		"password without user": {Server: "smtp://x", From: "a@b.c", PasswordFile: "f"}, "no file": {Server: "smtp://u@x", From: "a@b.c", PasswordFile: "/nowhere"},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("%s: New(%+v) = nil; want an error", name, c)
		}
	}
}
