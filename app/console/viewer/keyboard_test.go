package viewer

import (
	"fmt"
	"strings"
	"testing"

	"tandem/input"
)

// sent writes events down.
func sent(into *[]string) func(input.Event) {
	return func(e input.Event) {
		switch e := e.(type) {
		case input.Key:
			*into = append(*into, map[bool]string{true: "+", false: "-"}[e.Down]+e.Usage.String())
		case input.Text:
			*into = append(*into, fmt.Sprintf("%q", e.S))
		case input.Pointer:
			*into = append(*into, fmt.Sprintf("@%d,%d", e.At.X, e.At.Y))
		case input.Button:
			*into = append(*into, fmt.Sprintf("%sb%d", map[bool]string{true: "+", false: "-"}[e.Down], e.Button))
		case input.Wheel:
			*into = append(*into, fmt.Sprintf("w%d,%d", e.X, e.Y))
		}
	}
}

func TestKeysGoAsKeysOrAsTextAndNeverBoth(t *testing.T) {
	const a, shift, rare = input.KeyA, input.KeyLeftShift, input.KeyF24
	for name, c := range map[string]struct {
		repeats bool
		do      func(*keyboard)
		want    string
	}{
		"a key and its character": {false, func(k *keyboard) { k.press(a); k.typed(a); k.char('a'); k.lift(a) }, "+A -A"},
		"repeats, where the system repeats": {false, func(k *keyboard) {
			k.press(a)
			k.typed(a)
			k.char('a')
			k.typed(a)
			k.char('a')
			k.lift(a)
		}, "+A -A"},
		"repeats, where it does not": {true, func(k *keyboard) {
			k.press(a)
			k.typed(a)
			k.char('a')
			k.typed(a)
			k.char('a')
			k.lift(a)
		}, "+A +A -A"},
		"a dead key and what it composes": {false, func(k *keyboard) {
			k.press(input.KeyBracketLeft)
			k.typed(input.KeyBracketLeft)
			k.lift(input.KeyBracketLeft)
			k.press(input.KeyE)
			k.typed(input.KeyE)
			k.char('ê')
			k.lift(input.KeyE)
		}, "+BracketLeft -BracketLeft +E -E"},
		"AltGr": {false, func(k *keyboard) {
			k.press(input.KeyRightAlt)
			k.press(input.KeyE)
			k.char('€')
			k.lift(input.KeyE)
			k.lift(input.KeyRightAlt)
		}, "+RightAlt +E -E -RightAlt"},
		"what an input method commits":   {false, func(k *keyboard) { k.char('中') }, `"中"`},
		"a commit while Shift is down":   {false, func(k *keyboard) { k.press(shift); k.char('中'); k.lift(shift) }, `+LeftShift "中" -LeftShift`},
		"a key without a place":          {false, func(k *keyboard) { k.press(0); k.typed(0); k.char('😀'); k.lift(0) }, `"😀"`},
		"an unusual key that types":      {false, func(k *keyboard) { k.press(rare); k.typed(rare); k.char('é'); k.lift(rare) }, `"é"`},
		"an unusual key that types not":  {false, func(k *keyboard) { k.press(rare); k.typed(rare); k.lift(rare) }, "+F24 -F24"},
		"a key that went down elsewhere": {false, func(k *keyboard) { k.lift(a) }, ""},
		"a key after all was let go of":  {false, func(k *keyboard) { k.press(a); k.forget(); k.lift(a) }, "+A"},
		"a chord":                        {false, func(k *keyboard) { k.chord(input.KeyLeftCtrl, input.KeyLeftAlt, input.KeyDelete) }, "+LeftCtrl +LeftAlt +Delete -Delete -LeftAlt -LeftCtrl"},
	} {
		var got []string
		k := newKeyboard(sent(&got))
		k.repeats = c.repeats
		c.do(k)
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: sent %q; want %q", name, got, c.want)
		}
	}
}

func TestSplitKeepsCharactersWhole(t *testing.T) {
	for _, s := range []string{"", "abc", "aé中😀é", strings.Repeat("😀", 9)} {
		parts := split(s, 5)
		if got := strings.Join(parts, ""); got != s {
			t.Errorf("split(%q) = %q", s, parts)
		}
		for _, p := range parts {
			if len(p) > 5 || strings.ContainsRune(p, '\uFFFD') {
				t.Errorf("split(%q) has the part %q", s, p)
			}
		}
	}
}
