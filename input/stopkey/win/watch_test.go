//go:build windows

package win

import (
	"context"
	"testing"
	"time"

	"tandem/input"
)

func TestWatchEndsWithItsContext(t *testing.T) {
	for range 3 { // also on a thread that a watch has used before
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		begin, bound := time.Now(), 0
		err := Watch(ctx, input.KeyF12, func() { bound++ }, func() {})
		cancel()
		if err != nil || bound != 1 || time.Since(begin) < time.Second {
			t.Errorf("Watch = %v after %v, bound %d times; want nil after 1s, once", err, time.Since(begin), bound)
		}
	}
}

func TestVirtualKeys(t *testing.T) {
	for key, want := range map[input.Usage]uintptr{input.KeyF12: 0x7B, input.KeyPause: 0x13, input.KeyEnd: 0x23} {
		if got := virtualKey(key); got != want {
			t.Errorf("virtualKey(%v) = %#x; want %#x", key, got, want)
		}
	}
}

// TestOnePressIsReportedOnce plays what Windows tells about one press.
func TestOnePressIsReportedOnce(t *testing.T) {
	n := 0
	w := &watch{key: input.KeyF12, pressed: func() { n++ }}
	for _, k := range []keyboardHook{
		{scan: 0x58}, {scan: 0x58}, {scan: 0x58, flags: llUp}, {scan: 0x57}, {scan: 0x58, flags: llInjected}, {scan: 0x58, flags: llExtended},
	} {
		w.hook(hcAction, 0, &k)
	}
	if n != 1 {
		t.Errorf("pressed is called %d times; want once", n)
	}
}

// TestPressesThatAreOnlySeen plays GetAsyncKeyState's answers where there is no hook.
func TestPressesThatAreOnlySeen(t *testing.T) {
	for _, c := range []struct {
		states []uintptr
		want   int
	}{
		{[]uintptr{0, 0}, 0},
		{[]uintptr{0x8001, 0x8000, 0}, 1},
		{[]uintptr{0, 1, 0}, 1}, // come and gone between two looks
		{[]uintptr{0x8001, 0x8001, 1, 0}, 1},
		{[]uintptr{0x8001, 0, 0x8001, 0}, 2},
	} {
		n := 0
		w := &watch{pressed: func() { n++ }}
		for _, s := range c.states {
			w.saw(s)
		}
		if n != c.want {
			t.Errorf("%#x: pressed is called %d times; want %d", c.states, n, c.want)
		}
	}
}
