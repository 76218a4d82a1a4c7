//go:build linux

package stopkey_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/input"
	"tandem/input/inputtest"
	"tandem/input/stopkey"
	"tandem/input/xtest"
)

const patience = 10 * time.Second

// watching is a Watcher that runs for the length of a test.
type watching struct {
	bound, pressed chan input.Usage
	done           chan error
}

func watch(t *testing.T, ctx context.Context, key input.Usage) watching {
	t.Helper()
	w := watching{make(chan input.Usage, 1), make(chan input.Usage, 100), make(chan error, 1)}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.done <- stopkey.Watcher{
			Key: key, Bound: func(u input.Usage) { w.bound <- u }, Pressed: func() { w.pressed <- key },
		}.Run(ctx)
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return w
}

func receive[T any](t *testing.T, what string, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

func tap(t *testing.T, keys ...input.Usage) {
	t.Helper()
	x, err := xtest.Open("")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range inputtest.Tap(keys...) {
		if err := x.Inject(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestKeyStops(t *testing.T) {
	d := inputtest.NewDisplay(t)
	window := d.NewWindow(t)
	w := watch(t, t.Context(), input.KeyF12)
	if got := receive(t, "the key", w.bound); got != input.KeyF12 {
		t.Fatalf("bound %v; want F12", got)
	}
	for _, keys := range [][]input.Usage{
		{input.KeyF12},
		{input.KeyLeftCtrl, input.KeyF12},
		{input.KeyCapsLock},
		{input.KeyF12},
		{input.KeyCapsLock},
		{input.KeyNumLock},
		{input.KeyLeftShift, input.KeyLeftAlt, input.KeyF12},
		{input.KeyNumLock},
	} {
		tap(t, keys...)
		if keys[len(keys)-1] == input.KeyF12 {
			receive(t, "a press", w.pressed)
		}
	}
	for _, s := range window.Take() {
		if s.Code == input.KeyF12.X11() {
			t.Errorf("the window sees %v; want the key swallowed", s)
		}
	}
	select {
	case <-w.pressed:
		t.Error("one press is reported twice")
	case <-time.After(100 * time.Millisecond):
	}
}

// TestKeyStopsWhileAnotherHasTheKeyboard is a menu that is open, or a game.
func TestKeyStopsWhileAnotherHasTheKeyboard(t *testing.T) {
	d := inputtest.NewDisplay(t)
	conn := client(t, d)
	w := watch(t, t.Context(), input.KeyF12)
	receive(t, "the key", w.bound)
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	reply, err := xproto.GrabKeyboard(conn, false, root, xproto.TimeCurrentTime,
		xproto.GrabModeAsync, xproto.GrabModeAsync).Reply()
	if err != nil || reply.Status != xproto.GrabStatusSuccess {
		t.Fatalf("grab the keyboard: %v, %v", reply, err)
	}
	x, err := xtest.Open("")
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Inject(input.Key{Usage: input.KeyF12, Down: true}); err != nil {
		t.Fatal(err)
	}
	receive(t, "a press", w.pressed)
	if err := x.Inject(input.Key{Usage: input.KeyF12}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestPauseIfTheKeyIsTaken(t *testing.T) {
	d := inputtest.NewDisplay(t)
	conn := client(t, d)
	grab(t, conn, input.KeyF12, xproto.ModMask1) // Alt+F12 alone is no obstacle
	first, cancel := context.WithCancel(t.Context())
	w := watch(t, first, input.KeyF12)
	if got := receive(t, "the key", w.bound); got != input.KeyF12 {
		t.Errorf("bound %v while Alt+F12 is taken; want F12", got)
	}
	cancel()
	if err := receive(t, "the end", w.done); err != nil {
		t.Errorf("Run: %v after its context ended; want nil", err)
	}
	grab(t, conn, input.KeyF12, 0)
	w = watch(t, t.Context(), input.KeyF12)
	if got := receive(t, "the key", w.bound); got != input.KeyPause {
		t.Errorf("bound %v while F12 is taken; want Pause", got)
	}
	tap(t, input.KeyPause)
	receive(t, "a press", w.pressed)
	w = watch(t, t.Context(), input.KeyF12)
	if err := receive(t, "the end", w.done); !errors.Is(err, input.ErrTaken) {
		t.Errorf("Run: %v while both are taken; want ErrTaken", err)
	}
}

func TestNoDisplayIsAnError(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if err := stopkey.Watch(t.Context(), input.KeyF12, func() {}); err == nil {
		t.Error("Watch without DISPLAY: no error; want one")
	}
}

func client(t *testing.T, d *inputtest.Display) *xgb.Conn {
	t.Helper()
	conn, err := xgb.NewConnDisplay(d.Name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return conn
}

// grab is another program that wants key.
func grab(t *testing.T, conn *xgb.Conn, key input.Usage, mods uint16) {
	t.Helper()
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := xproto.GrabKeyChecked(conn, false, root, mods, xproto.Keycode(key.X11()),
		xproto.GrabModeAsync, xproto.GrabModeAsync).Check(); err != nil {
		t.Fatal(err)
	}
}
