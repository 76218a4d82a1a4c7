package quic

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/plug"
	"github.com/quic-go/quic-go/qlogwriter"

	"tandem/transport"
	"tandem/transport/mem"
)

// TestControlIsInUse fails when the pinned quic-go has a layout that plug does not know.
func TestControlIsInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, client, _ := endpoints(t, mem.Link{Delay: 10 * time.Millisecond})
		defer closeAll(t, server, client)
		a, b := connect(t, server, client)
		talk(t, a, b, "one")
		if x, y := a.control.Swaps(), b.control.Swaps(); x != 1 || y != 1 {
			t.Errorf("our control was put in %d times at the server, %d times at the client; want once", x, y)
		}
		if got := a.Stats().Rate; got < 300_000 {
			t.Errorf("a line that carried 100 kB at once is said to carry %d bytes a second", got)
		}
		if got := b.qc.ConnectionStats().CongestionWindow; got == 0 {
			t.Error("the window is not told")
		}
	})
}

func TestStockLeavesControlAlone(t *testing.T) {
	c := quicConfig(Config{Stock: true})
	if c.Tracer != nil {
		t.Error("a stock endpoint has a tracer")
	}
}

// talk sends something on a channel of its own from each side to the other.
func talk(t *testing.T, a, b *Conn, name string) {
	t.Helper()
	for _, c := range [][2]*Conn{{a, b}, {b, a}} {
		ch, err := c[0].Open(t.Context(), name, transport.Ordered)
		if err != nil {
			t.Fatal(err)
		}
		if err := ch.Send(t.Context(), make([]byte, 100_000)); err != nil {
			t.Fatal(err)
		}
		_, in, err := c[1].Accept(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if msg, err := in.Recv(t.Context()); err != nil || len(msg) != 100_000 {
			t.Fatalf("Recv = %d bytes, %v", len(msg), err)
		}
	}
}

// TestControlFollowsThePath switches the path as the customer's side does, and
// expects both sides to begin anew: nothing of the old path is true of the new.
func TestControlFollowsThePath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, client, _ := endpoints(t, mem.Link{Rate: 1 << 20, Delay: 30 * time.Millisecond})
		a, b := connect(t, server, client)
		talk(t, a, b, "before")

		far, near := mem.Packets(mem.Link{Rate: 4 << 20, Delay: 5 * time.Millisecond})
		if err := server.paths.Add("second", far); err != nil {
			t.Fatal(err)
		}
		ps := NewPaths()
		if err := ps.Add(Direct, near); err != nil {
			t.Fatal(err)
		}
		tr := &quic.Transport{Conn: ps}
		path, err := b.qc.AddPath(tr)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := path.Probe(ctx); err != nil {
			t.Fatal(err)
		}
		if err := path.Switch(); err != nil {
			t.Fatal(err)
		}
		talk(t, a, b, "after")
		if x, y := a.control.Swaps(), b.control.Swaps(); x != 2 || y != 2 {
			t.Errorf("after the switch our control was put in %d times at the server, %d times at the client; want twice", x, y)
		}
		closeAll(t, client, server)
		if err := tr.Close(); err != nil {
			t.Error(err)
		}
		if err := ps.Close(); err != nil {
			t.Error(err)
		}
	})
}

// otherLayout is a connection as plug does not know it.
type otherLayout struct{}

func (*otherLayout) QlogTrace() qlogwriter.Trace {
	return plug.Tracer(context.Background(), false, quic.ConnectionID{})
}

func TestOtherLayoutKeepsStock(t *testing.T) {
	var log bytes.Buffer
	in := control(new(otherLayout), newSender, slog.New(slog.NewTextHandler(&log, nil)))
	if in.Swaps() != 0 || !strings.Contains(log.String(), "level=WARN") || !strings.Contains(log.String(), plug.ErrLayout.Error()) {
		t.Errorf("swaps %d, log %q; want none and a warning", in.Swaps(), log.String())
	}
}
