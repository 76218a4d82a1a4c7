//go:build windows

package win

import (
	"runtime"
	"testing"
	"time"

	"tandem/app/session/clipboard"
	"tandem/app/session/clipboard/clipboardtest"
)

func open(t *testing.T) *Board {
	t.Helper()
	b, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func TestConformance(t *testing.T) {
	clipboardtest.Test(t, func(t *testing.T) clipboard.Board { return open(t) })
}

func TestOthersMayHoldTheClipboard(t *testing.T) {
	runtime.LockOSThread() // to which the clipboard belongs while it is open
	defer runtime.UnlockOSThread()
	a, other := open(t), open(t)
	if err := other.hold(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.Set("late") }()
	<-time.After(10 * openPause)
	select {
	case err := <-done:
		t.Fatalf("Set = %v while another holds it", err)
	default:
	}
	other.release()
	if err := <-done; err != nil {
		t.Errorf("Set = %v after it was let go", err)
	}
}

func TestLineBreaksAreTheSystemsOwn(t *testing.T) {
	runtime.LockOSThread() // to which the clipboard belongs while it is open
	defer runtime.UnlockOSThread()
	a, other := open(t), open(t)
	if err := a.Set("one\ntwo"); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Next(t.Context()); err != nil { // and it has let go again
		t.Fatal(err)
	}
	if err := other.hold(); err != nil {
		t.Fatal(err)
	}
	defer other.release()
	if got, err := other.a.read(100); got != "one\r\ntwo" || err != nil {
		t.Errorf("on the clipboard is %q, %v", got, err)
	}
}
