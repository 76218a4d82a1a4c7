//go:build windows

package sendinput

import (
	"image"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"tandem/input"
)

// quiet is how long nothing may come before all has come.
const quiet = 150 * time.Millisecond

func do(t *testing.T, i input.Injector, events ...input.Event) {
	t.Helper()
	for _, e := range events {
		if err := i.Inject(e); err != nil {
			t.Fatalf("Inject(%v): %v", e, err)
		}
	}
}

func TestEventHasTheSizeOfINPUT(t *testing.T) {
	want := map[uintptr]uintptr{4: 28, 8: 40}[unsafe.Sizeof(uintptr(0))]
	if got := unsafe.Sizeof(event{}); got != want {
		t.Errorf("event has %d bytes; want %d", got, want)
	}
}

// TestKeys presses every key and wants its own scancode in the message.
func TestKeys(t *testing.T) {
	e := newEdit(t)
	i := Open()
	for u := input.Usage(1); u < 0x100; u++ {
		if scan, _ := u.Scancode(); scan == 0 || skipped(u) {
			continue
		}
		do(t, i, input.Key{Usage: u, Down: true}, input.Key{Usage: u})
		got := slices.DeleteFunc(e.pump(quiet), func(m seen) bool { return !isKey(m) })
		if len(got) == 0 {
			t.Errorf("key %v: no message", u)
			continue
		}
		scan, extended := int(got[0].lparam>>16&0xFF), got[0].lparam>>24&1 != 0
		if back := input.FromScancode(scan, extended); back != u && u != input.KeyIntlHash && u != input.KeyRightShift {
			t.Errorf("key %v arrives as %v (%#x, %v)", u, back, scan, extended)
		}
	}
}

// skipped are the keys that this desktop keeps for itself, or that change it.
func skipped(u input.Usage) bool {
	switch u {
	case input.KeyLeftMeta, input.KeyRightMeta, input.KeyCapsLock, input.KeyNumLock, input.KeyScrollLock,
		input.KeyPower, input.KeySleep, input.KeyPrintScreen, input.KeyMenu, input.KeyF10, input.KeyLeftAlt, input.KeyRightAlt:
		return true
	}
	return u >= input.KeyMute || u >= input.KeyHelp && u <= input.KeyFind // no key of the US layout
}

func TestText(t *testing.T) {
	e := newEdit(t)
	i := Open()
	for _, want := range []string{"Hello, World 123 ~#", "é 中 😀", "ÀÉ€ß Привет 世界", "two\r\nlines"} {
		do(t, i, input.Text{S: want})
		e.pump(quiet)
		if got := e.text(); got != want {
			t.Errorf("text is %q; want %q", got, want)
		}
	}
	do(t, i, input.Key{Usage: input.KeyLeftShift, Down: true}, input.Key{Usage: input.KeyLeftCtrl, Down: true},
		input.Text{S: "Abc é"}, input.Key{Usage: input.KeyLeftCtrl}, input.Key{Usage: input.KeyLeftShift})
	e.pump(quiet)
	if got := e.text(); got != "Abc é" {
		t.Errorf("text under Ctrl and Shift is %q; want Abc é", got)
	}
	if err := i.Inject(input.Text{S: "a\x00"}); err == nil {
		t.Error("control character: no error; want one")
	}
}

func TestHeldKeyRepeatsByDowns(t *testing.T) {
	e := newEdit(t)
	i := Open()
	down := input.Key{Usage: input.KeyA, Down: true}
	do(t, i, down, down, down, input.Key{Usage: input.KeyA})
	e.pump(quiet)
	if got := e.text(); strings.ToLower(got) != "aaa" {
		t.Errorf("text is %q; want aaa", got)
	}
}

func TestPointer(t *testing.T) {
	e := newEdit(t)
	i := Open()
	w, h := metric(smCXVirtualDesk), metric(smCYVirtualDesk)
	for _, at := range []image.Point{{0, 0}, {300, 200}, {301, 200}, {w - 1, h - 1}, {w / 2, h / 3}, {7, h - 2}} {
		do(t, i, input.Pointer{At: at})
		e.pump(quiet)
		var got struct{ x, y int32 }
		_, _, _ = getCursorPos.Call(uintptr(unsafe.Pointer(&got)))
		if image.Pt(int(got.x), int(got.y)) != at {
			t.Errorf("the pointer is at %v; want %v", got, at)
		}
	}
}

func TestButtonsAndWheel(t *testing.T) {
	e := newEdit(t)
	i := Open()
	do(t, i, input.Pointer{At: image.Pt(300, 300)})
	e.pump(quiet)
	for _, c := range []struct {
		event   input.Event
		message uint32
		high    int16 // of wparam
	}{
		{input.Button{Button: input.Left, Down: true}, 0x0201, 0},
		{input.Button{Button: input.Left}, 0x0202, 0},
		{input.Button{Button: input.Middle, Down: true}, 0x0207, 0},
		{input.Button{Button: input.Middle}, 0x0208, 0},
		{input.Button{Button: input.Back, Down: true}, 0x020B, 1},
		{input.Button{Button: input.Back}, 0x020C, 1},
		{input.Button{Button: input.Forward, Down: true}, 0x020B, 2},
		{input.Button{Button: input.Forward}, 0x020C, 2},
		{input.Wheel{Y: 120}, 0x020A, 120},
		{input.Wheel{Y: -30}, 0x020A, -30},
		{input.Wheel{X: 120}, 0x020E, 120},
		{input.Wheel{X: -240}, 0x020E, -240},
	} {
		do(t, i, c.event)
		got := e.pump(quiet)
		if !slices.ContainsFunc(got, func(m seen) bool { return m.message == c.message && int16(m.wparam>>16) == c.high }) {
			t.Errorf("%#v: window sees %v; want message %#x with %d", c.event, got, c.message, c.high)
		}
	}
	if err := i.Inject(input.Button{Button: 99, Down: true}); err == nil {
		t.Error("button 99: no error; want one")
	}
}
