//go:build linux

package x11

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/input"
)

// poll is how often the keyboard is looked at: less than the shortest press.
const poll = 20 * time.Millisecond

// Watch grabs key on display ("" is $DISPLAY), calls bound once it has it, and
// pressed each time it goes down, until ctx ends. It returns nil then, and
// otherwise why it cannot watch: input.ErrTaken, or a connection that is lost.
func Watch(ctx context.Context, display string, key input.Usage, bound, pressed func()) error {
	if display == "" && os.Getenv("DISPLAY") == "" {
		return fmt.Errorf("input/stopkey/x11: no display: DISPLAY is not set")
	}
	code := xproto.Keycode(key.X11())
	if code == 0 {
		return fmt.Errorf("input/stopkey/x11: no keycode for key %v", key)
	}
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return fmt.Errorf("input/stopkey/x11: open display %q: %w", display, err)
	}
	defer conn.Close()
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := grab(conn, root, code); err != nil {
		return fmt.Errorf("input/stopkey/x11: grab %v: %w", key, err)
	}
	bound()
	err = loop(ctx, conn, code, pressed)
	// The key is free when Watch returns, not some time after; a lost connection
	// frees it as well.
	_ = xproto.UngrabKeyChecked(conn, code, root, xproto.ModMaskAny).Check()
	return err
}

// loop reports presses until ctx ends.
func loop(ctx context.Context, conn *xgb.Conn, code xproto.Keycode, pressed func()) error {
	tick := time.NewTicker(poll)
	defer tick.Stop()
	var down bool
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		hits := presses(conn, code)
		keys, err := xproto.QueryKeymap(conn).Reply()
		if err != nil {
			return fmt.Errorf("input/stopkey/x11: connection: %w", err)
		}
		was := down
		down = keys.Keys[code/8]&(1<<(code%8)) != 0
		if (hits > 0 || down) && !was {
			pressed()
		}
	}
}

// presses counts the presses of code that the grab has reported.
func presses(conn *xgb.Conn, code xproto.Keycode) int {
	n := 0
	for {
		e, err := conn.PollForEvent()
		if e == nil && err == nil {
			return n
		}
		if press, ok := e.(xproto.KeyPressEvent); ok && press.Detail == code {
			n++
		}
	}
}
