package node

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/app/site/account"
	"tandem/store"
	"tandem/transport/link"
)

// client trusts the site's own certificate.
func client(t *testing.T, n *Node) *http.Client {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(n.conf.Data, certName))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(b)
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

func do(t *testing.T, c *http.Client, method, url, body string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(b)
}

func TestSignInIsTheSameForWrongNamesAndPasswords(t *testing.T) {
	n := run(t, Config{})
	c := client(t, n)
	post := func(name, password string) (int, string, http.Header) {
		b, _ := json.Marshal(link.SignIn{Name: name, Password: password})
		resp, body := do(t, c, http.MethodPost, n.URL()+link.PathSignIn, string(b))
		return resp.StatusCode, body, resp.Header
	}
	status1, body1, _ := post("alice", "wrong")
	status2, body2, _ := post("nobody", "wrong")
	if status1 != http.StatusUnauthorized || status1 != status2 || body1 != body2 {
		t.Errorf("%d %q and %d %q", status1, body1, status2, body2)
	}
	for range 4 {
		post("alice", "wrong")
	}
	status, body, h := post("alice", password)
	var r link.Refusal
	if err := json.Unmarshal([]byte(body), &r); err != nil || status != http.StatusTooManyRequests || r.Reason != link.SlowDown ||
		r.Retry < 1 || h.Get("Retry-After") != fmt.Sprint(r.Retry) {
		t.Errorf("%d %q %q, %v", status, body, h.Get("Retry-After"), err)
	}
}

func TestBadSignInsAreRefused(t *testing.T) {
	n := run(t, Config{})
	c := client(t, n)
	for name, body := range map[string]string{
		"empty": "", "garbage": "\x00\xff", "truncated": `{"name":"ali`, "a list": "[]", "a number for a name": `{"name":1}`,
		"large": `{"name":"` + strings.Repeat("x", maxBody) + `"}`,
	} {
		if resp, _ := do(t, c, http.MethodPost, n.URL()+link.PathSignIn, body); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: status %d", name, resp.StatusCode)
		}
	}
	resp, _ := do(t, c, http.MethodGet, n.URL()+link.PathSignIn, "")
	if resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") != http.MethodPost {
		t.Errorf("GET: status %d", resp.StatusCode)
	}
	resp, _ = do(t, c, http.MethodPost, n.URL()+link.PathSignIn, `{"name":"alice","password":"`+password+`"}`,
		"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("from another site's page: status %d", resp.StatusCode)
	}
	resp, _ = do(t, c, http.MethodGet, n.URL()+link.PathCustomer, "", "Connection", "Upgrade", "Upgrade", "websocket",
		"Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==", "Origin", "https://evil.example")
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("a link from another site's page: status %d", resp.StatusCode)
	}
}

func TestEveryAnswerIsProtected(t *testing.T) {
	n := run(t, Config{})
	c := client(t, n)
	for _, path := range []string{"/", "/downloads", "/nowhere", "/web/style.css", link.PathSignIn, link.PathCustomer, link.PathTechnician} {
		resp, _ := do(t, c, http.MethodGet, n.URL()+path, "")
		h := resp.Header
		if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" ||
			h.Get("X-Frame-Options") != "DENY" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	big := url.Values{"number": {strings.Repeat("1", maxBody)}}.Encode()
	resp, body := do(t, c, http.MethodPost, n.URL()+"/join", big, "Content-Type", "application/x-www-form-urlencoded")
	if resp.StatusCode != http.StatusUnprocessableEntity || len(body) > 20_000 {
		t.Errorf("a large form: status %d, %d bytes", resp.StatusCode, len(body))
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	n := run(t, Config{})
	conf := client(t, n).Transport.(*http.Transport).TLSClientConfig.Clone()
	conf.MaxVersion = tls.VersionTLS12
	if c, err := tls.Dial("tcp", n.Addr().String(), conf); err == nil {
		t.Error("TLS 1.2 was accepted", c.Close())
	}
}

func TestTheCertificateIsTheSitesOwnAndStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	open := func(now time.Time) *Node {
		n, err := New(Config{Data: dir, Listen: "127.0.0.1:0", Public: "https://Support.example.com:8443", Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = n.Close() })
		return n
	}
	now := time.Now()
	n := open(now)
	leaf := n.cert.Leaf
	for _, name := range []string{"support.example.com", "localhost", "127.0.0.1", hostAddress().String()} {
		if err := leaf.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	if years := leaf.NotAfter.Sub(now).Hours() / 24 / 365; years < 9.9 || years > 10.1 {
		t.Errorf("valid for %.1f years", years)
	}
	for file, want := range map[string]fs.FileMode{"site.key": 0o600, "site.pem": 0o644, ".": 0o700 | fs.ModeDir, "site.db": 0o600} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v; want %v", file, info.Mode(), err, want)
		}
	}
	pin := n.Pin()
	b, _ := os.ReadFile(n.CertFile())
	block, rest := pem.Decode(b)
	if block == nil || link.Pin(block.Bytes) != pin || len(rest) != 0 {
		t.Errorf("site.pem does not have the pin %s", pin)
	}
	_ = n.Close()
	if n = open(now.AddDate(9, 0, 0)); n.Pin() != pin {
		t.Error("another certificate after a restart")
	}
	_ = n.Close()
	if n = open(now.AddDate(11, 0, 0)); n.Pin() == pin {
		t.Error("the old certificate after its time")
	}
	_ = n.Close()
	if err := os.WriteFile(filepath.Join(dir, "site.key"), []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := New(Config{Data: dir}); err == nil {
		t.Error("a broken key was taken", n.Close())
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "site.key")); string(got) != "junk" {
		t.Error("a broken key was written over")
	}
}

func TestAGivenCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	if err := makeCert(cert, key, "support.example.com", time.Now()); err != nil {
		t.Fatal(err)
	}
	n, err := New(Config{Data: filepath.Join(dir, "data"), Listen: "127.0.0.1:0", Cert: cert, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = n.Close() }()
	_, port, _ := net.SplitHostPort(n.Addr().String())
	if n.URL() != "https://support.example.com:"+port || n.Pin() != "" || n.CertFile() != "" || n.Name() != "support.example.com" {
		t.Errorf("URL %s, pin %q, file %q, name %q", n.URL(), n.Pin(), n.CertFile(), n.Name())
	}
	w := httptest.NewRecorder()
	n.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Header().Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS with a real certificate")
	}
	if _, err := New(Config{Data: filepath.Join(dir, "2"), Cert: cert}); err == nil {
		t.Error("a certificate without its key was taken")
	}
}

func TestWhatIsWrongShowsBeforeAnythingRuns(t *testing.T) {
	n := run(t, Config{})
	if _, err := New(Config{Data: n.conf.Data}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("folder in use: %v", err)
	}
	if _, err := New(Config{Data: t.TempDir(), Listen: n.Addr().String()}); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("port in use: %v", err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "site.db"), []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Config{Data: dir}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	for _, public := range []string{"http://example.com", "https://a/path", "https://u@a", "ftp://a", "https://"} {
		if _, err := New(Config{Data: t.TempDir(), Public: public}); err == nil {
			t.Errorf("public address %q was taken", public)
		}
	}
	if _, err := New(Config{Data: t.TempDir(), Name: "a\nb"}); err == nil {
		t.Error("a name of two lines was taken")
	}
	if _, err := New(Config{}); err == nil {
		t.Error("no folder")
	}
}

