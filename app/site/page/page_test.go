package page

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/app/site/ledger"
	"tandem/assets"
	"tandem/store/bolt"
	"tandem/transport/link"
)

// Browsers.
const (
	windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140"
	linux   = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	mac     = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15"
	android = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Mobile"
)

const pin = "n5qhu3ckmvzrtd2a7yslbwpeo4"

type site struct {
	*Pages
	t      *testing.T
	ledger *ledger.Ledger
	number string
	logged strings.Builder
}

func newSite(t *testing.T) *site {
	t.Helper()
	st, err := bolt.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := &site{t: t, ledger: ledger.New(st, time.Now)}
	dir := t.TempDir()
	for name, content := range map[string]string{"manager": "ELF", "manager.exe": "MZ", "console": "ELF console", "secret": "no"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, _, err := s.ledger.Start(t.Context(), "alice")
	if err != nil {
		t.Fatal(err)
	}
	s.number = r.Number
	s.Pages, err = New(Config{
		Ledger: s.ledger, Site: `<Example> & "Support"`, URL: "https://support.example.com:8443", Pin: pin, Downloads: dir,
		Log: slog.New(slog.NewTextHandler(&s.logged, nil)), Count: func(string, int64) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) do(method, path, agent, lang string, form url.Values) (*http.Response, string) {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.RemoteAddr = "192.0.2.1:1234"
	r.Header.Set("User-Agent", agent)
	r.Header.Set("Accept-Language", lang)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	b, err := io.ReadAll(w.Result().Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return w.Result(), string(b)
}

func (s *site) join(number, name string) (int, string) {
	s.t.Helper()
	resp, body := s.do(http.MethodPost, "/join", windows, "en", url.Values{"number": {number}, "name": {name}})
	return resp.StatusCode, body
}

// has fails unless page has each of the texts.
func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("no %q in\n%s", text, page)
		}
	}
}

func TestLanguagesHaveTheSameTexts(t *testing.T) {
	verb := regexp.MustCompile(`%(\.\d)?[a-z]`)
	all := map[string]map[string]string{}
	for _, tag := range tags() {
		b, err := fs.ReadFile(assets.Web, "web/texts/"+tag+".json")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(b, &texts); err != nil {
			t.Fatal(err)
		}
		all[tag] = texts
	}
	en := all["en"]
	for tag, texts := range all {
		if got, want := slices.Sorted(maps.Keys(texts)), slices.Sorted(maps.Keys(en)); !slices.Equal(got, want) {
			t.Errorf("%s has other keys: got %q; want %q", tag, got, want)
		}
		for key, text := range texts {
			if strings.TrimSpace(text) == "" || !slices.Equal(verb.FindAllString(text, -1), verb.FindAllString(en[key], -1)) {
				t.Errorf("%s: %s = %q; in English %q", tag, key, text, en[key])
			}
		}
	}
}

// TestEveryTextThatIsAskedForIsThere finds the keys in the templates.
func TestEveryTextThatIsAskedForIsThere(t *testing.T) {
	langs, err := loadLanguages(assets.Web)
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`\bt "([a-z0-9.]+)"`)
	files, _ := fs.Glob(assets.Web, "web/*.html")
	found := 0
	for _, f := range files {
		b, _ := fs.ReadFile(assets.Web, f)
		for _, m := range key.FindAllStringSubmatch(string(b), -1) {
			found++
			if _, ok := langs[0].texts[m[1]]; !ok {
				t.Errorf("%s: no text %s", f, m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("found %d keys", found)
	}
}

func TestTheLanguageIsThatOfTheVisitor(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ path, accept, want string }{
		{"/", "", "en"},
		{"/", "fr-CA,fr;q=0.9,en;q=0.8", "fr"},
		{"/", "de, en;q=0.5", "en"},
		{"/", "de", "en"},
		{"/?lang=fr", "en", "fr"},
		{"/?lang=en", "fr", "en"},
		{"/?lang=xx", "fr", "fr"},
		{"/", ";;;,,,garbage\x01", "en"},
		{"/nowhere?lang=fr", "en", "fr"},
	} {
		resp, body := s.do(http.MethodGet, c.path, linux, c.accept, nil)
		if got := resp.Header.Get("Content-Language"); got != c.want || !strings.Contains(body, `<html lang="`+c.want+`">`) {
			t.Errorf("%s for %q: %q; want %q", c.path, c.accept, got, c.want)
		}
	}
	resp, body := s.do(http.MethodPost, "/join", linux, "en", url.Values{"lang": {"fr"}, "number": {s.number}, "name": {"Zoë"}})
	if resp.Header.Get("Content-Language") != "fr" {
		t.Error("the form forgets the language")
	}
	has(t, body, "Merci, Zoë.", `href="/?lang=en&amp;n=`+s.number+`"`)
}

func TestARightNumberLeadsToTheProgram(t *testing.T) {
	s := newSite(t)
	n := s.number
	status, body := s.join(n[:3]+" "+n[3:6]+"-"+n[6:], " Bob <b> ")
	if status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	has(
		t, body, "Thank you, Bob &lt;b&gt;.", `href="/download/windows?n=`+n+`&amp;lang=en">Download for Windows<`,
		`href="/download/linux?n=`+n, link.FormatNumber(n), "support.example.com:8443", "For your safety", "&lt;Example&gt; &amp; &#34;Support&#34;",
	)
	if strings.Contains(body, "/download/macos") {
		t.Error("a link to a program that is not there")
	}
	_, body = s.do(http.MethodPost, "/join", mac, "en", url.Values{"number": {n}, "name": {"Bob"}})
	has(t, body, "The Support Manager for macOS is not available on this site")
	_, body = s.do(http.MethodPost, "/join", android, "en", url.Values{"number": {n}, "name": {"Bob"}})
	has(t, body, "The Support Manager for your system is not available on this site", "/download/windows", "/download/linux")
}

func TestWhatIsWrongIsSaidBesideTheField(t *testing.T) {
	s := newSite(t)
	inUse, _, err := s.ledger.Start(t.Context(), "alice")
	if err != nil {
		t.Fatal(err)
	}
	for i := range ledger.MaxInside {
		if _, err := s.ledger.Join(t.Context(), inUse.Number, "a", ledger.Participant{ID: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	ended, _, err := s.ledger.Start(t.Context(), "alice")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ledger.End(t.Context(), ended.ID, ledger.ByTechnician); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ number, name, want, kept string }{
		{"", "Bob", "Type the session number here.", `value="Bob"`},
		{"12 34", "Bob", "exactly nine digits", `value="12 34"`},
		{"<script>", "Bob", "exactly nine digits", `value="&lt;script&gt;"`},
		{s.number, "", "Type your name here", `value="` + link.FormatNumber(s.number) + `"`},
		{s.number, "Bob\u202e", "cannot be shown", `value="` + link.FormatNumber(s.number) + `"`},
		{s.number, strings.Repeat("x", 300), "too long", `value="` + link.FormatNumber(s.number) + `"`},
		{inUse.Number, "Bob", "This session is full: nobody else can join.", `value="Bob"`},
		{ended.Number, "Bob", "This session has ended", `value="` + link.FormatNumber(ended.Number) + `"`},
		{"100000000", "Bob", "There is no session with this number", `value="100 000 000"`},
	} {
		status, body := s.join(c.number, c.name)
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%q, %q: status %d", c.number, c.name, status)
		}
		has(t, body, c.want, c.kept, `role="alert"`, `aria-invalid="true"`, "Join your support session")
	}
	for range 4 {
		s.join("100000001", "Bob")
	}
	resp, body := s.do(http.MethodPost, "/join", linux, "en", url.Values{"number": {s.number}, "name": {"Bob"}})
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "12" {
		t.Errorf("status %d, retry after %q", resp.StatusCode, resp.Header.Get("Retry-After"))
	}
	has(t, body, "Please wait 12 seconds")
}

// TestTyposAreNoGuesses: what is no number cannot be found out by trying.
func TestTyposAreNoGuesses(t *testing.T) {
	s := newSite(t)
	for range 20 {
		s.join("12", "Bob")
		s.join(s.number, "")
	}
	if status, _ := s.join(s.number, "Bob"); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
}

func TestDownloadsCarryTheInvitation(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		path, content, name string
		want                link.Invitation
	}{
		{"/download/linux?n=" + s.number, "ELF", "", link.Invitation{Site: "https://support.example.com:8443", Number: s.number, Pin: pin}},
		{"/download/windows?n=" + s.number, "MZ", "", link.Invitation{Site: "https://support.example.com:8443", Number: s.number, Pin: pin}},
		{"/download/windows", "MZ", "", link.Invitation{Site: "https://support.example.com:8443", Pin: pin}},
		{"/download/windows?n=../../x", "MZ", "", link.Invitation{Site: "https://support.example.com:8443", Pin: pin}},
		{"/download/linux/manager", "ELF", "", link.Invitation{Site: "https://support.example.com:8443", Pin: pin}},
		{"/download/linux/console", "ELF console", "Tandem-Console", link.Invitation{}},
	} {
		resp, body := s.do(http.MethodGet, c.path, linux, "en", nil)
		_, params, err := mime.ParseMediaType(resp.Header.Get("Content-Disposition"))
		if err != nil || resp.StatusCode != http.StatusOK || body != c.content {
			t.Errorf("%s: status %d, %q, %v", c.path, resp.StatusCode, body, err)
		}
		name := params["filename"]
		if c.name != "" && name != c.name {
			t.Errorf("%s: name %q", c.path, name)
		}
		if got, _ := link.ParseFileName(name); got != c.want {
			t.Errorf("%s: name %q is %+v; want %+v", c.path, name, got, c.want)
		}
		if exe := strings.HasSuffix(name, ".exe"); exe != strings.Contains(c.path, "windows") {
			t.Errorf("%s: name %q", c.path, name)
		}
	}
	if resp, body := s.do(http.MethodHead, "/download/linux", linux, "en", nil); resp.StatusCode != http.StatusOK || body != "" {
		t.Errorf("HEAD: status %d, %q", resp.StatusCode, body)
	}
}

func TestWhatIsNotThereIsSaidPlainly(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]string{
		"/download/macos":            "does not have this program for macOS",
		"/download/windows/console":  "does not have this program for Windows",
		"/download/plan9":            "no such page",
		"/download/linux/secret":     "no such page",
		"/download/linux/..%2fx":     "no such page",
		"/download":                  "no such page",
		"/download/":                 "no such page",
		"/nowhere":                   "no such page",
		"/web/":                      "no such page",
		"/web/join.html":             "no such page",
		"/web/texts":                 "no such page",
		"/web/..%2fembed.go":         "no such page",
		"/site.key":                  "no such page",
		"/join/x":                    "no such page",
		"/api":                       "no such page",
		"/%ff%fe":                    "no such page",
		"/downloads/../download/bsd": "",
	} {
		resp, body := s.do(http.MethodGet, path, linux, "en", nil)
		if want != "" && resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, resp.StatusCode)
		}
		has(t, body, want)
	}
	_, body := s.do(http.MethodGet, "/downloads", linux, "en", nil)
	has(t, body, "Support Manager", "Console", `href="/download/linux/console?lang=en"`, "not available on this site", "1 MB")
}

