// Package transporttest is the conformance test of transport.Conn.
package transporttest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"tandem/transport"
)

// patience bounds each step of a test that does not run in a synctest bubble.
const patience = 20 * time.Second

// A Pair makes the two ends of a new line; their Close is the test's business.
type Pair func(t *testing.T) (a, b transport.Conn)

// Conn checks that the lines that pair makes behave as transport.Conn promises.
func Conn(t *testing.T, pair Pair) {
	for name, f := range map[string]func(*testing.T, context.Context, transport.Conn, transport.Conn){
		"EveryMessageInOrder":     everyMessageInOrder,
		"BothWays":                bothWays,
		"CloseDeliversWhatIsSent": closeDelivers,
		"Refuse":                  refuse,
		"TooLarge":                tooLarge,
		"LatestIsNeverOlder":      latestIsNeverOlder,
		"ContextEndsRecv":         contextEndsRecv,
		"ContextEndsSend":         contextEndsSend,
		"CloseLine":               closeLine,
		"BadNames":                badNames,
	} {
		t.Run(name, func(t *testing.T) {
			a, b := pair(t)
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			defer func() { _ = a.Close() }() // the test may have closed the line
			defer func() { _ = b.Close() }() // likewise
			f(t, ctx, a, b)
		})
	}
}

func open(t *testing.T, ctx context.Context, a, b transport.Conn, name string, m transport.Mode) (transport.Channel, transport.Channel) {
	t.Helper()
	x, err := a.Open(ctx, name, m)
	if err != nil {
		t.Fatalf("Open(%q) = %v", name, err)
	}
	got, y, err := b.Accept(ctx)
	if err != nil || got != name {
		t.Fatalf("Accept = %q, %v; want %q", got, err, name)
	}
	return x, y
}

func everyMessageInOrder(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, y := open(t, ctx, a, b, "notes", transport.Ordered)
	sizes := []int{0, 1, 127, 128, 70_000, 1 << 20, 3}
	go func() {
		for i, n := range sizes {
			if err := x.Send(ctx, bytes.Repeat([]byte{byte(i)}, n)); err != nil {
				t.Errorf("Send %d = %v", n, err)
			}
		}
	}()
	for i, n := range sizes {
		m, err := y.Recv(ctx)
		if err != nil || !bytes.Equal(m, bytes.Repeat([]byte{byte(i)}, n)) {
			t.Fatalf("message %d: %d bytes, %v; want %d bytes of %d", i, len(m), err, n, i)
		}
	}
}

func bothWays(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, y := open(t, ctx, a, b, "chat", transport.Ordered)
	for i, c := range []struct{ from, to transport.Channel }{{y, x}, {x, y}, {y, x}} {
		want := fmt.Sprint("line ", i)
		if err := c.from.Send(ctx, []byte(want)); err != nil {
			t.Fatalf("Send = %v", err)
		}
		if m, err := c.to.Recv(ctx); err != nil || string(m) != want {
			t.Fatalf("Recv = %q, %v; want %q", m, err, want)
		}
	}
}

