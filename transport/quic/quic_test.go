package quic

import (
	"context"
	"errors"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"tandem/transport"
	"tandem/transport/mem"
	"tandem/transport/transporttest"
)

func identity(t *testing.T) *transport.Identity {
	t.Helper()
	id, err := transport.NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// endpoints returns the two ends over a simulated link, the first of which expects the second.
func endpoints(t *testing.T, l mem.Link) (server, client *Endpoint, line *mem.Port) {
	t.Helper()
	pa, pb := mem.Packets(l)
	ida, idb := identity(t), identity(t)
	server, err := NewEndpointOver(Config{Identity: ida}, pa)
	if err != nil {
		t.Fatal(err)
	}
	client, err = NewEndpointOver(Config{Identity: idb}, pb)
	if err != nil {
		t.Fatal(err)
	}
	server.Expect(idb.Fingerprint())
	if err := server.Listen(); err != nil {
		t.Fatal(err)
	}
	return server, client, pa
}

func connect(t *testing.T, server, client *Endpoint) (*Conn, *Conn) {
	t.Helper()
	type result struct {
		c   *Conn
		err error
	}
	accepted := make(chan result)
	go func() {
		c, err := server.Accept(t.Context())
		accepted <- result{c, err}
	}()
	b, err := client.Dial(t.Context(), server.cfg.Identity.Fingerprint(), server.Candidates(1))
	if err != nil {
		t.Fatalf("Dial = %v", err)
	}
	a := <-accepted
	if a.err != nil {
		t.Fatalf("Accept = %v", a.err)
	}
	if a.c.Peer() != client.cfg.Identity.Fingerprint() || b.Peer() != server.cfg.Identity.Fingerprint() {
		t.Error("the peers' fingerprints are not the pinned ones")
	}
	return a.c, b
}

func TestConn(t *testing.T) {
	transporttest.Conn(t, func(t *testing.T) (transport.Conn, transport.Conn) {
		server, client, _ := endpoints(t, mem.Link{Delay: time.Millisecond})
		t.Cleanup(func() { closeAll(t, server, client) })
		return connect(t, server, client)
	})
}

func TestOverUDP(t *testing.T) {
	ida, idb := identity(t), identity(t)
	server, err := NewEndpoint(Config{Identity: ida})
	if err != nil {
		t.Fatal(err)
	}
	client, err := NewEndpoint(Config{Identity: idb})
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, server, client)
	server.Expect(idb.Fingerprint())
	if err := server.Listen(); err != nil {
		t.Fatal(err)
	}
	// The first candidate leads nowhere, as a NAT's inner address does.
	go func() {
		_, _ = client.Dial(t.Context(), ida.Fingerprint(), append([]string{"127.0.0.1:9"}, server.Candidates(8)...))
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if _, err := server.Accept(ctx); err != nil {
		t.Errorf("Accept = %v", err)
	}
}

func TestStrangersAreRefused(t *testing.T) {
	t.Run("customer's machine is another", func(t *testing.T) {
		server, client, _ := endpoints(t, mem.Link{})
		defer closeAll(t, server, client)
		server.Forget(client.cfg.Identity.Fingerprint())
		c, err := client.Dial(t.Context(), server.cfg.Identity.Fingerprint(), server.Candidates(1))
		if err == nil { // TLS 1.3: a client learns that it was refused with the first answer
			_, err = c.Open(t.Context(), "session", transport.Ordered)
			if err == nil {
				_, _, err = c.Accept(t.Context())
			}
		}
		if err == nil {
			t.Error("an unexpected peer was let in")
		}
	})
	t.Run("technician's machine is another", func(t *testing.T) {
		server, client, _ := endpoints(t, mem.Link{})
		defer closeAll(t, server, client)
		_, err := client.Dial(t.Context(), identity(t).Fingerprint(), server.Candidates(1))
		if !errors.Is(err, transport.ErrStranger) {
			t.Errorf("Dial to somebody else = %v; want ErrStranger", err)
		}
	})
}

func TestSilentPeerIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, client, line := endpoints(t, mem.Link{Delay: 20 * time.Millisecond})
		a, _ := connect(t, server, client)
		line.Cut(true)
		start := time.Now()
		_, _, err := a.Accept(t.Context())
		if took := time.Since(start); !errors.Is(err, transport.ErrLost) || took > idleTimeout+keepAlive {
			t.Errorf("Accept on a dead line = %v after %v; want ErrLost within %v", err, took, idleTimeout+keepAlive)
		}
		closeAll(t, server, client)
	})
}

func TestGarbageDoesNotEndALine(t *testing.T) {
	server, client, _ := endpoints(t, mem.Link{})
	defer closeAll(t, server, client)
	a, b := connect(t, server, client)
	for _, head := range [][]byte{{9, 1, 'x'}, {0, 0}, {0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, {0, 1, 0xff}} {
		s, err := b.qc.OpenStream()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Write(head); err != nil {
			t.Fatal(err)
		}
		_ = s.Close() // a reset by the peer may come first
	}
	for _, d := range [][]byte{{}, {0xff}, {1}, {0, 1, 2, 3}} {
		if err := b.qc.SendDatagram(d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Open(t.Context(), "chat", transport.Ordered); err != nil {
		t.Fatal(err)
	}
	if name, _, err := a.Accept(t.Context()); name != "chat" || err != nil {
		t.Errorf("Accept after garbage = %q, %v; want the next good channel", name, err)
	}
}

func TestOversizedMessageEndsItsChannelOnly(t *testing.T) {
	server, client, _ := endpoints(t, mem.Link{})
	defer closeAll(t, server, client)
	a, b := connect(t, server, client)
	s, err := b.qc.OpenStream()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write([]byte{0, 1, 'x', 0xff, 0xff, 0xff, 0xff, 0x0f}); err != nil {
		t.Fatal(err)
	}
	_, ch, err := a.Accept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Recv(t.Context()); !errors.Is(err, transport.ErrTooLarge) {
		t.Errorf("Recv of 4 GiB = %v; want ErrTooLarge", err)
	}
	if _, err := b.Open(t.Context(), "chat", transport.Ordered); err != nil {
		t.Fatal(err)
	}
	if name, _, err := a.Accept(t.Context()); name != "chat" || err != nil {
		t.Errorf("Accept = %q, %v; want the next channel", name, err)
	}
}

func closeAll(t *testing.T, es ...*Endpoint) {
	t.Helper()
	for _, e := range es {
		if err := e.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Errorf("Close = %v", err)
		}
	}
}
