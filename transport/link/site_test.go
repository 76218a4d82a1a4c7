package link

import (
	"context"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tandem/transport"
)

// serve starts a stand-in site with one handler and returns it with the file
// of its certificate.
func serve(t *testing.T, h http.HandlerFunc) (s *httptest.Server, caFile string) {
	t.Helper()
	s = httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = nil
	s.StartTLS()
	t.Cleanup(s.Close)
	caFile = filepath.Join(t.TempDir(), "site.pem")
	b := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(caFile, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return s, caFile
}

func newSite(t *testing.T, address, caFile, pin string) *Site {
	t.Helper()
	s, err := NewSite(address, caFile, pin)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAddressesOfSites(t *testing.T) {
	for address, want := range map[string]string{
		"support.example.com": "https://support.example.com", "192.0.2.7:8443": "https://192.0.2.7:8443",
		"https://[2001:db8::7]:8443/": "https://[2001:db8::7]:8443", "localhost": "https://localhost",
	} {
		if s, err := NewSite(address, "", ""); err != nil || s.URL != want {
			t.Errorf("NewSite(%q): %+v, %v; want %s", address, s, err, want)
		}
	}
	for _, address := range []string{"", "http://example.com", "https://", "https://:8443", "https://user@example.com", "https://a/path", "a b", "ftp://x"} {
		if _, err := NewSite(address, "", ""); !errors.Is(err, ErrAddress) {
			t.Errorf("NewSite(%q): got %v; want ErrAddress", address, err)
		}
	}
	if _, err := NewSite("localhost", "", "short"); !errors.Is(err, ErrAddress) {
		t.Errorf("a short pin: got %v", err)
	}
	notPEM := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(notPEM, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{notPEM, notPEM + ".none"} {
		if _, err := NewSite("localhost", file, ""); !errors.Is(err, ErrCertificate) {
			t.Errorf("%s: got %v; want ErrCertificate", file, err)
		}
	}
}

func TestSignInAnswers(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   error
	}{
		{http.StatusOK, `{"token":"T","name":"Alice","site":"S"}`, nil},
		{http.StatusUnauthorized, `{"reason":"not-allowed"}`, ErrSignIn},
		{http.StatusTooManyRequests, `{"reason":"slow-down","retrySeconds":3}`, ErrSlowDown},
		{http.StatusOK, `<html>a portal of some hotel</html>`, ErrNoSite},
		{http.StatusOK, strings.Repeat(" ", MaxMessage+1) + `{}`, ErrNoSite},
		{http.StatusNotFound, ``, ErrNoSite},
		{http.StatusInternalServerError, ``, ErrNoSite},
	} {
		s, ca := serve(t, func(w http.ResponseWriter, r *http.Request) {
			var in SignIn
			if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Name != "alice" || in.Password != "pä$$" || r.URL.Path != PathSignIn {
				t.Errorf("got %+v at %s, %v", in, r.URL, err)
			}
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		})
		got, err := newSite(t, s.URL, ca, "").SignIn(t.Context(), "alice", "pä$$")
		if !errors.Is(err, c.want) || c.want == nil && (err != nil || got.Token != "T") {
			t.Errorf("%d %.20q: got %+v, %v; want %v", c.status, c.body, got, err, c.want)
		}
	}
}

func TestOnlyThePinnedCertificateIsAccepted(t *testing.T) {
	s, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	right := Pin(s.Certificate().Raw)
	if _, err := newSite(t, s.URL, "", strings.ToUpper(right)).SignIn(t.Context(), "a", "b"); !errors.Is(err, ErrSignIn) {
		t.Errorf("right pin: %v", err)
	}
	wrong := strings.Map(func(r rune) rune {
		if r == rune(right[0]) {
			return 'a' + (r-'a'+1)%26
		}
		return r
	}, right)
	site := newSite(t, s.URL, "", wrong)
	if _, err := site.SignIn(t.Context(), "a", "b"); !errors.Is(err, ErrPin) || !errors.Is(err, ErrNoSite) {
		t.Errorf("wrong pin: %v", err)
	}
	if _, err := site.Customer(t.Context()); !errors.Is(err, ErrPin) {
		t.Errorf("wrong pin, link: %v", err)
	}
	if _, err := newSite(t, s.URL, "", "").SignIn(t.Context(), "a", "b"); !errors.Is(err, ErrNoSite) {
		t.Errorf("no pin and unknown to the system: %v", err)
	}
}

func TestRefusedLinks(t *testing.T) {
	for status, want := range map[int]error{
		http.StatusUnauthorized: ErrSignIn, http.StatusTooManyRequests: ErrSlowDown, http.StatusNotFound: ErrNoSite, http.StatusOK: ErrNoSite,
	} {
		s, ca := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if got := r.Header.Get("Authorization"); got != "Bearer T" {
				t.Errorf("authorization %q", got)
			}
			w.WriteHeader(status)
		})
		if _, err := newSite(t, s.URL, ca, "").Technician(t.Context(), "T"); !errors.Is(err, want) {
			t.Errorf("status %d: got %v; want %v", status, err, want)
		}
	}
	s, ca := serve(t, nil)
	s.Close()
	if _, err := newSite(t, s.URL, ca, "").Customer(t.Context()); !errors.Is(err, ErrNoSite) {
		t.Errorf("nobody there: %v", err)
	}
}

