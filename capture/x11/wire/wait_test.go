package wire

import (
	"context"
	"io"
	"net"
	"testing"
	"time"
)

func TestWait(t *testing.T) {
	ours, theirs := net.Pipe()
	defer func() { _, _ = ours.Close(), theirs.Close() }()
	go func() { _, _ = io.Copy(io.Discard, theirs) }() // until it is closed
	c := &Conn{line: ours, in: make([]byte, 64)}
	go func() {
		for _, m := range [][]byte{message(12, 0), message(13, 0)} {
			_, _ = theirs.Write(m) // the test may have ended
		}
	}()
	for _, want := range []byte{12, 13} {
		if e, err := c.Wait(t.Context()); err != nil || e == nil || e.Code() != want {
			t.Fatalf("Wait() = %v, %v; want number %d", e, err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	if e, err := c.Wait(ctx); e != nil || err != nil {
		t.Errorf("Wait() of a context that ends = %v, %v; want none", e, err)
	}
	if e, err := c.Wait(ctx); e != nil || err != nil {
		t.Errorf("Wait() of a context that has ended = %v, %v; want none", e, err)
	}
	go func() { _, _ = theirs.Write(message(kindReply, 1)) }()
	if _, err := c.Reply(c.Send(1, 0)); err != nil {
		t.Errorf("Reply() after it: %v; want none", err)
	}
}

func TestWaitLost(t *testing.T) {
	c := pipe(t)
	if err := c.line.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Wait(t.Context()); err == nil {
		t.Error("Wait() of a lost server = nil; want an error")
	}
}
