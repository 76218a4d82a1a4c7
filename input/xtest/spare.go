//go:build linux

package xtest

import (
	"fmt"
	"slices"
	"time"
	"unicode"

	"github.com/jezek/xgb/xproto"

	"tandem/input"
)

const (
	// settle is how long clients get to hear of a new keysym before it is
	// typed. They are told before the key is pressed, but an input method in a
	// process of its own may ask later.
	settle = 15 * time.Millisecond
	// reuse is how long a keycode keeps its keysym after it was typed, for the
	// clients that look up its meaning late.
	reuse = 150 * time.Millisecond
	// maxSpares is how many keycodes are used; layouts leave about 18.
	maxSpares = 16
	// spareColumns is how many keysyms are bound to one: small and capital.
	spareColumns = 2
)

// A spare is a keycode that no key has, and what it types now.
type spare struct {
	code   byte
	syms   [spareColumns]uint32 // zero is nothing
	used   time.Time
	notify int // MappingNotify events of ours that are to come
}

// spares are kept in the order of their use, oldest first.
type spares []*spare

func (s spares) find(code byte) *spare {
	if i := slices.IndexFunc(s, func(p *spare) bool { return p.code == code }); i >= 0 {
		return s[i]
	}
	return nil
}

// own says whether code is bound by us.
func (s spares) own(code byte) bool {
	p := s.find(code)
	return p != nil && p.syms[0] != noSymbol
}

// expected says whether a notice about code is the echo of our own change.
func (s spares) expected(code byte) bool {
	p := s.find(code)
	if p == nil || p.notify == 0 {
		return false
	}
	p.notify--
	return true
}

// stroke is how to type r by a spare key, if one is bound to it.
func (s spares) stroke(r rune) (stroke, bool) {
	low, high, cased := cases(r)
	for _, p := range s {
		if p.syms[0] != symbol(low) {
			continue
		}
		level := 0
		if cased && r == high {
			level = 1
		}
		return stroke{p.code, level}, true
	}
	return stroke{}, false
}

// cases are the two cases of r, and whether it has two that lead to each other.
func cases(r rune) (low, high rune, ok bool) {
	low, high = unicode.ToLower(r), unicode.ToUpper(r)
	if low != high && unicode.ToUpper(low) == high && unicode.ToLower(high) == low {
		return low, high, true
	}
	return r, r, false
}

// survey brings the spares up to date with a mapping that was read just now.
func (s spares) survey(k *keymap) spares {
	var kept spares
	for _, p := range s {
		switch {
		case k.empty(p.code):
			p.syms = [spareColumns]uint32{}
		case k.sym(p.code, 0) != p.syms[0] || k.sym(p.code, 1) != p.syms[1]:
			continue // a key of the desktop's new layout
		}
		kept = append(kept, p)
	}
	for pass := range 2 {
		for code := range k.codes() {
			// Keycode 8 is Linux's 0, which some toolkits take for no key. Those
			// of keys that a keyboard may have are the last choice.
			known := input.FromX11(int(code)) != 0
			if len(kept) >= maxSpares || code <= 8 || known != (pass == 1) || !k.empty(code) || kept.find(code) != nil {
				continue
			}
			kept = append(kept, &spare{code: code})
		}
	}
	return kept
}

// bind gives each of chars a keycode. There must be as many spares as chars. It
// takes its time: see settle and reuse.
func (x *Injector) bind(chars []rune) error {
	if len(chars) == 0 {
		return nil
	}
	for _, r := range chars {
		p := x.spares[0]
		wait(time.Until(p.used.Add(reuse)))
		low, high, _ := cases(r)
		if err := x.change(p, [spareColumns]uint32{symbol(low), symbol(high)}); err != nil {
			return err
		}
		x.spares.last(p.code)
	}
	wait(settle)
	return nil
}

// last makes the spare at code, if there is one, the one used last.
func (s spares) last(code byte) {
	if p := s.find(code); p != nil {
		p.used = time.Now()
		i := slices.Index(s, p)
		copy(s[i:], s[i+1:])
		s[len(s)-1] = p
	}
}

// unbind takes back all that is still as we have bound it.
func (x *Injector) unbind() error {
	if len(x.spares) == 0 {
		return nil
	}
	wait(time.Until(x.spares[len(x.spares)-1].used.Add(reuse)))
	k, err := x.readKeymap()
	if err != nil {
		return err
	}
	for _, p := range x.spares.survey(&k) {
		if p.syms[0] == noSymbol {
			continue
		}
		if err := x.change(p, [spareColumns]uint32{}); err != nil {
			return err
		}
	}
	return nil
}

func (x *Injector) change(p *spare, syms [spareColumns]uint32) error {
	list := []xproto.Keysym{xproto.Keysym(syms[0]), xproto.Keysym(syms[1])}
	err := xproto.ChangeKeyboardMappingChecked(x.conn, 1, xproto.Keycode(p.code), byte(len(list)), list).Check()
	if err != nil {
		return fmt.Errorf("input/xtest: bind a keycode: %w", err)
	}
	p.syms = syms
	p.notify++
	return nil
}

func wait(d time.Duration) {
	if d <= 0 {
		return
	}
	<-time.After(d)
}
