//go:build windows

package sendinput

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"tandem/input"
)

// Virtual keys, from winuser.h.
const (
	vkBack       = 0x08
	vkTab        = 0x09
	vkReturn     = 0x0D
	vkPause      = 0x13
	vkSnapshot   = 0x2C
	vkNumLock    = 0x90
	vkUnassigned = 0xE8

	mapScanToVKEx = 3 // MAPVK_VSC_TO_VK_EX
)

func (s *Injector) key(e input.Key) error {
	k, err := physical(e.Usage)
	if err != nil {
		return err
	}
	if err := send([]event{stroke(k, e.Down)}); err != nil {
		return err
	}
	s.remember(e)
	return nil
}

// remember keeps the modifiers that are down, for text to lift them.
func (s *Injector) remember(e input.Key) {
	if !e.Usage.Modifier() {
		return
	}
	i := slices.Index(s.held, e.Usage)
	switch {
	case e.Down && i < 0:
		s.held = append(s.held, e.Usage)
	case !e.Down && i >= 0:
		s.held = slices.Delete(s.held, i, i+1)
	}
}

// physical is the key as SendInput wants it, going down.
func physical(u input.Usage) (keyInput, error) {
	scan, extended := u.Scancode()
	if scan == 0 {
		return keyInput{}, fmt.Errorf("input/sendinput: no scancode for key %v", u)
	}
	k := keyInput{scan: uint16(scan)}
	if extended {
		k.flags |= keyExtended
	}
	switch u {
	case input.KeyPause:
		k.vk = vkPause
	case input.KeyNumLock:
		k.vk = vkNumLock
	case input.KeyPrintScreen:
		k.vk = vkSnapshot
	default:
		k.flags |= keyScancode
		// Windows ignores the virtual key; Wine 8 ignores the scancode.
		k.vk = virtualKey(scan, extended)
	}
	return k, nil
}

// virtualKey is what a scancode means in the layout of this thread.
func virtualKey(scan uint8, extended bool) uint16 {
	code := uintptr(scan)
	if extended {
		code |= 0xE000
	}
	vk, _, _ := mapVirtualKey.Call(code, mapScanToVKEx)
	return uint16(vk)
}

func stroke(k keyInput, down bool) event {
	if !down {
		k.flags |= keyUp
	}
	return key(k)
}

// text types s, with the modifiers that we hold lifted around it.
func (s *Injector) text(text string) error {
	typed, err := characters(text)
	if err != nil || len(typed) == 0 {
		return err
	}
	var events []event
	if len(s.held) > 0 {
		events = append(events, tap(keyInput{vk: vkUnassigned})...)
	}
	events = append(events, s.modifiers(false)...)
	events = append(events, typed...)
	return send(append(events, s.modifiers(true)...))
}

func (s *Injector) modifiers(down bool) []event {
	var events []event
	for _, u := range s.held {
		if k, err := physical(u); err == nil {
			events = append(events, stroke(k, down))
		}
	}
	return events
}

// characters are the strokes that type text.
func characters(text string) ([]event, error) {
	if !utf8.ValidString(text) {
		return nil, errors.New("input/sendinput: text is not UTF-8")
	}
	var events []event
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		switch {
		case r == '\n', r == '\r':
			events = append(events, tap(keyInput{vk: vkReturn, scan: 0x1C})...)
		case r == '\t':
			events = append(events, tap(keyInput{vk: vkTab, scan: 0x0F})...)
		case r == '\b':
			events = append(events, tap(keyInput{vk: vkBack, scan: 0x0E})...)
		case unicode.IsControl(r):
			return nil, fmt.Errorf("input/sendinput: no key types control character %#x", r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				events = append(events, tap(keyInput{scan: unit, flags: keyUnicode})...)
			}
		}
	}
	return events, nil
}

func tap(k keyInput) []event { return []event{stroke(k, true), stroke(k, false)} }
