package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"tandem/store"
)

func pairs(t *testing.T, again func() store.Store) {
	s := again()
	absent(t, s, "a")
	put(t, s, "a", "one")
	first := get(t, s, "a")
	if first.Key != "a" || string(first.Value) != "one" || first.Rev == 0 {
		t.Fatalf("got %+v", first)
	}
	put(t, s, "b", "")
	if b := get(t, s, "b"); b.Rev <= first.Rev || len(b.Value) != 0 {
		t.Fatalf("got %+v after revision %d", b, first.Rev)
	}
	put(t, s, "a", "two")
	if a := get(t, s, "a"); a.Rev <= first.Rev+1 || string(a.Value) != "two" {
		t.Fatalf("got %+v", a)
	}
	first.Value[0] = 'X' // is the caller's
	if a := get(t, s, "a"); string(a.Value) != "two" {
		t.Fatalf("got %+v", a)
	}
	txn(t, s, store.Txn{Then: []store.Change{{Key: "a", Delete: true}, {Key: "never", Delete: true}}})
	absent(t, s, "a")
}

func ranges(t *testing.T, again func() store.Store) {
	s := again()
	for _, k := range []string{"q/2", "p", "q/1", "q", "q/10", "r", "q\xff", "q/"} {
		put(t, s, k, "value of "+k)
	}
	for _, c := range []struct {
		prefix string
		limit  int
		want   []string
	}{
		{"q/", 0, []string{"q/", "q/1", "q/10", "q/2"}},
		{"q/", 2, []string{"q/", "q/1"}},
		{"q/1", 9, []string{"q/1", "q/10"}},
		{"", 0, []string{"p", "q", "q/", "q/1", "q/10", "q/2", "q\xff", "r"}},
		{"x", 0, nil},
	} {
		got, err := s.Range(t.Context(), c.prefix, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, p := range got {
			keys = append(keys, p.Key)
			if string(p.Value) != "value of "+p.Key || p.Rev == 0 {
				t.Errorf("got %+v", p)
			}
		}
		if !slices.Equal(keys, c.want) {
			t.Errorf("Range(%q, %d) = %q; want %q", c.prefix, c.limit, keys, c.want)
		}
	}
}

func compare(t *testing.T, again func() store.Store) {
	s := again()
	put(t, s, "a", "one")
	rev := get(t, s, "a").Rev
	for _, wrong := range []store.Compare{{Key: "a"}, {Key: "a", Rev: rev + 1}, {Key: "b", Rev: rev}} {
		err := s.Txn(t.Context(), store.Txn{
			If: []store.Compare{{Key: "a", Rev: rev}, wrong}, Then: []store.Change{{Key: "c", Value: []byte("x")}},
		})
		is(t, fmt.Sprintf("%+v", wrong), err, store.ErrConflict)
	}
	absent(t, s, "c")
	txn(t, s, store.Txn{
		If:   []store.Compare{{Key: "a", Rev: rev}, {Key: "b"}},
		Then: []store.Change{{Key: "a", Value: []byte("two")}, {Key: "b", Value: []byte("new")}},
	})
	a, b := get(t, s, "a"), get(t, s, "b")
	if a.Rev != b.Rev || a.Rev <= rev {
		t.Errorf("revisions %d and %d after %d; want one, higher", a.Rev, b.Rev, rev)
	}
	is(t, "again", s.Txn(t.Context(), store.Txn{If: []store.Compare{{Key: "a", Rev: rev}}}), store.ErrConflict)
}

// together: what is changed together is seen together.
func together(t *testing.T, again func() store.Store) {
	s := again()
	put(t, s, "x/1", "0")
	put(t, s, "x/2", "0")
	ctx, stop := context.WithCancel(t.Context())
	var g errgroup.Group
	g.Go(func() error {
		defer stop()
		for i := range 50 {
			v := []byte(fmt.Sprint(i))
			err := s.Txn(t.Context(), store.Txn{Then: []store.Change{{Key: "x/1", Value: v}, {Key: "x/2", Value: v}}})
			if err != nil {
				return err
			}
		}
		return nil
	})
	g.Go(func() error {
		for ctx.Err() == nil {
			p, err := s.Range(t.Context(), "x/", 0)
			if err != nil {
				return err
			}
			if !bytes.Equal(p[0].Value, p[1].Value) && p[0].Rev == p[1].Rev {
				return fmt.Errorf("saw %q and %q", p[0].Value, p[1].Value)
			}
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

func limits(t *testing.T, again func() store.Store) {
	s := again()
	big := strings.Repeat("k", store.MaxKey)
	txn(t, s, store.Txn{Then: []store.Change{{Key: big, Value: make([]byte, store.MaxValue)}}})
	if got := get(t, s, big); len(got.Value) != store.MaxValue {
		t.Fatalf("got %d bytes", len(got.Value))
	}
	many := make([]store.Change, store.MaxChanges+1)
	for i := range many {
		many[i].Key = fmt.Sprint("m", i)
	}
	txn(t, s, store.Txn{Then: many[1:]})
	for name, tx := range map[string]store.Txn{
		"no key":      {Then: []store.Change{{}}},
		"long key":    {Then: []store.Change{{Key: big + "k"}}},
		"large value": {Then: []store.Change{{Key: "a", Value: make([]byte, store.MaxValue+1)}}},
		"many":        {Then: many},
		"twice":       {Then: []store.Change{{Key: "a"}, {Key: "b"}, {Key: "a", Delete: true}}},
	} {
		is(t, name, s.Txn(t.Context(), tx), store.ErrInvalid)
	}
	absent(t, s, "a")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	is(t, "ended context", s.Txn(ctx, store.Txn{Then: []store.Change{{Key: "a"}}}), context.Canceled)
	absent(t, s, "a")
}

// claim: of many who claim a thing by compare-and-set, one gets it.
func claim(t *testing.T, again func() store.Store) {
	s := again()
	put(t, s, "thing", "free")
	rev := get(t, s, "thing").Rev
	var got atomic.Int64
	var g errgroup.Group
	for i := range 16 {
		g.Go(func() error {
			err := s.Txn(t.Context(), store.Txn{
				If:   []store.Compare{{Key: "thing", Rev: rev}},
				Then: []store.Change{{Key: "thing", Value: []byte(fmt.Sprint(i))}},
			})
			if err == nil {
				got.Add(1)
			} else if !errors.Is(err, store.ErrConflict) {
				return err
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil || got.Load() != 1 {
		t.Fatalf("%d got it, %v; want 1", got.Load(), err)
	}
}

func reopen(t *testing.T, again func() store.Store) {
	s := again()
	for i := range 300 {
		put(t, s, fmt.Sprintf("k/%03d", i), strings.Repeat("v", i*10))
	}
	txn(t, s, store.Txn{Then: []store.Change{{Key: "k/007", Delete: true}}})
	last := get(t, s, "k/299")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = again()
	got, err := s.Range(t.Context(), "k/", 0)
	if err != nil || len(got) != 299 || got[298].Rev != last.Rev || len(got[298].Value) != 2990 {
		t.Fatalf("%d pairs, %v", len(got), err)
	}
	put(t, s, "new", "")
	if p := get(t, s, "new"); p.Rev <= last.Rev {
		t.Errorf("revision %d after %d", p.Rev, last.Rev)
	}
}

func closed(t *testing.T, again func() store.Store) {
	s := again()
	put(t, s, "a", "one")
	l, err := s.Lease(t.Context(), 1<<40)
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Watch(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, open := <-w; open {
		t.Error("the watch goes on")
	}
	_, err = s.Get(t.Context(), "a")
	is(t, "Get", err, store.ErrClosed)
	_, err = s.Range(t.Context(), "a", 0)
	is(t, "Range", err, store.ErrClosed)
	is(t, "Txn", s.Txn(t.Context(), store.Txn{}), store.ErrClosed)
	_, err = s.Watch(t.Context(), "a")
	is(t, "Watch", err, store.ErrClosed)
	_, err = s.Lease(t.Context(), 1)
	is(t, "Lease", err, store.ErrClosed)
	is(t, "KeepAlive", l.KeepAlive(t.Context()), store.ErrClosed)
}
