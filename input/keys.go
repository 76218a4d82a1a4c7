package input

import (
	"fmt"
	"sync"
)

// String is the name of the key on a US keyboard, such as "A" or "LeftCtrl",
// for logs of configuration and for tests; never log the keys someone presses.
func (u Usage) String() string {
	if c := u.code(); c.usage != 0 {
		return c.name
	}
	return fmt.Sprintf("Usage(%#x)", uint16(u))
}

// Modifier says whether u is Ctrl, Shift, Alt or Meta, at either side.
func (u Usage) Modifier() bool { return u >= KeyLeftCtrl && u <= KeyRightMeta }

// X11 is the key's keycode on an X server with evdev rules, which is what Linux
// calls it plus 8; 0 if it has none.
func (u Usage) X11() (keycode uint8) { return u.code().x11 }

// Scancode is the key's number in set 1, as Windows' messages carry it: Pause
// is 0x45 and Num Lock is 0x45 extended. It is 0 if the key has none.
func (u Usage) Scancode() (scan uint8, extended bool) {
	s := u.code().scan
	return uint8(s), s>>8 == 0xE0
}

// Mac is the key's virtual keycode on macOS, and whether it has one.
func (u Usage) Mac() (keycode uint16, ok bool) {
	m := u.code().mac
	if m == 0 {
		return 0, false
	}
	return uint16(m) - 1, true
}

// FromX11 is the key of an X keycode, 0 if it is none that we know. Under
// Wayland GLFW reports Linux's number: add 8.
func FromX11(keycode int) Usage {
	if keycode == x11Level3 {
		return KeyRightAlt
	}
	return reverse().x11[keycode]
}

// x11Level3 is no key of a keyboard, but what xdotool and virtual keyboards
// press for AltGr.
const x11Level3 = 92

// FromScancode is the key of a Windows scancode, 0 if it is none that we know.
// GLFW and Fyne put extended into the code as 0x100, and raw input as 0xE000:
// both are understood.
func FromScancode(scan int, extended bool) Usage {
	if scan&0xFF00 == 0x100 || scan&0xFF00 == 0xE000 {
		scan, extended = scan&0xFF, true
	}
	if scan < 0 || scan > 0xFF {
		return 0
	}
	if extended {
		scan |= 0xE000
	}
	return reverse().scan[scan]
}

// FromMac is the key of a virtual keycode of macOS, 0 if it is none that we
// know.
func FromMac(keycode int) Usage { return reverse().mac[keycode+1] }

// code is u's row, the zero row if u is no key we know.
func (u Usage) code() code {
	if i, ok := reverse().row[u]; ok {
		return codes[i]
	}
	return code{}
}

// index holds the way back from each system's numbers.
type index struct {
	row            map[Usage]int
	x11, scan, mac map[int]Usage
}

// reverse is the index of codes. Where two keys share a number, as IntlHash and
// Backslash do, the way back leads to the first.
var reverse = sync.OnceValue(func() index {
	n := len(codes)
	x := index{make(map[Usage]int, n), make(map[int]Usage, n), make(map[int]Usage, n), make(map[int]Usage, n)}
	for i, c := range codes {
		x.row[c.usage] = i
		first(x.x11, int(c.x11), c.usage)
		first(x.scan, int(c.scan), c.usage)
		first(x.mac, int(c.mac), c.usage)
	}
	return x
})

func first(m map[int]Usage, number int, u Usage) {
	if _, taken := m[number]; !taken && number != 0 {
		m[number] = u
	}
}
