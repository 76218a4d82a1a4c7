//go:build linux

package x11

import (
	"errors"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/input"
)

// locks are the modifiers that are on without a key held: Caps Lock, and Num
// Lock where all keymaps have it.
const locks = xproto.ModMaskLock | xproto.ModMask2

// grab claims code with any modifiers, or with as many as are free.
func grab(conn *xgb.Conn, root xproto.Window, code xproto.Keycode) error {
	err := grabKey(conn, root, code, xproto.ModMaskAny).Check()
	if _, taken := errors.AsType[xproto.AccessError](err); !taken {
		return err
	}
	cookies := make([]xproto.GrabKeyCookie, 1<<8)
	for mods := range cookies {
		cookies[mods] = grabKey(conn, root, code, uint16(mods))
	}
	var missing bool
	for mods, cookie := range cookies {
		if err := cookie.Check(); err != nil && mods&^locks == 0 {
			missing = true
		}
	}
	if missing {
		return input.ErrTaken
	}
	return nil
}

// grabKey does not freeze the keyboard, and lets no window see the key.
func grabKey(conn *xgb.Conn, root xproto.Window, code xproto.Keycode, mods uint16) xproto.GrabKeyCookie {
	return xproto.GrabKeyChecked(conn, false, root, mods, code, xproto.GrabModeAsync, xproto.GrabModeAsync)
}