func closeDelivers(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, y := open(t, ctx, a, b, "chat", transport.Ordered)
	if err := x.Send(ctx, []byte("last")); err != nil {
		t.Fatalf("Send = %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatalf("Close = %v", err)
	}
	if m, err := y.Recv(ctx); err != nil || string(m) != "last" {
		t.Fatalf("Recv = %q, %v; want what was sent before Close", m, err)
	}
	if _, err := y.Recv(ctx); !errors.Is(err, transport.ErrClosed) {
		t.Fatalf("Recv after Close = %v; want ErrClosed", err)
	}
	if _, err := x.Recv(ctx); !errors.Is(err, transport.ErrClosed) {
		t.Fatalf("Recv of a closed channel = %v; want ErrClosed", err)
	}
}

func refuse(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, y := open(t, ctx, a, b, "files", transport.Ordered)
	r, ok := y.(transport.Refuser)
	if !ok {
		t.Fatalf("%T cannot refuse", y)
	}
	if err := r.Refuse(); err != nil {
		t.Fatalf("Refuse = %v", err)
	}
	if _, err := x.Recv(ctx); !errors.Is(err, transport.ErrRefused) {
		t.Fatalf("Recv of a refused channel = %v; want ErrRefused", err)
	}
	open(t, ctx, a, b, "chat", transport.Ordered) // the line lives on
}

func tooLarge(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, y := open(t, ctx, a, b, "screen", transport.Ordered)
	if err := x.Send(ctx, make([]byte, transport.MaxMessage+1)); !errors.Is(err, transport.ErrTooLarge) {
		t.Fatalf("Send of too much = %v; want ErrTooLarge", err)
	}
	if err := x.Send(ctx, []byte("fits")); err != nil {
		t.Fatalf("Send after it = %v", err)
	}
	if m, err := y.Recv(ctx); err != nil || string(m) != "fits" {
		t.Fatalf("Recv = %q, %v; want what fits", m, err)
	}
}

func latestIsNeverOlder(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, y := open(t, ctx, a, b, "pointer", transport.Latest)
	if err := x.Send(ctx, make([]byte, transport.MaxLatest+1)); !errors.Is(err, transport.ErrTooLarge) {
		t.Errorf("Send of too much = %v; want ErrTooLarge", err)
	}
	got := make(chan byte)
	go func() {
		for {
			m, err := y.Recv(ctx)
			if err != nil {
				close(got)
				return
			}
			got <- m[0]
		}
	}()
	last := byte(0)
	for n := byte(1); last < 50; n = min(n+1, 50) {
		if err := x.Send(ctx, []byte{n}); err != nil {
			t.Fatalf("Send = %v", err)
		}
		select {
		case g, ok := <-got:
			if !ok || g < last {
				t.Fatalf("got %d after %d", g, last)
			}
			last = g
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			t.Fatal("the newest message never came")
		}
	}
	if err := x.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
	for range got { // ends when Recv fails
	}
}

func contextEndsRecv(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, _ := open(t, ctx, a, b, "chat", transport.Ordered)
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if _, err := x.Recv(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Recv = %v; want the context's end", err)
	}
	if _, err := a.Open(ctx, "more", transport.Ordered); err != nil {
		t.Errorf("Open afterwards = %v", err)
	}
}

func contextEndsSend(t *testing.T, ctx context.Context, a, b transport.Conn) {
	x, _ := open(t, ctx, a, b, "screen", transport.Ordered)
	short, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	for msg := make([]byte, 4<<20); ; { // nobody reads: sooner or later it blocks
		if err := x.Send(short, msg); err != nil {
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("Send = %v; want the context's end", err)
			}
			return
		}
	}
}

func closeLine(t *testing.T, ctx context.Context, a, b transport.Conn) {
	_, y := open(t, ctx, a, b, "chat", transport.Ordered)
	if err := a.Close(); err != nil {
		t.Fatalf("Close = %v", err)
	}
	if _, err := y.Recv(ctx); !errors.Is(err, transport.ErrClosed) {
		t.Errorf("Recv after the line's Close = %v; want ErrClosed", err)
	}
	if _, _, err := b.Accept(ctx); !errors.Is(err, transport.ErrClosed) {
		t.Errorf("Accept after the line's Close = %v; want ErrClosed", err)
	}
	if _, err := a.Open(ctx, "chat", transport.Ordered); err == nil {
		t.Error("Open after Close = nil")
	}
}

func badNames(t *testing.T, ctx context.Context, a, _ transport.Conn) {
	for _, name := range []string{"", string(make([]byte, transport.MaxName+1))} {
		if _, err := a.Open(ctx, name, transport.Ordered); err == nil {
			t.Errorf("Open(%q) = nil; want an error", name)
		}
	}
	if _, err := a.Open(ctx, "chat", transport.Mode(9)); err == nil {
		t.Error("Open with mode 9 = nil; want an error")
	}
}
