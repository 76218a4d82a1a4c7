package storetest

import (
	"io"
	"io/fs"
	"strings"
	"testing"

	"tandem/store"
)

func blobs(t *testing.T, again func() store.Store) {
	s := again()
	b := s.Blobs()
	_, err := b.Open("rec/2026/a.tdm")
	is(t, "Open", err, store.ErrNotFound)
	w, err := b.Create("rec/2026/a.tdm")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "some"); err != nil {
		t.Fatal(err)
	}
	_, err = b.Open("rec/2026/a.tdm")
	is(t, "Open before Close", err, store.ErrNotFound)
	if _, err := io.WriteString(w, "thing"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	blob(t, s, "rec/b", strings.Repeat("x", 1<<20))
	second, err := b.Create("rec/b")
	if err == nil {
		err = second.Close()
	}
	is(t, "written twice", err, fs.ErrExist)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b = again().Blobs()
	r, err := b.Open("rec/2026/a.tdm")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Seek(4, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != "thing" {
		t.Errorf("read %q, %v", got, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	_, err = b.Open("rec")
	is(t, "Open of a folder", err, store.ErrNotFound)
	for range 2 {
		if err := b.Delete("rec/b"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = b.Open("rec/b")
	is(t, "Open after Delete", err, store.ErrNotFound)
}

func blobNames(t *testing.T, again func() store.Store) {
	b := again().Blobs()
	for _, name := range []string{
		"", ".", "..", "/", "/etc/passwd", "../site.db", "a/../../site.db", "a//b", "a/", "a/./b", ".part", "a/.hidden",
		`a\b`, "C:x", "nul\x00l", "é", "a b", "trailing.", strings.Repeat("n", store.MaxKey+1), "a/" + strings.Repeat("n", 300),
	} {
		_, err := b.Create(name)
		is(t, "Create "+name, err, store.ErrInvalid)
		_, err = b.Open(name)
		is(t, "Open "+name, err, store.ErrInvalid)
		is(t, "Delete "+name, b.Delete(name), store.ErrInvalid)
	}
}
