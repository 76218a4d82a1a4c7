//go:build linux

package xtest

import (
	"errors"
	"fmt"
	"os"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"tandem/input"
)

// ErrNoDisplay is returned, wrapped, where there is no X server to talk to.
var ErrNoDisplay = errors.New("no display")

// Injector is a connection to an X server.
type Injector struct {
	conn   *xgb.Conn
	root   xproto.Window
	min    xproto.Keycode
	max    xproto.Keycode
	down   [256]bool // keycodes that we have pressed
	keymap keymap
	spares spares
	locks  locks
	stale  bool // keymap has to be read again
	moves  uint
	wheel  input.Notches
}

var _ input.Injector = (*Injector)(nil)

// Open connects to display, such as ":0"; "" is the one that $DISPLAY names.
func Open(display string) (*Injector, error) {
	if display == "" && os.Getenv("DISPLAY") == "" {
		return nil, fmt.Errorf("input/xtest: %w: DISPLAY is not set", ErrNoDisplay)
	}
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("input/xtest: %w %q: %w", ErrNoDisplay, display, err)
	}
	if err := enable(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("input/xtest: %w", err)
	}
	locks, err := openLocks(display)
	if err != nil {
		conn.Close()
		return nil, err
	}
	setup := xproto.Setup(conn)
	return &Injector{
		conn: conn, root: setup.DefaultScreen(conn).Root,
		min: setup.MinKeycode, max: setup.MaxKeycode,
		locks: locks, stale: true,
	}, nil
}

// enable lets requests of XTEST go over this connection. Not xtest.Init, which does
// this as well: it also writes the bindings' maps of events and errors, which the
// readers of all other connections read without a lock. XTEST has neither.
func enable(conn *xgb.Conn) error {
	const name = "XTEST"
	r, err := xproto.QueryExtension(conn, uint16(len(name)), name).Reply()
	switch {
	case err != nil:
		return fmt.Errorf("ask for XTEST: %w", err)
	case !r.Present:
		return fmt.Errorf("the display has no XTEST: %w", errors.ErrUnsupported)
	}
	conn.ExtLock.Lock()
	defer conn.ExtLock.Unlock()
	conn.Extensions[name] = r.MajorOpcode
	return nil
}

// Inject implements input.Injector. Events are on the line to the
// server when it returns; all but moves are with the server.
func (x *Injector) Inject(e input.Event) error {
	x.notices()
	switch e := e.(type) {
	case input.Key:
		return x.key(e)
	case input.Text:
		return x.text(e.S)
	case input.Pointer:
		return x.pointer(e)
	case input.Button:
		return x.button(e)
	case input.Wheel:
		return x.turn(e)
	}
	return fmt.Errorf("input/xtest: unknown event %T", e)
}

// Close takes back the characters that were bound and ends the connection.
func (x *Injector) Close() error {
	x.notices()
	err := x.unbind()
	x.conn.Close()
	x.locks.conn.Close()
	return err
}

func (x *Injector) key(e input.Key) error {
	code := e.Usage.X11()
	if xproto.Keycode(code) < x.min || xproto.Keycode(code) > x.max {
		return fmt.Errorf("input/xtest: no keycode for key %v", e.Usage)
	}
	if e.Down && x.down[code] {
		return nil
	}
	x.press(code, e.Down)
	return x.flush()
}

// press sends one key event and keeps account of it.
func (x *Injector) press(code byte, down bool) {
	kind := byte(xproto.KeyRelease)
	if down {
		kind = xproto.KeyPress
	}
	x.down[code] = down
	x.fake(kind, code, 0, 0)
}

// fake sends one event without waiting; flush reports if the line is lost.
func (x *Injector) fake(kind, detail byte, px, py int16) {
	xtest.FakeInput(x.conn, kind, detail, 0, x.root, px, py, 0)
}

// flush waits until the server has done all that was sent, and all that it has
// told us before is here.
func (x *Injector) flush() error {
	if _, err := xproto.GetInputFocus(x.conn).Reply(); err != nil {
		return fmt.Errorf("input/xtest: connection: %w", err)
	}
	return nil
}

// notices reads what the server has told us since the last event.
func (x *Injector) notices() {
	for {
		e, err := x.conn.PollForEvent()
		if e == nil && err == nil {
			return
		}
		m, ok := e.(xproto.MappingNotifyEvent)
		switch {
		case !ok:
		case m.Request == xproto.MappingPointer: // asked for each time
		case m.Request == xproto.MappingKeyboard && m.Count == 1 && x.spares.expected(byte(m.FirstKeycode)):
		default:
			x.stale = true
		}
	}
}
