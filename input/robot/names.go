package robot

import (
	"strings"

	"tandem/input"
)

// name is what robotgo calls a key, "" if it has no name for it.
func name(u input.Usage) string {
	switch {
	case u >= input.KeyA && u <= input.Key0:
		return strings.ToLower(u.String())
	case u >= input.KeyF1 && u <= input.KeyF12, u >= input.KeyF13 && u <= input.KeyF24:
		return strings.ToLower(u.String())
	case u >= input.KeyKP1 && u <= input.KeyKP0:
		return "num" + strings.TrimPrefix(u.String(), "KP")
	}
	for _, n := range names {
		if n.usage == u {
			return n.name
		}
	}
	return ""
}

// names are the keys whose names follow no rule.
var names = [...]struct {
	usage input.Usage
	name  string
}{
	{input.KeyEnter, "enter"},
	{input.KeyEscape, "esc"},
	{input.KeyBackspace, "backspace"},
	{input.KeyTab, "tab"},
	{input.KeySpace, "space"},
	{input.KeyMinus, "-"},
	{input.KeyEqual, "="},
	{input.KeyBracketLeft, "["},
	{input.KeyBracketRight, "]"},
	{input.KeyBackslash, "\\"},
	{input.KeySemicolon, ";"},
	{input.KeyQuote, "'"},
	{input.KeyBackquote, "`"},
	{input.KeyComma, ","},
	{input.KeyPeriod, "."},
	{input.KeySlash, "/"},
	{input.KeyCapsLock, "capslock"},
	{input.KeyPrintScreen, "printscreen"},
	{input.KeyScrollLock, "scroll_lock"},
	{input.KeyPause, "pause_break"},
	{input.KeyInsert, "insert"},
	{input.KeyHome, "home"},
	{input.KeyPageUp, "pageup"},
	{input.KeyDelete, "delete"},
	{input.KeyEnd, "end"},
	{input.KeyPageDown, "pagedown"},
	{input.KeyRight, "right"},
	{input.KeyLeft, "left"},
	{input.KeyDown, "down"},
	{input.KeyUp, "up"},
	{input.KeyNumLock, "num_lock"},
	{input.KeyKPDivide, "num/"},
	{input.KeyKPMultiply, "num*"},
	{input.KeyKPSubtract, "num-"},
	{input.KeyKPAdd, "num+"},
	{input.KeyKPEnter, "num_enter"},
	{input.KeyKPDecimal, "num."},
	{input.KeyKPEqual, "num_equal"},
	{input.KeyMenu, "menu"},
	{input.KeyMute, "audio_mute"},
	{input.KeyVolumeUp, "audio_vol_up"},
	{input.KeyVolumeDown, "audio_vol_down"},
	{input.KeyPlayPause, "audio_play"},
	{input.KeyMediaStop, "audio_stop"},
	{input.KeyPreviousTrack, "audio_prev"},
	{input.KeyNextTrack, "audio_next"},
	{input.KeyLeftCtrl, "ctrl"},
	{input.KeyLeftShift, "shift"},
	{input.KeyLeftAlt, "alt"},
	{input.KeyLeftMeta, "cmd"},
	{input.KeyRightCtrl, "ctrlr"},
	{input.KeyRightShift, "shiftr"},
	{input.KeyRightAlt, "altr"},
	{input.KeyRightMeta, "cmdr"},
}
