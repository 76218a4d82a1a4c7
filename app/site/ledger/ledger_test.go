package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"tandem/store"
	"tandem/store/bolt"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func open(t *testing.T, dir string, c *clock) (*Ledger, store.Store) {
	t.Helper()
	s, err := bolt.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return New(s, c.now), s
}

func fresh(t *testing.T) (*Ledger, *clock) {
	t.Helper()
	c := &clock{time.Unix(1_800_000_000, 0)}
	l, _ := open(t, t.TempDir(), c)
	return l, c
}

func start(t *testing.T, l *Ledger) Record {
	t.Helper()
	r, _, err := l.Start(t.Context(), "alice")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func join(t *testing.T, l *Ledger, number, participant string) error {
	t.Helper()
	_, err := l.Join(t.Context(), number, "192.0.2.1", Participant{ID: participant, Name: "Bob", Address: "192.0.2.1"})
	return err
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v; want %v", what, err, want)
	}
}

func TestNumbersAreNineDigitsAndDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		n, err := newNumber()
		if err != nil || len(n) != 9 || n[0] == '0' || strings.Trim(n, "0123456789") != "" || seen[n] {
			t.Fatalf("number %q, %v", n, err)
		}
		seen[n] = true
	}
}

func TestANumberIsForSoManyCustomers(t *testing.T) {
	l, c := fresh(t)
	r := start(t, l)
	n := r.Number
	do(t, l.Look(t.Context(), n[:3]+" "+n[3:6]+"-"+n[6:], "192.0.2.1"))
	for i := range MaxInside {
		do(t, join(t, l, n, fmt.Sprint("P", i)))
	}
	is(t, "one more", join(t, l, n, "P"), ErrInUse)
	is(t, "the page", l.Look(t.Context(), n, "192.0.2.1"), ErrInUse)
	if found, err := l.FindNumber(t.Context(), n, "192.0.2.1"); err != nil || found.ID != r.ID {
		t.Errorf("who wants to assist gets %+v, %v", found, err)
	}
	do(t, l.Admit(t.Context(), r.ID, "P0"))
	do(t, l.Leave(t.Context(), r.ID, "P")) // is not in: nothing happens
	is(t, "still", l.Look(t.Context(), n, "192.0.2.1"), ErrInUse)
	c.t = c.t.Add(5 * time.Hour)
	if ids := l.Expired(); len(ids) != 0 {
		t.Errorf("a used session expired: %q", ids)
	}
	for i := range MaxInside {
		do(t, l.Leave(t.Context(), r.ID, fmt.Sprint("P", i)))
	}
	c.t = c.t.Add(59 * time.Minute)
	do(t, join(t, l, n, "late"))
	do(t, l.End(t.Context(), r.ID, ByTechnician))
	do(t, l.End(t.Context(), r.ID, ByTechnician))
	is(t, "after the end", join(t, l, n, "later"), ErrEnded)

	records, err := l.Records(t.Context())
	do(t, err)
	got := records[0]
	if len(records) != 1 || got.How != ByTechnician || got.Technician != "alice" || !got.Ended.Equal(c.t) || len(got.Participants) != MaxInside+1 {
		t.Fatalf("records %+v", records)
	}
	if p := got.Participants[0]; p.Name != "Bob" || p.Joined.IsZero() || p.Left.IsZero() || p.Address != "192.0.2.1" {
		t.Errorf("participant %+v", p)
	}
	if p := got.Participants[MaxInside]; !p.Joined.IsZero() || !p.Left.Equal(c.t) {
		t.Errorf("participant who was never let in: %+v", p)
	}
}

func TestAssistingAndTransfer(t *testing.T) {
	l, c := fresh(t)
	r := start(t, l)
	carl := Participant{ID: "A", Name: "Carl", Account: "carl"}
	is(t, "before there is a session", l.Assist(t.Context(), "none", carl), ErrEnded)
	is(t, "a transfer to nobody", l.Transfer(t.Context(), r.ID, "A", Participant{ID: "F"}), ErrEnded)
	do(t, l.Assist(t.Context(), r.ID, carl))
	is(t, "notes before being let in", l.SetNotes(t.Context(), r.ID, "carl", 1, "x"), ErrNotYours)
	do(t, l.Admit(t.Context(), r.ID, "A"))
	do(t, l.SetNotes(t.Context(), r.ID, "carl", 1, "x"))
	c.t = c.t.Add(time.Minute)
	do(t, l.Transfer(t.Context(), r.ID, "A", Participant{ID: "F", Name: "Alice"}))
	got, _, _ := l.Find(r.ID)
	if got.Technician != "carl" || len(got.Transfers) != 1 || got.Transfers[0] != (Transfer{c.t.UTC(), "alice", "carl"}) || len(got.Participants) != 2 {
		t.Fatalf("record %+v", got)
	}
	if p, f := got.Participants[0], got.Participants[1]; p.Left.IsZero() || f.Account != "alice" || f.Joined.IsZero() || !f.Left.IsZero() {
		t.Errorf("participants %+v", got.Participants)
	}
	do(t, l.SetNotes(t.Context(), r.ID, "alice", 1, "still mine"))
	do(t, l.Transfer(t.Context(), r.ID, "F", Participant{ID: "B", Name: "Carl"}))
	if got, _, _ := l.Find(r.ID); got.Technician != "alice" || len(got.Transfers) != 2 {
		t.Errorf("record %+v", got)
	}
	c.t = c.t.Add(time.Hour) // assistants keep no number alive
	if ids := l.Expired(); len(ids) != 1 {
		t.Errorf("expired %v", ids)
	}
}

