package wire

import (
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// pipe connects a Conn to a server played by the test, which reads all
// requests and first sends what it is given.
func pipe(t *testing.T, sent ...[]byte) *Conn {
	t.Helper()
	ours, theirs := net.Pipe()
	go func() { _, _ = io.Copy(io.Discard, theirs) }() // until it is closed
	go func() {
		for _, b := range sent {
			_, _ = theirs.Write(b) // the test may have ended
		}
	}()
	t.Cleanup(func() { _ = ours.Close(); _ = theirs.Close() })
	return &Conn{line: ours, in: make([]byte, 64)}
}

func message(kind byte, seq int, body ...byte) []byte {
	b := make([]byte, headSize)
	b[0], b[2] = kind, byte(seq)
	if kind == kindReply || kind == kindGeneric {
		b[4] = byte(len(body) / 4)
	}
	return append(b, body...)
}

func TestReplyAmongEvents(t *testing.T) {
	long := make([]byte, 400)
	long[399] = 7
	c := pipe(t, message(12, 0), message(kindReply, 1, 1, 2, 3, 4), message(kindGeneric, 1, long...), message(0, 2), message(kindReply, 3, long...))
	for range 3 {
		c.Send(1, 0)
	}
	r, err := c.Reply(3) // the first one's reply is dropped, the second's refusal too
	if err != nil || len(r) != headSize+400 || r[headSize+399] != 7 {
		t.Fatalf("Reply(3) = %d bytes, %v; want %d", len(r), err, headSize+400)
	}
	for _, want := range []byte{12, kindGeneric} {
		if e, err := c.Event(time.Now()); err != nil || e == nil || e.Code() != want {
			t.Errorf("Event() = %v, %v; want number %d", e, err, want)
		}
	}
	if e, err := c.Event(time.Now().Add(time.Millisecond)); e != nil || err != nil {
		t.Errorf("Event() = %v, %v; want none", e, err)
	}
}

func TestDeadlineWithinAnEvent(t *testing.T) {
	ours, theirs := net.Pipe()
	defer func() { _, _ = ours.Close(), theirs.Close() }()
	c := &Conn{line: ours, in: make([]byte, 64)}
	long := message(kindGeneric, 0, make([]byte, 400)...)
	rest := make(chan struct{})
	go func() {
		_, _ = theirs.Write(long[:100]) // the test may have ended
		<-rest
		_, _ = theirs.Write(append(long[100:], message(12, 0)...))
	}()
	if e, err := c.Event(time.Now().Add(time.Minute)); err != nil || e == nil || e.Code() != kindGeneric {
		t.Fatalf("Event() = %v, %v; want number %d", e, err, kindGeneric)
	}
	if e, err := c.Event(time.Now().Add(time.Millisecond)); e != nil || err != nil {
		t.Fatalf("Event() = %v, %v; want none", e, err)
	}
	close(rest)
	if e, err := c.Event(time.Now().Add(time.Minute)); err != nil || e == nil || e.Code() != 12 {
		t.Errorf("Event() = %v, %v; want number 12", e, err)
	}
}

func TestQueuedIsAllThatWasReceived(t *testing.T) {
	c := pipe(t, append(message(12, 1), message(13, 2)...))
	for i, next := range []func() (*Event, error){
		func() (*Event, error) { return c.Event(time.Now().Add(time.Minute)) },
		func() (*Event, error) { return c.Queued(), nil },
	} {
		e, err := next()
		if err != nil || e == nil || e.Code() != byte(12+i) {
			t.Fatalf("event %d = %v, %v; want number %d", i, e, err, 12+i)
		}
		if got, want := e.Before(2), i == 0; got != want {
			t.Errorf("event %d before request 2: %v; want %v", i, got, want)
		}
	}
	if e := c.Queued(); e != nil {
		t.Errorf("Queued() = %v; want none", e)
	}
}

func TestQueuedLeavesAReply(t *testing.T) {
	c := pipe(t, append(message(12, 0), message(kindReply, 1)...))
	if e, err := c.Event(time.Now().Add(time.Minute)); e == nil || err != nil {
		t.Fatalf("Event() = %v, %v; want one", e, err)
	}
	if e := c.Queued(); e != nil {
		t.Errorf("Queued() = %v; want none", e)
	}
	if _, err := c.Reply(c.Send(1, 0)); err != nil {
		t.Errorf("Reply() after it: %v", err)
	}
}

func TestRefusal(t *testing.T) {
	c := pipe(t, message(kindError, 1), message(kindReply, 2))
	var refused *Error
	if err := c.Check(c.Send(1, 0)); !errors.As(err, &refused) {
		t.Errorf("Check() = %v; want the server's error", err)
	}
	c = pipe(t, message(kindReply, 2))
	if err := c.Check(c.Send(1, 0)); err != nil {
		t.Errorf("Check() = %v; want nil", err)
	}
}

func TestReplyInto(t *testing.T) {
	body := make([]byte, 200)
	body[99] = 5
	c := pipe(t, message(kindReply, 1, body...), message(kindReply, 2, 1, 2, 3, 4))
	dst := make([]byte, 100)
	c.Send(1, 0)
	if err := c.ReplyInto(1, dst); err != nil || dst[99] != 5 {
		t.Errorf("ReplyInto() = %v with last byte %d; want 5", err, dst[99])
	}
	c.Send(1, 0)
	if err := c.ReplyInto(2, dst); !errors.Is(err, ErrBadReply) {
		t.Errorf("ReplyInto(too short) = %v; want %v", err, ErrBadReply)
	}
}

func TestLost(t *testing.T) {
	c := pipe(t)
	if err := c.line.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := c.Reply(c.Send(1, 0)); err == nil {
			t.Error("Reply() of a lost server = nil; want an error")
		}
		if _, err := c.Event(time.Now().Add(time.Minute)); err == nil {
			t.Error("Event() of a lost server = nil; want an error")
		}
	}
}

func FuzzSetup(f *testing.F) {
	f.Add([]byte{}, 0)
	f.Add(make([]byte, 200), 1)
	f.Fuzz(func(_ *testing.T, b []byte, screen int) {
		_ = new(Conn).setup(b, max(0, screen)) // must not panic
	})
}
