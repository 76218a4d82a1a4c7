//go:build linux

package xtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jezek/xgb/xproto"
)

// text types s whatever the layout.
func (x *Injector) text(s string) error {
	chars, err := characters(s)
	if err != nil || len(chars) == 0 {
		return err
	}
	if err := x.refresh(); err != nil {
		return err
	}
	lifted := x.lift()
	err = errors.Join(x.flush(), x.withoutCaps(func() error { return x.typeAll(chars) }))
	for _, code := range lifted {
		x.press(code, true)
	}
	return errors.Join(err, x.flush())
}

// withoutCaps runs do with Caps Lock off. What do types is with the server when
// it returns.
func (x *Injector) withoutCaps(do func() error) error {
	caps, err := x.locks.caps()
	if err != nil || !caps {
		return errors.Join(err, do())
	}
	if err := x.locks.setCaps(false); err != nil {
		return err
	}
	return errors.Join(do(), x.locks.setCaps(true))
}

// characters checks that each of s can be typed, before the first one is.
func characters(s string) ([]rune, error) {
	if !utf8.ValidString(s) {
		return nil, errors.New("input/xtest: text is not UTF-8")
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	chars := []rune(strings.ReplaceAll(s, "\r", "\n"))
	for _, r := range chars {
		if unicode.IsControl(r) && !strings.ContainsRune("\n\t\b", r) {
			return nil, fmt.Errorf("input/xtest: no key types control character %#x", r)
		}
	}
	return chars, nil
}

// refresh reads the keymap again if it has changed.
func (x *Injector) refresh() error {
	if err := x.flush(); err != nil {
		return err
	}
	x.notices()
	if !x.stale {
		return nil
	}
	k, err := x.readKeymap()
	if err != nil {
		return err
	}
	x.spares = x.spares.survey(&k)
	k.index(x.spares.own)
	x.keymap, x.stale = k, false
	return nil
}

// lift lets go of the modifiers that we hold and returns them.
func (x *Injector) lift() []byte {
	var lifted []byte
	for code, down := range x.down {
		if down && x.keymap.modifier(byte(code)) {
			x.press(byte(code), false)
			lifted = append(lifted, byte(code))
		}
	}
	return lifted
}

// typeAll types chars in runs, each as long as there are spare keycodes for it.
func (x *Injector) typeAll(chars []rune) error {
	state, err := xproto.QueryPointer(x.conn, x.root).Reply()
	if err != nil {
		return fmt.Errorf("input/xtest: read the modifiers: %w", err)
	}
	l := lookup{keymap: &x.keymap, group: int(state.Mask>>groupShift) & 3}
	for _, r := range chars {
		if _, ok := l.stroke(r, x.spares); !ok && len(x.spares) == 0 {
			return fmt.Errorf("input/xtest: no keycode is free to type %U", r)
		}
	}
	for len(chars) > 0 {
		n, missing := l.run(chars, x.spares)
		x.keep(l, chars[:n])
		if err := x.bind(missing); err != nil {
			return err
		}
		x.strike(l, chars[:n])
		if err := x.flush(); err != nil {
			return err
		}
		chars = chars[n:]
	}
	return nil
}

// strike presses and releases the key of each character.
func (x *Injector) strike(l lookup, chars []rune) {
	var shift, level3 bool
	for _, r := range chars {
		s, ok := l.stroke(r, x.spares)
		if !ok {
			continue // run has seen to it that there is one
		}
		x.modify(&shift, s.level&1 != 0, x.keymap.shift)
		x.modify(&level3, s.level&2 != 0, x.keymap.level3)
		if x.down[s.code] {
			x.press(s.code, false)
		}
		x.press(s.code, true)
		x.press(s.code, false)
		x.spares.last(s.code)
	}
	x.modify(&level3, false, x.keymap.level3)
	x.modify(&shift, false, x.keymap.shift)
}

// keep makes the spares that chars need the last ones to be bound again.
func (x *Injector) keep(l lookup, chars []rune) {
	for _, r := range chars {
		if s, ok := l.stroke(r, x.spares); ok {
			x.spares.last(s.code)
		}
	}
}

// modify brings the modifier at code from *is to want.
func (x *Injector) modify(is *bool, want bool, code byte) {
	if *is != want && code != 0 {
		x.press(code, want)
		*is = want
	}
}

// lookup finds strokes in the layout in use.
type lookup struct {
	keymap *keymap
	group  int
}

// run is how many of chars can be typed with the spares there are, and those
// among them which no key types yet.
func (l lookup) run(chars []rune, s spares) (n int, missing []rune) {
	fresh := 0 // bound spares that the run needs must not be bound again
	needed := map[*spare]bool{}
	for i, r := range chars {
		st, ok := l.stroke(r, s)
		if ok {
			if p := s.find(st.code); p != nil && !needed[p] {
				if len(needed)+fresh == len(s) && i > 0 {
					return i, missing
				}
				needed[p] = true
			}
			continue
		}
		if slices.ContainsFunc(missing, func(m rune) bool { return sameKey(m, r) }) {
			continue
		}
		if len(needed)+fresh >= len(s) && i > 0 {
			return i, missing
		}
		fresh++
		missing = append(missing, r)
	}
	return len(chars), missing
}

// sameKey says whether one spare serves both.
func sameKey(a, b rune) bool {
	low, _, _ := cases(a)
	other, _, _ := cases(b)
	return low == other
}

// stroke is how to type r now.
func (l lookup) stroke(r rune, s spares) (stroke, bool) {
	if l.group < len(l.keymap.strokes) {
		if st, ok := l.keymap.strokes[l.group][r]; ok {
			return st, true
		}
	}
	return s.stroke(r)
}
