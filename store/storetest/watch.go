package storetest

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"

	"tandem/store"
)

// maxBehind is more events than any store keeps for a watcher.
const maxBehind = 5000

func watch(t *testing.T, again func() store.Store) {
	s := again()
	put(t, s, "w/old", "not seen")
	w, err := s.Watch(t.Context(), "w/")
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, "w/1", "one")
	put(t, s, "other", "not seen")
	txn(t, s, store.Txn{Then: []store.Change{
		{Key: "w/2", Value: []byte("two")}, {Key: "w/1", Delete: true}, {Key: "w/none", Delete: true},
	}})
	_ = s.Txn(t.Context(), store.Txn{If: []store.Compare{{Key: "w/2"}}, Then: []store.Change{{Key: "w/3"}}}) // a conflict
	put(t, s, "w/end", "")
	var got []string
	var rev uint64
	for e := range w {
		if e.Rev < rev {
			t.Errorf("revision %d after %d", e.Rev, rev)
		}
		rev = e.Rev
		got = append(got, fmt.Sprintf("%s=%s %v", e.Key, e.Value, e.Deleted))
		if e.Key == "w/end" {
			break
		}
	}
	want := "[w/1=one false w/2=two false w/1= true w/end= false]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v; want %s", got, want)
	}
}

func watchEnds(t *testing.T, again func() store.Store) {
	s := again()
	ctx, cancel := context.WithCancel(t.Context())
	w, err := s.Watch(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, open := <-w; open {
		t.Error("an event of nothing")
	}
	put(t, s, "a", "") // must not go to a closed channel
}

// slowWatcher: one that does not read holds up nobody, and learns of it.
func slowWatcher(t *testing.T, again func() store.Store) {
	s := again()
	w, err := s.Watch(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for i := range maxBehind / store.MaxChanges {
		var tx store.Txn
		for j := range store.MaxChanges {
			tx.Then = append(tx.Then, store.Change{Key: fmt.Sprintf("%d/%d", i, j)})
		}
		txn(t, s, tx)
	}
	n := 0
	for range w {
		n++
	}
	if n == 0 || n >= maxBehind {
		t.Errorf("got %d events before the end", n)
	}
}

// bubble runs f under a clock of its own. again is called in it.
func bubble(t *testing.T, again func() store.Store, f func(t *testing.T, s store.Store)) {
	synctest.Test(t, func(t *testing.T) {
		s := again()
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		f(t, s)
	})
}