func TestSoManyAssist(t *testing.T) {
	l, _ := fresh(t)
	r := start(t, l)
	for i := range MaxAssistants {
		do(t, l.Assist(t.Context(), r.ID, Participant{ID: fmt.Sprint(i), Account: fmt.Sprint("account", i)}))
	}
	is(t, "one more", l.Assist(t.Context(), r.ID, Participant{ID: "x", Account: "x"}), ErrInUse)
	do(t, l.Leave(t.Context(), r.ID, "0"))
	do(t, l.Assist(t.Context(), r.ID, Participant{ID: "x", Account: "x"}))
}

func TestAnUnusedNumberIsVoid(t *testing.T) {
	l, c := fresh(t)
	r, expires, err := l.Start(t.Context(), "alice")
	if err != nil || !expires.Equal(c.t.Add(time.Hour)) {
		t.Fatalf("expires %v, %v", expires, err)
	}
	c.t = c.t.Add(time.Hour)
	is(t, "after an hour", join(t, l, r.Number, "P"), ErrEnded)
	if ids := l.Expired(); len(ids) != 1 || ids[0] != r.ID {
		t.Fatalf("expired: %q", ids)
	}
	do(t, l.End(t.Context(), r.ID, ByTime))
	c.t = c.t.Add(Remember - time.Second)
	do(t, l.Sweep(t.Context()))
	is(t, "after a day", join(t, l, r.Number, "P"), ErrEnded)
	c.t = c.t.Add(2 * time.Second)
	do(t, l.Sweep(t.Context()))
	is(t, "after more than a day", join(t, l, r.Number, "P"), ErrWrongNumber)
}

