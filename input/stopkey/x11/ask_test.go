//go:build linux

package x11

import (
	"context"
	"testing"
	"time"

	"tandem/capture/x11/wire"
	"tandem/input"
	"tandem/input/inputtest"
	"tandem/input/xtest"
)

// TestAsk is a server that reports no raw keys, with and without the grab.
func TestAsk(t *testing.T) {
	d := inputtest.NewDisplay(t)
	for _, grabbed := range []bool{true, false} {
		c, err := wire.Dial(d.Name)
		if err != nil {
			t.Fatal(err)
		}
		pressed := make(chan bool, 100)
		w := &watch{c: c, code: input.KeyF12.X11(), pressed: func() { pressed <- true }}
		if grabbed {
			if err := w.grab(); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- w.ask(ctx) }()
		x, err := xtest.Open(d.Name)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			for _, down := range []bool{true, false} {
				if err := x.Inject(input.Key{Usage: input.KeyF12, Down: down}); err != nil {
					t.Fatal(err)
				}
				time.Sleep(3 * poll)
			}
			<-pressed
		}
		cancel()
		if err := <-ended; err != nil || len(pressed) > 0 {
			t.Errorf("grabbed %v: ask = %v, and %d presses too many; want nil, none", grabbed, err, len(pressed))
		}
		_, _ = x.Close(), c.Close()
	}
}