func TestUsersOfARunningSite(t *testing.T) {
	n := run(t, Config{})
	ctx := t.Context()
	bob := account.Account{Name: "bob", Admin: true}
	if _, err := User(ctx, n.conf.Data, account.Command{Do: "add", Account: bob, Password: "first"}); err != nil {
		t.Fatal(err)
	}
	if _, err := User(ctx, n.conf.Data, account.Command{Do: "add", Account: bob, Password: "x"}); err == nil || err.Error() != account.ErrExists.Error() {
		t.Errorf("again: %v", err)
	}
	if _, err := User(ctx, n.conf.Data, account.Command{Do: "passwd", Account: bob, Password: "second"}); err != nil {
		t.Fatal(err)
	}
	s := site(t, n)
	if _, err := s.SignIn(ctx, "bob", "first"); !errors.Is(err, link.ErrSignIn) {
		t.Errorf("old password: %v", err)
	}
	if in, err := s.SignIn(ctx, "bob", "second"); err != nil || in.Name != "bob" {
		t.Errorf("%+v, %v", in, err)
	}
	list, err := User(ctx, n.conf.Data, account.Command{Do: "list"})
	names := []string{}
	for _, a := range list {
		names = append(names, a.Name)
	}
	if err != nil || !slices.Equal(names, []string{"alice", "bob"}) || !list[1].Admin {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := User(ctx, n.conf.Data, account.Command{Do: "remove", Account: bob}); err != nil {
		t.Fatal(err)
	}
	if _, err := User(ctx, n.conf.Data, account.Command{Do: "dance"}); err == nil {
		t.Error("an unknown command was taken")
	}
	info, err := os.Stat(filepath.Join(n.conf.Data, adminName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("socket %v, %v", info, err)
	}
	if err := os.Remove(filepath.Join(n.conf.Data, adminName)); err != nil {
		t.Fatal(err)
	}
	if _, err := User(ctx, n.conf.Data, account.Command{Do: "list"}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("without the socket: %v", err)
	}
}

func TestLocalSignInNeedsNoPassword(t *testing.T) {
	n := run(t, Config{})
	for range 2 {
		in, err := n.Local(t.Context(), "me", "Me Myself")
		if err != nil || in.Name != "Me Myself" || in.Site != n.Name() {
			t.Fatalf("%+v, %v", in, err)
		}
		c, err := site(t, n).Technician(t.Context(), in.Token)
		if err != nil {
			t.Fatal(err)
		}
		_ = c.Drop()
	}
}

func TestThePinIsEnoughToKnowTheSite(t *testing.T) {
	n := run(t, Config{})
	s, err := link.NewSite(n.URL(), "", n.Pin())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignIn(t.Context(), "alice", password); err != nil {
		t.Error(err)
	}
	other := run(t, Config{})
	s, err = link.NewSite(other.URL(), "", n.Pin())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignIn(t.Context(), "alice", password); !errors.Is(err, link.ErrPin) {
		t.Errorf("another site: %v", err)
	}
}

func TestMetrics(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	n := run(t, Config{Metrics: addr})
	if _, err := site(t, n).SignIn(t.Context(), "alice", password); err != nil {
		t.Fatal(err)
	}
	_, body := do(t, http.DefaultClient, http.MethodGet, "http://"+addr+"/", "")
	var m struct {
		Counters map[string]int64
		Sessions *int
		Links    *int
	}
	if err := json.Unmarshal([]byte(body), &m); err != nil || m.Counters["sign_ins_total"] != 1 || m.Sessions == nil || m.Links == nil {
		t.Errorf("%s, %v", body, err)
	}
	for _, path := range []string{"/metrics", "/debug/vars"} {
		if resp, _ := do(t, client(t, n), http.MethodGet, n.URL()+path, ""); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s on the public port: status %d", path, resp.StatusCode)
		}
	}
}

func TestJunkOnThePort(t *testing.T) {
	n := run(t, Config{})
	for _, junk := range []string{"", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\xff\xff" + strings.Repeat("A", 1000), strings.Repeat("\xff", 5000)} {
		c, err := net.Dial("tcp", n.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, junk) // may be closed already
		_ = c.Close()
	}
	c := client(t, n)
	tc, err := tls.Dial("tcp", n.Addr().String(), c.Transport.(*http.Transport).TLSClientConfig)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = tc.Write(bytes.Repeat([]byte("junk "), 1000))
	_ = tc.Close()
	if resp, _ := do(t, c, http.MethodGet, n.URL()+"/", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("status %d", resp.StatusCode)
	}
}

// TestAKilledSiteHasEndedItsSessions opens the store that a site left without
// a word.
func TestAKilledSiteHasEndedItsSessions(t *testing.T) {
	dir := t.TempDir()
	n, err := New(Config{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := n.ledger.Start(context.Background(), "alice")
	if err != nil {
		t.Fatal(err)
	}
	if err := n.store.Close(); err != nil { // as a kill does
		t.Fatal(err)
	}
	n = run(t, Config{Data: dir})
	cust, err := site(t, n).Customer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cust.Drop() }()
	send(t, cust, &link.Message{Join: &link.Join{Number: r.Number, Name: "Bob", Offer: offer("bob")}})
	if got := recv(t, cust).Refused; got == nil || got.Reason != link.Ended {
		t.Errorf("got %+v", got)
	}
}

func TestAddressesThatAreToldToPeople(t *testing.T) {
	for addr, want := range map[string]string{
		"192.0.2.7:8443": "https://192.0.2.7:8443", "[2001:db8::7]:8443": "https://[2001:db8::7]:8443",
		"192.0.2.7:443": "https://192.0.2.7", "127.0.0.1:1": "https://127.0.0.1:1",
	} {
		tcp, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := publicURL("", tcp); err != nil || got.String() != want {
			t.Errorf("%s: %v, %v; want %s", addr, got, err, want)
		}
	}
	any4, _ := net.ResolveTCPAddr("tcp", "0.0.0.0:8443")
	if got, err := publicURL("", any4); err != nil || got.Hostname() == "0.0.0.0" || got.Port() != "8443" {
		t.Errorf("got %v, %v", got, err)
	}
}