func TestWhatWasLiveWhenTheSiteDiedHasEnded(t *testing.T) {
	c := &clock{time.Unix(1_800_000_000, 0)}
	dir := t.TempDir()
	l, s := open(t, dir, c)
	live, over := start(t, l), start(t, l)
	do(t, join(t, l, live.Number, "P"))
	do(t, l.End(t.Context(), over.ID, ByTechnician))
	do(t, s.Close()) // as kill -9 does: without a word to the ledger
	c.t = c.t.Add(time.Minute)
	l, _ = open(t, dir, c)
	for i, want := range []int{1, 0} {
		if ended, err := l.Recover(t.Context()); err != nil || ended != want {
			t.Errorf("recovery %d: %d ended, %v; want %d", i, ended, err, want)
		}
	}
	is(t, "its number", l.Look(t.Context(), live.Number, "192.0.2.1"), ErrEnded)
	records, err := l.Records(t.Context())
	do(t, err)
	for _, r := range records {
		if r.Ended.IsZero() || r.ID == live.ID && (r.How != BySite || r.Participants[0].Left.IsZero()) {
			t.Errorf("record %+v", r)
		}
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	l, c := fresh(t)
	r := start(t, l)
	wrong := "100000000"
	if r.Number == wrong {
		wrong = "100000001"
	}
	slow := func(number, addr string) time.Duration {
		var s *SlowDownError
		if err := l.Look(t.Context(), number, addr); errors.As(err, &s) {
			return s.Retry
		}
		return 0
	}
	for range 100 { // right ones do not count
		do(t, l.Look(t.Context(), r.Number, "a"))
	}
	for i := range 5 {
		if wait := slow(wrong, "a"); wait != 0 {
			t.Fatalf("try %d: wait %v", i, wait)
		}
	}
	if wait := slow(r.Number, "a"); wait < 11*time.Second || wait > 12*time.Second {
		t.Errorf("sixth, though right: wait %v; want 12s", wait)
	}
	if wait := slow(r.Number, "b"); wait != 0 {
		t.Errorf("another address: wait %v", wait)
	}
	for i := range 95 {
		if wait := slow("no number", fmt.Sprint("addr", i)); wait != 0 {
			t.Fatalf("address %d: wait %v", i, wait)
		}
	}
	if wait := slow(r.Number, "fresh"); wait == 0 || wait > time.Second {
		t.Errorf("the brake for all: wait %v; want less than a second", wait)
	}
	c.t = c.t.Add(time.Minute)
	do(t, l.Look(t.Context(), r.Number, "a"))
}

// TestGuessesAtOnce: a thousand guesses that are sent together are not more
// than five.
func TestGuessesAtOnce(t *testing.T) {
	l, _ := fresh(t)
	var through atomic.Int64
	var g errgroup.Group
	for i := range 1000 {
		g.Go(func() error {
			if errors.Is(l.Look(context.Background(), fmt.Sprint(100_000_000+i), "a"), ErrWrongNumber) {
				through.Add(1)
			}
			return nil
		})
	}
	do(t, g.Wait())
	if through.Load() > 5 {
		t.Errorf("%d guesses got an answer; want 5", through.Load())
	}
}

// TestRightOnesAtOnce: twenty customers behind one address, each with a number of
// their own, come in together, although one try is all that is left.
func TestRightOnesAtOnce(t *testing.T) {
	l, _ := fresh(t)
	var rs []Record
	for range 20 {
		rs = append(rs, start(t, l))
	}
	for range 4 {
		is(t, "a wrong number", l.Look(t.Context(), "000000000", "a"), ErrWrongNumber)
	}
	var g errgroup.Group
	for i, r := range rs {
		g.Go(func() error {
			_, err := l.Join(context.Background(), r.Number, "a", Participant{ID: fmt.Sprint(i)})
			return err
		})
		g.Go(func() error { return l.Look(context.Background(), r.Number, "a") })
	}
	do(t, g.Wait())
}

// TestGuessesAmongRightOnes: those who come in right do not make room for those
// who guess, nor do they get an answer afterwards.
func TestGuessesAmongRightOnes(t *testing.T) {
	l, _ := fresh(t)
	r := start(t, l)
	var wrong atomic.Int64
	var g errgroup.Group
	for i := range 200 {
		g.Go(func() error {
			if errors.Is(l.Look(context.Background(), fmt.Sprintf("0%08d", i), "a"), ErrWrongNumber) {
				wrong.Add(1)
			}
			return nil
		})
		g.Go(func() error {
			err := l.Look(context.Background(), r.Number, "a")
			var slow *SlowDownError
			if err != nil && !errors.As(err, &slow) {
				return err
			}
			return nil
		})
	}
	do(t, g.Wait())
	if wrong.Load() != 5 {
		t.Errorf("%d guesses got an answer; want 5", wrong.Load())
	}
	var slow *SlowDownError
	if err := l.Look(t.Context(), r.Number, "a"); !errors.As(err, &slow) {
		t.Errorf("a right one after them: %v; want a SlowDownError", err)
	}
}

func TestSoManyOfManyCustomersGetIn(t *testing.T) {
	l, _ := fresh(t)
	r := start(t, l)
	var in atomic.Int64
	var g errgroup.Group
	for i := range 20 {
		g.Go(func() error {
			_, err := l.Join(context.Background(), r.Number, fmt.Sprint(i), Participant{ID: fmt.Sprint(i)})
			if err == nil {
				in.Add(1)
			} else if !errors.Is(err, ErrInUse) {
				return err
			}
			return nil
		})
	}
	do(t, g.Wait())
	if in.Load() != MaxInside {
		t.Errorf("%d are in", in.Load())
	}
}

func TestJoiningOverAndOverIsSlowedDown(t *testing.T) {
	l, _ := fresh(t)
	r := start(t, l)
	var slow *SlowDownError
	for i := range 20 {
		err := join(t, l, r.Number, fmt.Sprint(i))
		if errors.As(err, &slow) {
			if i != 10 {
				t.Errorf("after %d", i)
			}
			return
		}
		do(t, err)
		do(t, l.Leave(t.Context(), r.ID, fmt.Sprint(i)))
	}
	t.Error("a technician can be knocked at for ever")
}

func TestAnAccountHasSoManySessions(t *testing.T) {
	l, _ := fresh(t)
	for range MaxLive {
		start(t, l)
	}
	_, _, err := l.Start(t.Context(), "alice")
	is(t, "one more", err, ErrTooMany)
	if _, _, err := l.Start(t.Context(), "bob"); err != nil {
		t.Error(err)
	}
	if l.Live() != MaxLive+1 {
		t.Errorf("%d live", l.Live())
	}
	do(t, l.EndAll(t.Context()))
	if l.Live() != 0 {
		t.Errorf("%d live", l.Live())
	}
}

// TestAStoreThatFails: what was not stored did not happen, but an end has.
func TestAStoreThatFails(t *testing.T) {
	c := &clock{time.Unix(1_800_000_000, 0)}
	l, s := open(t, t.TempDir(), c)
	r := start(t, l)
	do(t, s.Close())
	_, _, err := l.Start(t.Context(), "alice")
	is(t, "Start", err, store.ErrClosed)
	is(t, "Join", join(t, l, r.Number, "P"), store.ErrClosed)
	is(t, "End", l.End(t.Context(), r.ID, ByTechnician), store.ErrClosed)
	if l.Live() != 0 {
		t.Errorf("%d live", l.Live())
	}
}
