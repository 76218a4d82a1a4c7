package input_test

import (
	"testing"

	"tandem/input"
)

func TestKnownKeys(t *testing.T) {
	for _, c := range []struct {
		usage    input.Usage
		name     string
		x11      uint8
		scan     uint8
		extended bool
	}{
		{input.KeyA, "A", 38, 0x1E, false},
		{input.KeyZ, "Z", 52, 0x2C, false},
		{input.Key0, "0", 19, 0x0B, false},
		{input.KeyEnter, "Enter", 36, 0x1C, false},
		{input.KeyKPEnter, "KPEnter", 104, 0x1C, true},
		{input.KeyF1, "F1", 67, 0x3B, false},
		{input.KeyF10, "F10", 76, 0x44, false},
		{input.KeyF11, "F11", 95, 0x57, false},
		{input.KeyF12, "F12", 96, 0x58, false},
		{input.KeyF13, "F13", 191, 0x64, false},
		{input.KeyF23, "F23", 201, 0x6E, false},
		{input.KeyF24, "F24", 202, 0x76, false},
		{input.KeyPause, "Pause", 127, 0x45, false},
		{input.KeyNumLock, "NumLock", 77, 0x45, true},
		{input.KeyPrintScreen, "PrintScreen", 107, 0x37, true},
		{input.KeyKPMultiply, "KPMultiply", 63, 0x37, false},
		{input.KeyIntlBackslash, "IntlBackslash", 94, 0x56, false},
		{input.KeyIntlYen, "IntlYen", 132, 0x7D, false},
		{input.KeyLeftCtrl, "LeftCtrl", 37, 0x1D, false},
		{input.KeyRightCtrl, "RightCtrl", 105, 0x1D, true},
		{input.KeyRightAlt, "RightAlt", 108, 0x38, true},
		{input.KeyMenu, "Menu", 135, 0x5D, true},
		{input.KeyUp, "Up", 111, 0x48, true},
		{input.KeyKP8, "KP8", 80, 0x48, false},
	} {
		if got := c.usage.String(); got != c.name {
			t.Errorf("%#x: String() = %q; want %q", uint16(c.usage), got, c.name)
		}
		if got := c.usage.X11(); got != c.x11 {
			t.Errorf("%v: X11() = %d; want %d", c.usage, got, c.x11)
		}
		if got, extended := c.usage.Scancode(); got != c.scan || extended != c.extended {
			t.Errorf("%v: Scancode() = %#x, %v; want %#x, %v", c.usage, got, extended, c.scan, c.extended)
		}
	}
}

// TestThereAndBack takes each key through each system's numbers.
func TestThereAndBack(t *testing.T) {
	known := 0
	for u := input.Usage(1); u < 0x200; u++ {
		want := u
		if u == input.KeyIntlHash { // shares its numbers
			want = input.KeyBackslash
		}
		if code := u.X11(); code != 0 {
			known++
			if got := input.FromX11(int(code)); got != want {
				t.Errorf("FromX11(%d) = %v; want %v", code, got, want)
			}
		}
		if scan, extended := u.Scancode(); scan != 0 {
			if got := input.FromScancode(int(scan), extended); got != want {
				t.Errorf("FromScancode(%#x, %v) = %v; want %v", scan, extended, got, want)
			}
		}
		if code, ok := u.Mac(); ok {
			if got := input.FromMac(int(code)); got != want {
				t.Errorf("FromMac(%#x) = %v; want %v", code, got, want)
			}
		}
	}
	if known < 140 {
		t.Errorf("%d keys have an X keycode; want all of a keyboard", known)
	}
}

func TestScancodesOfGLFWAndRawInput(t *testing.T) {
	for _, scan := range []int{0x11D, 0xE01D} {
		if got := input.FromScancode(scan, false); got != input.KeyRightCtrl {
			t.Errorf("FromScancode(%#x, false) = %v; want RightCtrl", scan, got)
		}
	}
	if got := input.FromX11(92); got != input.KeyRightAlt {
		t.Errorf("FromX11(92) = %v; want RightAlt, which xdotool means", got)
	}
}

func FuzzConversions(f *testing.F) {
	for _, v := range []int{0, 1, 38, 92, 0x11D, 0xE01D, 0xFFFF, -1, 1 << 40} {
		f.Add(v, false)
		f.Add(v, true)
	}
	f.Fuzz(func(t *testing.T, v int, extended bool) {
		if u := input.FromX11(v); u != 0 && int(u.X11()) != v && v != 92 {
			t.Errorf("FromX11(%d) = %v, whose keycode is %d", v, u, u.X11())
		}
		if u := input.FromScancode(v, extended); u != 0 {
			if scan, _ := u.Scancode(); int(scan) != v&0xFF {
				t.Errorf("FromScancode(%#x) = %v, whose scancode is %#x", v, u, scan)
			}
		}
		if u := input.FromMac(v); u != 0 {
			if code, ok := u.Mac(); !ok || int(code) != v {
				t.Errorf("FromMac(%#x) = %v, whose keycode is %#x", v, u, code)
			}
		}
		u := input.Usage(v)
		if u.String() == "" {
			t.Errorf("Usage(%#x) has no name", v)
		}
	})
}
