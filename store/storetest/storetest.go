// Package storetest checks that a store.Store keeps what it promises. Every
// store runs it in its own tests.
package storetest

import (
	"errors"
	"io"
	"strings"
	"testing"

	"tandem/store"
)

// Test checks the stores that open opens. open returns an open store, empty at
// first; later calls within one test open the same one anew, after it was
// closed. Tests of time run under testing/synctest, and so does open there.
func Test(t *testing.T, open func(t *testing.T) func() store.Store) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, again func() store.Store)
	}{
		{"Pairs", pairs},
		{"Range", ranges},
		{"Compare", compare},
		{"Together", together},
		{"Limits", limits},
		{"Claim", claim},
		{"Watch", watch},
		{"WatchEnds", watchEnds},
		{"SlowWatcher", slowWatcher},
		{"Lease", lease},
		{"LeaseMoves", leaseMoves},
		{"LeaseOfTheDead", leaseOfTheDead},
		{"Reopen", reopen},
		{"Closed", closed},
		{"Blobs", blobs},
		{"BlobNames", blobNames},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

func put(t *testing.T, s store.Store, key, value string) {
	t.Helper()
	txn(t, s, store.Txn{Then: []store.Change{{Key: key, Value: []byte(value)}}})
}

func txn(t *testing.T, s store.Store, tx store.Txn) {
	t.Helper()
	if err := s.Txn(t.Context(), tx); err != nil {
		t.Fatalf("Txn(%+v): %v", tx, err)
	}
}

func get(t *testing.T, s store.Store, key string) store.Pair {
	t.Helper()
	p, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatalf("Get(%q): %v", key, err)
	}
	return p
}

func absent(t *testing.T, s store.Store, key string) {
	t.Helper()
	if p, err := s.Get(t.Context(), key); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("Get(%q) = %+v, %v; want ErrNotFound", key, p, err)
	}
}

// is fails the test unless err wraps want.
func is(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%s: got %v; want %v", what, err, want)
	}
}

func blob(t *testing.T, s store.Store, name, content string) {
	t.Helper()
	w, err := s.Blobs().Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, strings.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
