package wire

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// quietPair connects a quiet line with another one.
func quietPair(t *testing.T) (ours line, theirs net.Conn) {
	t.Helper()
	l, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // both ends are there by then
	c, err := net.Dial("unix", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if theirs, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	if ours, err = newQuiet(c); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte{0}); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Write() to the line that was taken over = %v; want %v", err, net.ErrClosed)
	}
	t.Cleanup(func() { _, _ = ours.Close(), theirs.Close() })
	return ours, theirs
}

// TestQuietCarriesAll has more written both ways than fits into a socket.
func TestQuietCarriesAll(t *testing.T) {
	ours, theirs := quietPair(t)
	sent := bytes.Repeat([]byte("0123456789abcde"), 1<<16)
	go func() {
		got := make([]byte, len(sent))
		_, _ = io.ReadFull(theirs, got) // what is missing is seen below
		_, _ = theirs.Write(got)
	}()
	go func() { _, _ = ours.Write(sent) }() // likewise
	got := make([]byte, len(sent))
	if err := ours.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(ours, got); err != nil || !bytes.Equal(got, sent) {
		t.Errorf("what was sent did not come back: %v", err)
	}
}

func TestQuietDeadline(t *testing.T) {
	ours, theirs := quietPair(t)
	b := make([]byte, 4)
	for range 3 {
		if err := ours.SetReadDeadline(time.Now().Add(time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		if _, err := ours.Read(b); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatalf("Read() of nothing = %v; want %v", err, os.ErrDeadlineExceeded)
		}
		if err := ours.SetReadDeadline(time.Time{}); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(5*time.Millisecond, func() { _, _ = theirs.Write([]byte("ab")) })
		if n, err := ours.Read(b); n != 2 || err != nil {
			t.Fatalf("Read() = %d, %v; want 2", n, err)
		}
	}
}

func TestQuietEnds(t *testing.T) {
	ours, theirs := quietPair(t)
	time.AfterFunc(5*time.Millisecond, func() { _ = theirs.Close() })
	if _, err := ours.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("Read() after the end = %v; want %v", err, io.EOF)
	}
	if err := ours.Close(); err != nil {
		t.Errorf("Close() = %v", err)
	}
	if _, err := ours.Read(make([]byte, 1)); err == nil {
		t.Error("Read() after Close() succeeds")
	}
	if err := ours.SetReadDeadline(time.Time{}); err == nil {
		t.Error("SetReadDeadline() after Close() succeeds")
	}
}
