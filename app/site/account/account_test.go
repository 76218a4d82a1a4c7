package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/store"
	"tandem/store/bolt"
)

// clock is a time that tests move.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

// cheap returns accounts whose hashes cost little.
func cheap(t testing.TB) (*Accounts, store.Store, *clock) {
	t.Helper()
	s, err := bolt.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := &clock{time.Unix(1_800_000_000, 0)}
	as := New(s, c.now)
	as.hasher.cost = params{memory: 8, passes: 1, lanes: 1}
	return as, s, c
}

func add(t testing.TB, as *Accounts, name, password string) {
	t.Helper()
	if err := as.Add(context.Background(), Account{Name: name, Display: "The " + name}, password); err != nil {
		t.Fatal(err)
	}
}

func TestAddListAndRemove(t *testing.T) {
	as, _, _ := cheap(t)
	ctx := t.Context()
	add(t, as, "bob", "pw")
	add(t, as, "Alice@example.com", "pw")
	if err := as.Add(ctx, Account{Name: "BOB"}, "pw"); !errors.Is(err, ErrExists) {
		t.Errorf("again: %v", err)
	}
	for _, name := range []string{"", "a b", "é", "a/b", strings.Repeat("x", 65), "a\n"} {
		if err := as.Add(ctx, Account{Name: name}, "pw"); !errors.Is(err, ErrName) {
			t.Errorf("%q: %v; want ErrName", name, err)
		}
	}
	if err := as.Add(ctx, Account{Name: "eve", Display: "E\u202eve"}, "pw"); !errors.Is(err, ErrName) {
		t.Errorf("display name: %v", err)
	}
	for _, password := range []string{"", strings.Repeat("x", 1025)} {
		if err := as.Add(ctx, Account{Name: "eve"}, password); !errors.Is(err, ErrPassword) {
			t.Errorf("%d bytes: %v; want ErrPassword", len(password), err)
		}
	}
	list, err := as.List(ctx)
	names := []string{}
	for _, a := range list {
		names = append(names, a.Name)
	}
	if err != nil || !slices.Equal(names, []string{"alice@example.com", "bob"}) {
		t.Errorf("list: %q, %v", names, err)
	}
	if err := as.Remove(ctx, "Bob"); err != nil {
		t.Error(err)
	}
	if err := as.Remove(ctx, "bob"); !errors.Is(err, ErrUnknown) {
		t.Errorf("again: %v", err)
	}
	if err := as.SetPassword(ctx, "bob", "x"); !errors.Is(err, ErrUnknown) {
		t.Errorf("password of nobody: %v", err)
	}
}

func TestSignIn(t *testing.T) {
	as, s, _ := cheap(t)
	ctx := t.Context()
	add(t, as, "alice", "right")
	token, a, err := as.SignIn(ctx, "Alice", "right", "192.0.2.1")
	if err != nil || a.Shown() != "The alice" {
		t.Fatalf("%+v, %v", a, err)
	}
	if g, err := as.Token(ctx, token); err != nil || g.Name != "alice" {
		t.Errorf("%+v, %v", g, err)
	}
	for _, c := range [][2]string{
		{"alice", "wrong"}, {"nobody", "right"}, {"alice", ""}, {"", ""}, {"a\x00", "x"}, {strings.Repeat("x", 1<<16), "x"}, {"alice", strings.Repeat("x", 1<<16)},
	} {
		token, a, err := as.SignIn(ctx, c[0], c[1], "addr of "+fmt.Sprint(len(c[0]), len(c[1])))
		if !errors.Is(err, ErrWrong) || token != "" || a.Name != "" {
			t.Errorf("%.10q, %.10q: %v", c[0], c[1], err)
		}
	}
	pairs, _ := s.Range(ctx, "", 0)
	for _, p := range pairs {
		if strings.Contains(p.Key+string(p.Value), token) || strings.Contains(string(p.Value), "right") {
			t.Errorf("%s has a secret", p.Key)
		}
	}
	for _, no := range []string{"", "x", token + "x", token[1:]} {
		if _, err := as.Token(ctx, no); !errors.Is(err, ErrToken) {
			t.Errorf("token %q: %v", no, err)
		}
	}
}

