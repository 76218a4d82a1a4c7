//go:build linux

package xtest

import (
	"testing"

	"github.com/jezek/xgb/xproto"

	"tandem/input/inputtest"
)

// TestCasesShareASpare wants é and É on one keycode.
func TestCasesShareASpare(t *testing.T) {
	s := spares{{code: 200, syms: [spareColumns]uint32{symbol('é'), symbol('É')}}}
	for _, c := range []struct {
		r     rune
		level int
		ok    bool
	}{{'é', 0, true}, {'É', 1, true}, {'è', 0, false}, {'中', 0, false}} {
		if got, ok := s.stroke(c.r); ok != c.ok || got.level != c.level {
			t.Errorf("stroke(%q) = %v, %v; want level %d, %v", c.r, got, ok, c.level, c.ok)
		}
	}
}

// TestRunFitsTheSpares types more characters than there are spares for.
func TestRunFitsTheSpares(t *testing.T) {
	var s spares
	for code := byte(200); code < 203; code++ {
		s = append(s, &spare{code: code})
	}
	l := lookup{keymap: &keymap{strokes: [2]map[rune]stroke{{'a': {code: 38}}, {}}}}
	n, missing := l.run([]rune("aéÉa中é世界a"), s)
	if n != 7 || string(missing) != "é中世" {
		t.Errorf("run = %d, %q; want 7, é中世", n, string(missing))
	}
	s[1].syms[0] = symbol('界') // bound before, and needed: leaves two
	n, missing = l.run([]rune("aé界中世"), s)
	if n != 4 || string(missing) != "é中" {
		t.Errorf("run = %d, %q; want 4, é中", n, string(missing))
	}
}

// TestKeysymsOfLayouts wants the characters that layouts write in old keysyms.
func TestKeysymsOfLayouts(t *testing.T) {
	for _, c := range []struct {
		sym  uint32
		want rune
	}{
		{0x41, 'A'},
		{0xE9, 'é'},
		{0x20AC, '€'},
		{0x13BD, 'œ'},
		{0x1B3, 'ł'},
		{0x1EC, 'ě'},
		{0x1FB, 'ű'},
		{0x1FE, 'ţ'},
		{0x2B9, 'ı'},
		{0x6C1, 'а'},
		{0x6DF, 'ъ'},
		{0x6FF, 'Ъ'},
		{0x6AD, 'ґ'},
		{0x6B0, '№'},
		{0x7C1, 'Α'},
		{0x7D9, 'Ω'},
		{0x7E1, 'α'},
		{0x7F2, 'σ'},
		{0x7F3, 'ς'},
		{0x7F9, 'ω'},
		{0x7B1, 'ά'},
		{0x7B6, 'ΐ'},
		{0xCE0, 'א'},
		{0xCFA, 'ת'},
		{0x1004E2D, '中'},
		{0x101F600, '😀'},
		{0xFF0D, '\n'},
		{0xFE52, 0},
		{0xFFE1, 0},
		{0xFFAB, 0},
		{0, 0},
		{0x7D3, 0},
		{0xFFFFFFFF, 0},
	} {
		if got := char(c.sym); got != c.want {
			t.Errorf("char(%#x) = %q; want %q", c.sym, got, c.want)
		}
	}
}

func TestTextThatNoKeyTypes(t *testing.T) {
	for _, s := range []string{"\x00", "a\x1b[31m", "\xff", "\u0085"} {
		if chars, err := characters(s); err == nil {
			t.Errorf("characters(%q) = %q; want an error", s, chars)
		}
	}
	if got, err := characters("a\r\nb\rc\n\t"); string(got) != "a\nb\nc\n\t" || err != nil {
		t.Errorf("characters = %q, %v", string(got), err)
	}
}

// TestNoKeycodeFreeChangesNothing fills the keyboard and types what it lacks.
func TestNoKeycodeFreeChangesNothing(t *testing.T) {
	d := inputtest.NewDisplay(t)
	w := d.NewWindow(t)
	x, err := Open("")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	k, err := x.readKeymap()
	if err != nil {
		t.Fatal(err)
	}
	for code := range k.codes() {
		if k.empty(code) {
			xproto.ChangeKeyboardMapping(x.conn, 1, xproto.Keycode(code), 1, []xproto.Keysym{'x'})
		}
	}
	if err := x.text("ab中"); err == nil {
		t.Error("text with no keycode free: no error; want one")
	}
	if got := w.Take(); len(got) != 0 {
		t.Errorf("client sees %v; want nothing", got)
	}
	if err := x.text("ab"); err != nil {
		t.Errorf("text that needs none: %v", err)
	}
	if got := w.Take(); len(got) != 4 {
		t.Errorf("client sees %v; want two keys", got)
	}
}

func FuzzChar(f *testing.F) {
	for _, sym := range []uint32{0, 'a', 0x20AC, 0x1000100, 0xFFFFFFFF} {
		f.Add(sym)
	}
	f.Fuzz(func(t *testing.T, sym uint32) {
		r := char(sym)
		if r != 0 && r >= ' ' && char(symbol(r)) != r {
			t.Errorf("char(%#x) = %q, whose own keysym types %q", sym, r, char(symbol(r)))
		}
	})
}