func TestOtherMethodsAreRefused(t *testing.T) {
	s := newSite(t)
	for path, methods := range map[string][]string{
		"/": {"POST", "PUT", "DELETE"}, "/join": {"PUT", "DELETE"}, "/downloads": {"POST"}, "/download/linux": {"POST"}, "/web/style.css": {"POST"},
	} {
		for _, m := range methods {
			resp, body := s.do(m, path, linux, "en", nil)
			if resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") == "" {
				t.Errorf("%s %s: status %d", m, path, resp.StatusCode)
			}
			has(t, body, "does not work like that")
		}
	}
	if resp, _ := s.do(http.MethodGet, "/join", linux, "en", nil); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("GET /join: status %d", resp.StatusCode)
	}
}

func TestStylesAreServed(t *testing.T) {
	s := newSite(t)
	for path, kind := range map[string]string{"/web/style.css": "text/css; charset=utf-8", "/web/icon.svg": "image/svg+xml"} {
		resp, body := s.do(http.MethodGet, path, linux, "en", nil)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != kind || body == "" {
			t.Errorf("%s: status %d, %s", path, resp.StatusCode, resp.Header.Get("Content-Type"))
		}
	}
}

// TestPagesNeedNothingElse: no scripts, no styles within, nothing of other sites.
func TestPagesNeedNothingElse(t *testing.T) {
	s := newSite(t)
	outside := regexp.MustCompile(`(?i)<script|\sstyle=|<style|\son[a-z]+=|(?:src|href|action)="(?:https?:)?//|javascript:|<iframe`)
	_, join := s.join(s.number, "Bob")
	pages := []string{join}
	for _, path := range []string{"/", "/downloads", "/nowhere", "/download/macos"} {
		_, body := s.do(http.MethodGet, path, linux, "en", nil)
		pages = append(pages, body)
	}
	for _, p := range pages {
		if m := outside.FindString(p); m != "" {
			t.Errorf("%q in %s", m, p)
		}
	}
	css, err := fs.ReadFile(assets.Web, "web/style.css")
	if err != nil || strings.Contains(string(css), "url(") || strings.Contains(string(css), "@import") {
		t.Errorf("the style loads something, %v", err)
	}
}

