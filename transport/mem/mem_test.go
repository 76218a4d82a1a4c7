package mem

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"tandem/transport"
	"tandem/transport/transporttest"
)

func TestConn(t *testing.T) {
	transporttest.Conn(t, func(*testing.T) (transport.Conn, transport.Conn) { return Pair() })
}

func TestBreakIsALoss(t *testing.T) {
	a, b := Pair()
	a.Break()
	if _, _, err := b.Accept(t.Context()); !errors.Is(err, transport.ErrLost) {
		t.Errorf("Accept on a broken line = %v; want ErrLost", err)
	}
}

func TestLinkTakesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := Packets(Link{Rate: 1000, Delay: 30 * time.Millisecond})
		start := time.Now()
		if _, err := a.WriteTo(make([]byte, 100), nil); err != nil {
			t.Fatal(err)
		}
		n, _, err := b.ReadFrom(make([]byte, 1500))
		if got := time.Since(start); n != 100 || err != nil || got != 130*time.Millisecond {
			t.Errorf("100 bytes at 1000 B/s and 30 ms: %d bytes after %v, %v; want 130ms", n, got, err)
		}
	})
}

func TestLinkDropsWhatWouldWaitTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := Packets(Link{Rate: 1000, Queue: time.Second})
		for range 30 {
			if _, err := a.WriteTo(make([]byte, 100), nil); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Minute)
		got := len(b.in)
		if got < 10 || got > 12 {
			t.Errorf("%d of 30 packets arrived; want the 11 that fit in a second's queue", got)
		}
	})
}
