//go:build linux

package inputtest

import (
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// A Seen is an event as an X client gets it.
type Seen struct {
	Kind  byte // xproto.KeyPress, KeyRelease, ButtonPress, ButtonRelease, MotionNotify
	Code  byte // keycode or button
	State uint16
	X, Y  int16
}

// A Window fills the display and writes down what happens in it.
type Window struct {
	t    testing.TB
	conn *xgb.Conn
}

// NewWindow opens a window, which closes with the test.
func (d *Display) NewWindow(t testing.TB) *Window {
	t.Helper()
	conn, err := xgb.NewConnDisplay(d.Name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	screen := xproto.Setup(conn).DefaultScreen(conn)
	id, err := xproto.NewWindowId(conn)
	if err != nil {
		t.Fatal(err)
	}
	const events = xproto.EventMaskKeyPress | xproto.EventMaskKeyRelease | xproto.EventMaskButtonPress |
		xproto.EventMaskButtonRelease | xproto.EventMaskPointerMotion | xproto.EventMaskStructureNotify
	err = xproto.CreateWindowChecked(conn, screen.RootDepth, id, screen.Root, 0, 0,
		screen.WidthInPixels, screen.HeightInPixels, 0, xproto.WindowClassInputOutput, screen.RootVisual,
		xproto.CwEventMask, []uint32{events}).Check()
	if err != nil {
		t.Fatal(err)
	}
	if err := xproto.MapWindowChecked(conn, id).Check(); err != nil {
		t.Fatal(err)
	}
	if err := xproto.SetInputFocusChecked(conn, xproto.InputFocusPointerRoot, id, xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	return &Window{t: t, conn: conn}
}

// Take returns what has been seen since the last Take: all that was injected
// before the call, but perhaps not yet moves with nothing after them.
func (w *Window) Take() []Seen {
	w.t.Helper()
	// The reply comes after the events that came before it.
	if _, err := xproto.GetInputFocus(w.conn).Reply(); err != nil {
		w.t.Fatal(err)
	}
	var all []Seen
	for {
		e, err := w.conn.PollForEvent()
		if e == nil && err == nil {
			return all
		}
		if s, ok := seen(e); ok {
			all = append(all, s)
		}
	}
}

// Until takes until done with all that was taken.
func (w *Window) Until(what string, done func([]Seen) bool) []Seen {
	w.t.Helper()
	var all []Seen
	await(w.t, what, func() bool {
		all = append(all, w.Take()...)
		return done(all)
	})
	return all
}

// For takes for a while.
func (w *Window) For(d time.Duration) []Seen {
	w.t.Helper()
	<-time.After(d)
	return w.Take()
}

func seen(e xgb.Event) (Seen, bool) {
	switch e := e.(type) {
	case xproto.KeyPressEvent:
		return Seen{xproto.KeyPress, byte(e.Detail), e.State, e.RootX, e.RootY}, true
	case xproto.KeyReleaseEvent:
		return Seen{xproto.KeyRelease, byte(e.Detail), e.State, e.RootX, e.RootY}, true
	case xproto.ButtonPressEvent:
		return Seen{xproto.ButtonPress, byte(e.Detail), e.State, e.RootX, e.RootY}, true
	case xproto.ButtonReleaseEvent:
		return Seen{xproto.ButtonRelease, byte(e.Detail), e.State, e.RootX, e.RootY}, true
	case xproto.MotionNotifyEvent:
		return Seen{xproto.MotionNotify, 0, e.State, e.RootX, e.RootY}, true
	}
	return Seen{}, false
}