// linked returns a link to a site that does what serve says.
func linked(t *testing.T, f func(ctx context.Context, c *Conn, ws *websocket.Conn)) *Conn {
	t.Helper()
	s, ca := serve(t, func(w http.ResponseWriter, r *http.Request) {
		ws, err := websocket.Accept(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		f(r.Context(), NewConn(ws), ws)
	})
	c, err := newSite(t, s.URL, ca, "").Customer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Drop() })
	return c
}

func TestMessagesGoBothWays(t *testing.T) {
	c := linked(t, func(ctx context.Context, c *Conn, _ *websocket.Conn) {
		for m, err := c.Recv(ctx); err == nil; m, err = c.Recv(ctx) {
			_ = c.Send(ctx, m)
		}
	})
	for _, want := range messages() {
		if err := c.Send(t.Context(), &want.m); err != nil {
			t.Fatal(err)
		}
		got, err := c.Recv(t.Context())
		if err != nil || len(got.set()) != len(want.m.set()) {
			t.Errorf("%s: got %+v, %v", want.name, got, err)
		}
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func TestHowALinkEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*Conn)
		want error
	}{
		"in good order": {func(c *Conn) { _ = c.Close() }, transport.ErrClosed},
		"site stops":    {func(c *Conn) { _ = c.Shut("stops") }, transport.ErrLost},
		"broken":        {func(c *Conn) { _ = c.Drop() }, transport.ErrLost},
	} {
		l := linked(t, func(_ context.Context, s *Conn, _ *websocket.Conn) { c.end(s) })
		if _, err := l.Recv(t.Context()); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v; want %v", name, err, c.want)
		}
	}
}

func TestBadMessagesFromASite(t *testing.T) {
	l := linked(t, func(ctx context.Context, s *Conn, ws *websocket.Conn) {
		_ = ws.Write(ctx, websocket.MessageText, []byte("hello"))
		_ = ws.Write(ctx, websocket.MessageBinary, []byte{0xff})
		_ = s.Send(ctx, &Message{End: &End{Session: "S"}})
		_ = ws.Write(ctx, websocket.MessageBinary, make([]byte, MaxMessage+1))
		_, _ = s.Recv(ctx)
	})
	for range 2 {
		if _, err := l.Recv(t.Context()); !errors.Is(err, ErrMessage) {
			t.Fatalf("got %v; want ErrMessage", err)
		}
	}
	if m, err := l.Recv(t.Context()); err != nil || m.End == nil {
		t.Fatalf("the link is of no more use: %+v, %v", m, err)
	}
	if _, err := l.Recv(t.Context()); !errors.Is(err, transport.ErrLost) {
		t.Fatalf("too large: got %v; want ErrLost", err)
	}
}

func TestRecvEndsWithItsContext(t *testing.T) {
	l := linked(t, func(ctx context.Context, s *Conn, _ *websocket.Conn) { _, _ = s.Recv(ctx) })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := l.Recv(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestPing(t *testing.T) {
	l := linked(t, func(ctx context.Context, s *Conn, _ *websocket.Conn) { _, _ = s.Recv(ctx) })
	done := make(chan error, 1)
	go func() { _, err := l.Recv(context.Background()); done <- err }()
	if err := l.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	_ = l.Drop()
	if err := <-done; !errors.Is(err, transport.ErrLost) {
		t.Errorf("got %v", err)
	}
	if err := l.Ping(t.Context()); !errors.Is(err, transport.ErrLost) {
		t.Errorf("ping on a dropped link: %v", err)
	}
}
