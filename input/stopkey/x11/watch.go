//go:build linux

package x11

import (
	"context"
	"fmt"
	"os"
	"time"

	"tandem/capture/x11/wire"
	"tandem/input"
)

// poll is how often the keyboard is looked at where it does not report raw
// keys: less than the shortest press.
const poll = 20 * time.Millisecond

// Watch grabs key on display ("" is $DISPLAY), calls bound once it has it, and
// pressed each time it goes down, until ctx ends. It returns nil then, and
// otherwise why it cannot watch: input.ErrTaken, or a connection that is lost.
func Watch(ctx context.Context, display string, key input.Usage, bound, pressed func()) error {
	if display == "" && os.Getenv("DISPLAY") == "" {
		return fmt.Errorf("input/stopkey/x11: no display: DISPLAY is not set")
	}
	code := key.X11()
	if code == 0 {
		return fmt.Errorf("input/stopkey/x11: no keycode for key %v", key)
	}
	c, err := wire.Dial(display)
	if err != nil {
		return fmt.Errorf("input/stopkey/x11: open display %q: %w", display, err)
	}
	defer func() { _ = c.Close() }() // nothing is written to it
	w := &watch{c: c, code: code, pressed: pressed}
	if err := w.grab(); err != nil {
		return fmt.Errorf("input/stopkey/x11: grab %v: %w", key, err)
	}
	raw, err := w.selectRaw()
	if err != nil {
		return fmt.Errorf("input/stopkey/x11: raw keys: %w", err)
	}
	bound()
	if raw {
		err = w.follow(ctx)
	} else {
		err = w.ask(ctx)
	}
	_ = w.free() // a lost connection frees the key as well
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("input/stopkey/x11: connection: %w", err)
	}
	return nil
}

// A watch is the state of one Watch.
type watch struct {
	c       *wire.Conn
	code    byte
	down    bool
	pressed func()
}

// edge reports a press once, however often it is repeated.
func (w *watch) edge(down bool) {
	was := w.down
	w.down = down
	if down && !was {
		w.pressed()
	}
}

// ask looks at the keyboard again and again until ctx ends.
func (w *watch) ask(ctx context.Context) error {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		keys, err := w.c.Reply(w.c.Send(queryKeymap, 0))
		if err != nil {
			return err
		}
		hit := false
		for e := w.c.Queued(); e != nil; e = w.c.Queued() {
			hit = hit || e.Code() == keyPress && e[1] == w.code
		}
		const state = 8 // where it begins in the reply: X11 protocol, "QueryKeymap"
		held := keys[state+w.code/8]&(1<<(w.code%8)) != 0
		if hit {
			w.edge(true)
		}
		w.edge(held)
	}
}