func TestAPanicBecomesAPage(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/boom", func(http.ResponseWriter, *http.Request) { panic("of this kind") })
	resp, body := s.do(http.MethodGet, "/boom", linux, "fr", nil)
	if resp.StatusCode != http.StatusInternalServerError || !strings.Contains(s.logged.String(), "of this kind") || strings.Contains(body, "of this kind") {
		t.Errorf("status %d, logged %q", resp.StatusCode, s.logged.String())
	}
	has(t, body, "Une erreur s’est produite")
}

func TestANumberInTheAddressIsFilledIn(t *testing.T) {
	s := newSite(t)
	_, body := s.do(http.MethodGet, "/?n=123456789", linux, "en", nil)
	has(t, body, `value="123 456 789"`)
	_, body = s.do(http.MethodGet, "/?n=%22%3E%3Cscript%3E", linux, "en", nil)
	has(t, body, `name="number" value=""`)
}

// TestContrast computes what WCAG 2.2 asks of text and of the borders of fields
// (1.4.3, 1.4.11), in light and dark.
func TestContrast(t *testing.T) {
	css, err := fs.ReadFile(assets.Web, "web/style.css")
	if err != nil {
		t.Fatal(err)
	}
	roots := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(string(css), -1)
	if len(roots) != 2 {
		t.Fatalf("%d sets of colours", len(roots))
	}
	for i, r := range roots {
		c := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{3,6})`).FindAllStringSubmatch(r[1], -1) {
			c[m[1]] = luminance(t, m[2])
		}
		for _, p := range []struct {
			a, b string
			min  float64
		}{
			{"ink", "ground", 4.5},
			{"ink", "card", 4.5},
			{"soft", "ground", 4.5},
			{"soft", "card", 4.5},
			{"accent", "ground", 4.5},
			{"accent", "card", 4.5},
			{"accent-ink", "accent", 4.5},
			{"accent-ink", "accent-strong", 4.5},
			{"wrong", "wrong-ground", 4.5},
			{"safe", "safe-ground", 4.5},
			{"ink", "safe-ground", 4.5},
			{"line", "card", 3},
			{"line", "ground", 3},
			{"wrong", "card", 3},
		} {
			a, b := max(c[p.a], c[p.b]), min(c[p.a], c[p.b])
			if got := (a + 0.05) / (b + 0.05); got < p.min {
				t.Errorf("set %d: %s on %s has %.2f; want %.1f", i, p.a, p.b, got, p.min)
			}
		}
	}
}
