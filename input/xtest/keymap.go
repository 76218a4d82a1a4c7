//go:build linux

package xtest

import (
	"fmt"

	"github.com/jezek/xgb/xproto"
)

// maxLevels are the shift levels we can press: none, Shift, AltGr, both.
const maxLevels = 4

// groupShift is where an X server's state has the current group (XKB protocol,
// section 2.2.2).
const groupShift = 13

// A stroke is a key with the modifiers that make it type something.
type stroke struct {
	code  byte
	level int // see maxLevels
}

// keymap is the desktop's layouts, as the core protocol shows them.
type keymap struct {
	min     byte
	width   int
	syms    []xproto.Keysym
	several bool // more than one layout
	mods    [256]byte
	shift   byte // the keycodes of Shift and AltGr, 0 if there is none
	level3  byte
	strokes [2]map[rune]stroke // by group
}

// readKeymap asks the server for its layouts and modifiers.
func (x *Injector) readKeymap() (keymap, error) {
	mapping, err := xproto.GetKeyboardMapping(x.conn, x.min, byte(x.max-x.min+1)).Reply()
	if err != nil {
		return keymap{}, fmt.Errorf("input/xtest: read the keyboard mapping: %w", err)
	}
	mods, err := xproto.GetModifierMapping(x.conn).Reply()
	if err != nil {
		return keymap{}, fmt.Errorf("input/xtest: read the modifier mapping: %w", err)
	}
	k := keymap{min: byte(x.min), width: int(mapping.KeysymsPerKeycode), syms: mapping.Keysyms}
	for i, code := range mods.Keycodes {
		if code != 0 {
			k.mods[code] |= 1 << (i / int(mods.KeycodesPerModifier))
		}
	}
	return k, nil
}

// index fills what is looked up, leaving out the keycodes that own says are ours.
func (k *keymap) index(own func(code byte) bool) {
	k.strokes = [2]map[rune]stroke{{}, {}}
	for code := range k.codes() {
		if own(code) {
			continue
		}
		for column := range 2 {
			k.several = k.several || k.sym(code, 2+column) != noSymbol && k.sym(code, 2+column) != k.sym(code, column)
		}
		switch sym := k.sym(code, 0); {
		case k.shift == 0 && (sym == symShiftL || sym == symShiftR) && k.mods[code]&xproto.ModMaskShift != 0:
			k.shift = code
		case k.level3 == 0 && sym == symLevel3 && k.mods[code] != 0:
			k.level3 = code
		}
	}
	for group := range k.strokes {
		for level := range maxLevels {
			k.indexLevel(group, level, own)
		}
	}
}

func (k *keymap) indexLevel(group, level int, own func(code byte) bool) {
	column := 2*group + level
	switch {
	case level >= 1 && k.shift == 0, level >= 2 && (k.level3 == 0 || k.several):
		return
	case level >= 2:
		column = level + 2 // group 1 after the two first levels of two groups
	}
	for code := range k.codes() {
		r := char(k.sym(code, column))
		if _, found := k.strokes[group][r]; r == 0 || found || own(code) {
			continue
		}
		k.strokes[group][r] = stroke{code, level}
	}
}

// modifier says whether code is a modifier that ends when its key goes up. AltGr
// is one by XKB alone in many layouts; the modifier mapping does not list it.
func (k *keymap) modifier(code byte) bool {
	sym := k.sym(code, 0)
	return k.mods[code] != 0 && !lock(sym) || sym == symLevel3 || sym == symLevel5 || sym == symModeSwitch
}

// sym is the keysym of a keycode in a column of the mapping.
func (k *keymap) sym(code byte, column int) uint32 {
	if column >= k.width {
		return noSymbol
	}
	return uint32(k.syms[int(code-k.min)*k.width+column])
}

// empty says whether a keycode types nothing at all, so that no key has it.
func (k *keymap) empty(code byte) bool {
	for column := range k.width {
		if k.sym(code, column) != noSymbol {
			return false
		}
	}
	return k.mods[code] == 0
}

// codes are all keycodes of the server.
func (k *keymap) codes() func(yield func(byte) bool) {
	return func(yield func(byte) bool) {
		for i := range len(k.syms) / max(k.width, 1) {
			if !yield(k.min + byte(i)) {
				return
			}
		}
	}
}
