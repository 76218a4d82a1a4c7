package storetest

import (
	"testing"
	"testing/synctest"
	"time"

	"tandem/store"
)

func newLease(t *testing.T, s store.Store, ttl time.Duration) store.Lease {
	t.Helper()
	l, err := s.Lease(t.Context(), ttl)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func under(l store.Lease, keys ...string) store.Txn {
	var tx store.Txn
	for _, k := range keys {
		tx.Then = append(tx.Then, store.Change{Key: k, Value: []byte(k), Lease: l})
	}
	return tx
}

// after lets a time pass and what is due then happen.
func after(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func lease(t *testing.T, again func() store.Store) {
	bubble(t, again, func(t *testing.T, s store.Store) {
		l := newLease(t, s, 10*time.Second)
		txn(t, s, under(l, "l/1", "l/2"))
		put(t, s, "stays", "")
		w, err := s.Watch(t.Context(), "l/")
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			after(9 * time.Second)
			if err := l.KeepAlive(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		get(t, s, "l/1")
		after(11 * time.Second)
		absent(t, s, "l/1")
		absent(t, s, "l/2")
		get(t, s, "stays")
		if a, b := <-w, <-w; !a.Deleted || !b.Deleted {
			t.Errorf("got %+v, %+v; want two deletions", a, b)
		}
		is(t, "KeepAlive", l.KeepAlive(t.Context()), store.ErrExpired)
		is(t, "Txn", s.Txn(t.Context(), under(l, "l/3")), store.ErrExpired)
		absent(t, s, "l/3")
		if err := l.Revoke(t.Context()); err != nil {
			t.Errorf("Revoke after the end: %v", err)
		}
		r := newLease(t, s, time.Hour)
		txn(t, s, under(r, "r"))
		for range 2 {
			if err := r.Revoke(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		absent(t, s, "r")
	})
}

// leaseMoves: a key is under the lease of the last change.
func leaseMoves(t *testing.T, again func() store.Store) {
	bubble(t, again, func(t *testing.T, s store.Store) {
		short, long := newLease(t, s, time.Second), newLease(t, s, time.Minute)
		txn(t, s, under(short, "free", "moves", "back"))
		put(t, s, "free", "")
		txn(t, s, under(long, "moves"))
		txn(t, s, store.Txn{Then: []store.Change{{Key: "back", Delete: true}}})
		put(t, s, "back", "")
		after(2 * time.Second)
		get(t, s, "free")
		get(t, s, "moves")
		get(t, s, "back")
		after(time.Minute)
		get(t, s, "free")
		absent(t, s, "moves")
	})
}

// leaseOfTheDead: leased keys do not outlive their process by more than the ttl.
func leaseOfTheDead(t *testing.T, again func() store.Store) {
	synctest.Test(t, func(t *testing.T) {
		s := again()
		txn(t, s, under(newLease(t, s, time.Minute), "dead"))
		put(t, s, "stays", "")
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		after(time.Minute + time.Second)
		s = again()
		absent(t, s, "dead")
		get(t, s, "stays")
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
