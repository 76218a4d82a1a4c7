//go:build linux

package xtest

import "unicode/utf8"

// Keysyms, from X11/keysymdef.h.
const (
	noSymbol        = 0
	symBackspace    = 0xFF08
	symTab          = 0xFF09
	symReturn       = 0xFF0D
	symShiftL       = 0xFFE1
	symShiftR       = 0xFFE2
	symLevel3       = 0xFE03
	symLevel5       = 0xFE11
	symModeSwitch   = 0xFF7E
	symNumLock      = 0xFF7F
	symCapsLock     = 0xFFE5
	symShiftLock    = 0xFFE6
	symUnicode      = 0x01000000
	symUnicodeFirst = symUnicode + 0x100
	symUnicodeLast  = symUnicode + utf8.MaxRune
)

// A row are characters whose keysyms follow each other; a space is a gap.
type row struct {
	first uint32
	chars string
}

// older are the keysyms older than Unicode which layouts still use: those of
// ISO 8859-2 to 4, KOI8, Greek, Hebrew, and a few.
var older = [...]row{
	{0x1A1, "Ą Ł ĽŚ  ŠŞŤŹ ŽŻ ą ł ľś  šşťź žżŔ  Ă ĹĆ Č Ę Ě  ĎĐŃŇ  Ő  ŘŮ Ű  Ţ ŕ  ă ĺć č ę ě  ďđńň  ő  řů ű  ţ"},
	{0x2A1, "Ħ    Ĥ  İŞĞĴ  Ż ħ    ĥ  ışğĵ  ż     ĊĈ              Ġ  Ĝ    ŬŜ      ċĉ              ġ  ĝ    ŭŝ"},
	{0x3A1, "ĄĸŖ ĨĻ  ŠĒĢŦ Ž  ą ŗ ĩļ  šēģŧŊžŋĀ      ĮČ Ę Ė  ĪĐŅŌĶ     Ų   ŨŪ ā      įč ę ė  īđņōķ     ų   ũū"},
	{0x6A1, "ђѓёєѕіїјљњћќґўџ№ЂЃЁЄЅІЇЈЉЊЋЌҐЎЏюабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"},
	{0x7A1, "ΆΈΉΊΪ ΌΎΫ Ώ"},
	{0x7B1, "άέήίϊΐόύϋΰώ"},
	{0x7C1, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣ ΤΥΦΧΨΩ"},
	{0x7E1, "αβγδεζηθικλμνξοπρσςτυφχψω"},
	{0xCE0, "אבגדהוזחטיךכלםמןנסעףפץצקרשת"},
	{0x13BC, "ŒœŸ"},
	{0x20AC, "€"},
}

// char is the character that a keysym types, 0 if it types none by itself.
func char(sym uint32) rune {
	switch {
	case sym >= 0x20 && sym <= 0x7E || sym >= 0xA0 && sym <= 0xFF:
		return rune(sym)
	case sym >= symUnicodeFirst && sym <= symUnicodeLast:
		return rune(sym - symUnicode)
	case sym == symReturn:
		return '\n'
	case sym == symTab:
		return '\t'
	case sym == symBackspace:
		return '\b'
	}
	for _, row := range older {
		if sym < row.first || sym >= row.first+uint32(utf8.RuneCountInString(row.chars)) {
			continue
		}
		if r := []rune(row.chars)[sym-row.first]; r != ' ' {
			return r
		}
	}
	return 0
}

// lock says whether sym is a modifier that stays when its key is up.
func lock(sym uint32) bool {
	return sym == symNumLock || sym == symCapsLock || sym == symShiftLock
}

// symbol is a keysym that types r.
func symbol(r rune) uint32 {
	if r <= 0xFF {
		return uint32(r)
	}
	return symUnicode + uint32(r)
}