func TestTokensEnd(t *testing.T) {
	as, s, c := cheap(t)
	ctx := t.Context()
	add(t, as, "alice", "one")
	sign := func(password string) string {
		token, _, err := as.SignIn(ctx, "alice", password, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	old := sign("one")
	c.t = c.t.Add(12*time.Hour - time.Second)
	grant, err := as.Token(ctx, old)
	if err != nil {
		t.Fatal(err)
	}
	c.t = c.t.Add(2 * time.Second)
	if _, err := as.Token(ctx, old); !errors.Is(err, ErrToken) {
		t.Errorf("after 12 h: %v", err)
	}
	if _, err := as.Renew(ctx, grant); err != nil {
		t.Error("who is in a session stays in it")
	}
	if err := as.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if left, _ := s.Range(ctx, "token/", 0); len(left) != 0 {
		t.Errorf("%d tokens are left", len(left))
	}
	token := sign("one")
	if err := as.SetPassword(ctx, "alice", "two"); err != nil {
		t.Fatal(err)
	}
	if _, err := as.Token(ctx, token); !errors.Is(err, ErrToken) {
		t.Errorf("after a new password: %v", err)
	}
	if _, err := as.Renew(ctx, grant); !errors.Is(err, ErrToken) {
		t.Errorf("Renew after a new password = %v; want ErrToken", err)
	}
	if _, _, err := as.SignIn(ctx, "alice", "one", "192.0.2.1"); !errors.Is(err, ErrWrong) {
		t.Errorf("old password: %v", err)
	}
	token = sign("two")
	grant, _ = as.Token(ctx, token)
	if err := as.Remove(ctx, "alice"); err != nil {
		t.Fatal(err)
	}
	add(t, as, "alice", "two") // another person of this name
	if _, err := as.Token(ctx, token); !errors.Is(err, ErrToken) {
		t.Errorf("token of the predecessor: %v", err)
	}
	if _, err := as.Renew(ctx, grant); !errors.Is(err, ErrToken) {
		t.Errorf("Renew for the predecessor = %v; want ErrToken", err)
	}
}

func TestGuessingPasswordsIsSlowedDown(t *testing.T) {
	as, _, c := cheap(t)
	ctx := t.Context()
	add(t, as, "alice", "right")
	slow := func(name, password, addr string) time.Duration {
		var s *SlowDownError
		_, _, err := as.SignIn(ctx, name, password, addr)
		if errors.As(err, &s) {
			return s.Retry
		}
		if err != nil && !errors.Is(err, ErrWrong) {
			t.Fatal(err)
		}
		return 0
	}
	for range 5 {
		if wait := slow("alice", "wrong", "a"); wait != 0 {
			t.Fatalf("wait %v", wait)
		}
	}
	wait := slow("alice", "right", "a")
	if wait == 0 {
		t.Fatal("the sixth try was let through, even if right")
	}
	if slow("alice", "right", "b") != 0 {
		t.Error("the owner is locked out by somebody elsewhere")
	}
	for i := range 15 {
		slow(fmt.Sprint("nobody", i), "x", "a")
	}
	if slow("another", "x", "a") == 0 {
		t.Error("an address may try all names")
	}
	for i := range 70 {
		slow("alice", "wrong", fmt.Sprint("addr", i))
	}
	if slow("alice", "wrong", "yet another") == 0 {
		t.Error("a name may be tried from everywhere")
	}
	c.t = c.t.Add(time.Minute)
	if slow("alice", "right", "a") != 0 {
		t.Error("locked out for ever")
	}
}

func TestSignInsAtOnceAreBounded(t *testing.T) {
	as, _, _ := cheap(t)
	add(t, as, "alice", "right")
	h := as.hasher
	for range maxHashing { // as if these took long
		h.work <- struct{}{}
		h.line <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	var g errgroup.Group
	for i := range maxWaiting {
		g.Go(func() error {
			_, _, err := as.SignIn(ctx, "alice", "right", fmt.Sprint(i))
			return err
		})
	}
	for len(h.line) < cap(h.line) {
		<-time.After(time.Millisecond)
	}
	var slow *SlowDownError
	if _, _, err := as.SignIn(ctx, "alice", "right", "late"); !errors.As(err, &slow) {
		t.Errorf("one more: %v", err)
	}
	cancel()
	if err := g.Wait(); !errors.Is(err, context.Canceled) {
		t.Errorf("who waits goes with the context: %v", err)
	}
}

// TestWrongNameTakesAsLongAsWrongPassword compares the work, not the time:
// both compute one hash of the usual cost.
func TestWrongNameTakesAsLongAsWrongPassword(t *testing.T) {
	usual := newHasher().cost
	if p, _, _, err := parse(newHasher().nobody()); err != nil || p != usual {
		t.Errorf("nobody's hash costs %+v, %v; others %+v", p, err, usual)
	}
}

func TestHashesOfOtherKindsAreRefused(t *testing.T) {
	good := strings.Replace(newHasher().nobody(), "p=2", "p=1", 1)
	if _, _, _, err := parse(good); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", "plain", "$2b$12$abc", good[:40], good[:len(good)-1], strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=65536", "m=99999999", 1), strings.Replace(good, "t=3", "t=0", 1), strings.Replace(good, "p=1", "p=0", 1),
		strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "t=3", "t=4000000000", 1),
	} {
		if _, _, _, err := parse(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// BenchmarkSignIn reports the medians of sign-ins that take turns.
func BenchmarkSignIn(b *testing.B) {
	as, _, c := cheap(b)
	as.hasher = newHasher()
	add(b, as, "alice", "right")
	took := map[string][]time.Duration{}
	for b.Loop() {
		c.t = c.t.Add(time.Hour) // so that nobody is slowed down
		for what, try := range map[string][2]string{
			"right": {"alice", "right"}, "wrong-password": {"alice", "wrong"}, "wrong-name": {"nobody", "right"},
		} {
			start := time.Now()
			_, _, _ = as.SignIn(b.Context(), try[0], try[1], "192.0.2.1") // two are wrong
			took[what] = append(took[what], time.Since(start))
		}
	}
	for what, list := range took {
		slices.Sort(list)
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, what+"-ms")
	}
}
