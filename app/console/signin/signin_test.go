package signin

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"tandem/store"
	"tandem/transport/link"
)

// A stage is a sign-in window. Its GUI goroutine is the test's own.
type stage struct {
	*Window
	t     *testing.T
	posts chan func()
	err   error // of the next attempt
	form  Form  // of the last
	sites int
	done  int
}

func newStage(t *testing.T, f Form) *stage {
	g := &stage{t: t, posts: make(chan func(), 10)}
	g.Window = Open(Config{
		App: test.NewTempApp(t), Post: func(f func()) { g.posts <- f }, Form: f,
		SignIn: func(f Form) error { g.form = f; return g.err },
		Local:  func() error { g.sites++; return g.err },
		Done:   func() { g.done++ },
	})
	return g
}

// answer runs what the attempt has posted.
func (g *stage) answer() {
	g.t.Helper()
	select {
	case f := <-g.posts:
		f()
	case <-time.After(10 * time.Second):
		g.t.Fatal("no answer")
	}
}

func TestErrorsAreSaidByKind(t *testing.T) {
	g := newStage(t, Form{Site: "https://a", User: "alice"})
	seen := map[string]bool{}
	for _, err := range []error{
		link.ErrSignIn, link.ErrSlowDown, link.ErrAddress, fmt.Errorf("%w: refused", link.ErrNoSite),
		fmt.Errorf("%w: %w", link.ErrNoSite, x509.UnknownAuthorityError{}),
		fmt.Errorf("%w: %w", link.ErrNoSite, x509.HostnameError{Certificate: &x509.Certificate{}}),
		fmt.Errorf("%w: %w", link.ErrCertificate, fs.ErrNotExist), store.ErrLocked, store.ErrFull, errors.New("else"),
	} {
		g.err = err
		g.password.SetText("secret")
		test.Tap(g.sign)
		if !g.sign.Disabled() || !g.local.Disabled() {
			t.Error("the buttons can be pressed while signing in")
		}
		g.answer()
		words := g.status.Text()
		if seen[words] || words == "" || strings.Contains(words, err.Error()) {
			t.Errorf("%v is said as %q; want words of its own", err, words)
		}
		seen[words] = true
		if g.sign.Disabled() || g.done != 0 {
			t.Errorf("after %v: button disabled %v, done %d", err, g.sign.Disabled(), g.done)
		}
	}
}

func TestCertificateFileIsAskedForWhenItIsNeeded(t *testing.T) {
	g := newStage(t, Form{Site: "https://a", User: "alice", Password: "secret"})
	if g.fileRow.Visible() {
		t.Error("the certificate file is asked for from the start")
	}
	g.err = fmt.Errorf("%w: %w", link.ErrNoSite, x509.UnknownAuthorityError{})
	test.Tap(g.sign)
	g.answer()
	if !g.fileRow.Visible() {
		t.Error("the certificate file is not asked for")
	}
	g.err = nil
	g.file.SetText("site.pem")
	test.Tap(g.sign)
	g.answer()
	if want := (Form{"https://a", "site.pem", "alice", "secret"}); g.form != want || g.done != 1 {
		t.Errorf("signed in with %+v, done %d; want %+v, once", g.form, g.done, want)
	}
}

func TestNothingIsTriedBeforeAllIsFilledIn(t *testing.T) {
	g := newStage(t, Form{Site: "https://a"})
	test.Tap(g.sign)
	if g.form != (Form{}) || g.status.Text() == "" || g.win.Canvas().Focused() != g.user {
		t.Errorf("tried %+v, said %q; want nothing tried, and the name asked for", g.form, g.status.Text())
	}
}

func TestSiteOnThisComputer(t *testing.T) {
	g := newStage(t, Form{})
	test.Tap(g.local)
	g.answer()
	if g.sites != 1 || g.done != 1 {
		t.Errorf("started %d, done %d; want one each", g.sites, g.done)
	}
}
