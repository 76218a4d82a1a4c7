//go:build linux

package inputtest

import (
	"slices"
	"testing"

	"github.com/jezek/xgb/xproto"

	"tandem/input"
)

// A typing is keys by their place, and what the layout makes of them.
type typing struct {
	keys [][]input.Usage // one list is pressed together
	want string
}

// typings are the same keyboard under the layouts.
func typings(layout string) []typing {
	const altGr, shift = input.KeyRightAlt, input.KeyLeftShift
	switch layout {
	case "fr":
		return []typing{
			{[][]input.Usage{{input.KeyQ}, {input.KeyA}, {input.KeyW}, {shift, input.KeyM}}, "aqz?"},
			{[][]input.Usage{{altGr, input.Key0}, {altGr, input.KeyE}, {altGr, input.Key3}}, "@€#"},
			{[][]input.Usage{{input.Key2}, {shift, input.Key2}, {input.KeyIntlBackslash}}, "é2<"},
			{[][]input.Usage{{input.KeyBracketLeft}, {input.KeyE}, {shift, input.KeyBracketLeft}, {input.KeyI}}, "êï"},
		}
	case "de":
		return []typing{
			{[][]input.Usage{{input.KeyZ}, {input.KeyY}, {input.KeyMinus}, {shift, input.KeyQuote}}, "yzßÄ"},
			{[][]input.Usage{{altGr, input.KeyQ}, {altGr, input.KeyE}, {altGr, input.KeyIntlBackslash}}, "@€|"},
			{[][]input.Usage{{input.KeyBackquote}, {input.KeyA}, {input.KeyEqual}, {input.KeyE}}, "âé"},
		}
	}
	return []typing{
		{[][]input.Usage{{input.KeyQ}, {input.KeyW}, {shift, input.Key2}, {input.KeyBackslash}}, "qw@\\"},
		{[][]input.Usage{{input.KeyKPDivide}, {input.KeyKPAdd}, {input.KeySpace}, {input.KeySlash}}, "/+ /"},
	}
}

// texts are typed whatever the layout. A tab would ask the shell for names.
func texts() []string {
	return []string{
		"Hello, World 123 ~#",
		"é 中 😀",
		"The quick brown fox: `[{(<@\\|&€§$%^>)}]´' \"=?!\";_-+*/.",
		"ÀÉÎÕÜ àéîõü ßÆæœŒ ñÑ çÇ",
		"Привет, мир! Γειά σου Κόσμε! שלום",
		"你好世界。我们正在测试远程支持软件的文字输入功能是否可靠",
	}
}

func (m Mechanism) testTerminal(t *testing.T, d *Display, layout string) {
	d.Layout(layout)
	term := d.NewTerminal(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *Display, *Terminal, string)
	}{
		{"Places", m.testPlaces},
		{"Text", m.testText},
		{"TextUnderModifiers", m.testUnderModifiers},
		{"TextUnderCapsLock", m.testUnderCapsLock},
		{"TextAfterSwitch", m.testSwitch},
		{"Mapping", m.testMapping},
	} {
		t.Run(test.name, func(t *testing.T) {
			if m.Baseline && test.name != "Text" {
				t.Skip("the baseline cannot: see package robot")
			}
			term.t = t
			test.run(t, d, term, layout)
			if down := d.Down(); len(down) > 0 {
				t.Errorf("keys left down: %v", down)
			}
		})
	}
}

func (m Mechanism) testPlaces(t *testing.T, _ *Display, term *Terminal, layout string) {
	i := m.open(t)
	for _, c := range typings(layout) {
		for _, keys := range c.keys {
			do(t, i, Tap(keys...)...)
		}
		do(t, i, Tap(input.KeyEnter)...)
		if got := term.Line(); got != c.want {
			t.Errorf("keys %v under %s type %q; want %q", c.keys, layout, got, c.want)
		}
	}
}

func (m Mechanism) testText(t *testing.T, _ *Display, term *Terminal, layout string) {
	i := m.open(t)
	list := texts()
	if m.Baseline {
		list = list[:1]
	}
	for _, want := range list {
		do(t, i, input.Text{S: want + "\n"})
		if got := term.Line(); got != want {
			t.Errorf("text under %s is %q; want %q", layout, got, want)
		}
	}
}

// testUnderModifiers types while the technician holds keys.
func (m Mechanism) testUnderModifiers(t *testing.T, d *Display, term *Terminal, _ string) {
	i := m.open(t)
	held := []input.Usage{input.KeyLeftShift, input.KeyLeftCtrl, input.KeyRightAlt}
	for _, u := range held {
		do(t, i, input.Key{Usage: u, Down: true})
	}
	const want = "held Keys é@1 中"
	do(t, i, input.Text{S: want + "\n"})
	if got := term.Line(); got != want {
		t.Errorf("text under held modifiers is %q; want %q", got, want)
	}
	for _, u := range held {
		if !slices.Contains(d.Down(), u.X11()) {
			t.Errorf("%v is up after the text; want it down as before", u)
		}
	}
	if err := i.ReleaseAll(); err != nil {
		t.Fatal(err)
	}
}

func (m Mechanism) testUnderCapsLock(t *testing.T, d *Display, term *Terminal, layout string) {
	i := m.open(t)
	do(t, i, Tap(input.KeyCapsLock)...)
	for _, want := range texts() {
		do(t, i, input.Text{S: want + "\n"})
		if got := term.Line(); got != want {
			t.Errorf("text under %s with Caps Lock is %q; want %q", layout, got, want)
		}
	}
	if mask, _ := d.State(); mask&xproto.ModMaskLock == 0 {
		t.Error("Caps Lock is off after the text; want it on as before")
	}
	do(t, i, Tap(input.KeyCapsLock)...)
}

// testSwitch changes the layout under an open injector, and back.
func (m Mechanism) testSwitch(t *testing.T, d *Display, term *Terminal, layout string) {
	i := m.open(t)
	const want = "Zoë: 1+1=2 é ж"
	for _, other := range []string{layout, "ru", "us,fr", layout} {
		d.Layout(other)
		do(t, i, input.Text{S: want + "\n"})
		if got := term.Line(); got != want {
			t.Errorf("text after a change to %s is %q; want %q", other, got, want)
		}
	}
}

// testMapping wants the mapping as before once the injector is closed.
func (m Mechanism) testMapping(t *testing.T, d *Display, term *Terminal, _ string) {
	before := d.Mapping()
	i, err := m.Open()
	if err != nil {
		t.Fatal(err)
	}
	do(t, i, input.Text{S: "中文 é\n"})
	if got, want := term.Line(), "中文 é"; got != want {
		t.Errorf("text is %q; want %q", got, want)
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(d.Mapping(), before) {
		t.Error("the keyboard mapping has changed; want it as before")
	}
}
