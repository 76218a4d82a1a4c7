package local

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"tandem/transport/link"
)

func TestAccountIsMadeOfTheUsersName(t *testing.T) {
	for username, want := range map[string]string{
		"alice": "alice", `OFFICE\Zoë Smith`: "zosmith", "": "technician", "名前": "technician", "a.b-c_d": "a.b-c_d",
	} {
		if got := account(username); got != want {
			t.Errorf("account(%q) = %q; want %q", username, got, want)
		}
	}
}

// TestTwoSitesOnOneComputer also takes another port when the usual one is taken.
func TestTwoSitesOnOneComputer(t *testing.T) {
	for range 2 {
		s, err := Open(t.TempDir(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx) }()
		defer func() {
			cancel()
			if err := <-done; err != nil {
				t.Errorf("Run = %v", err)
			}
		}()
		start(t, s)
	}
}

// start signs in and starts a session.
func start(t *testing.T, s *Site) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	in, err := s.SignIn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	site, err := s.Link()
	if err != nil {
		t.Fatal(err)
	}
	lk, err := site.Technician(ctx, in.Token)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lk.Close() }() // the test is over
	if err := lk.Send(ctx, &link.Message{Start: &link.Start{}}); err != nil {
		t.Fatal(err)
	}
	m, err := lk.Recv(ctx)
	if err == nil && m.Welcome != nil { // which comes first, or after
		m, err = lk.Recv(ctx)
	}
	if err != nil || m.Started == nil {
		t.Fatalf("answer to Start: %+v, %v; want Started", m, err)
	}
}
