//go:build linux

package x11

import (
	"errors"

	"tandem/capture/x11/wire"
	"tandem/input"
)

// Requests, events and values of the core protocol: X11 protocol, appendix B.
const (
	keyPress    = 2
	keyRelease  = 3
	grabKey     = 33
	ungrabKey   = 34
	queryKeymap = 44

	accessError = 10
	async       = 1
	lockMask    = 1 << 1
	mod2Mask    = 1 << 4
	anyModifier = 1 << 15
)

// locks are the modifiers that are on without a key held: Caps Lock, and Num
// Lock where all keymaps have it.
const locks = lockMask | mod2Mask

// grab claims the key with any modifiers, or with as many as are free.
func (w *watch) grab() error {
	err := w.grabWith(anyModifier)
	if refused, ok := errors.AsType[*wire.Error](err); !ok || refused.Code != accessError {
		return err
	}
	missing := false
	for mods := range uint32(1 << 8) {
		if err := w.grabWith(mods); err != nil && mods&^locks == 0 {
			missing = true
		}
	}
	if missing {
		return input.ErrTaken
	}
	return nil
}

// grabWith does not freeze the keyboard, and lets no window see the key.
func (w *watch) grabWith(mods uint32) error {
	return w.c.Check(w.c.Send(grabKey, 0, w.c.Screen.Root, mods|uint32(w.code)<<16, async|async<<8))
}

// free gives the key back before it returns.
func (w *watch) free() error {
	return w.c.Check(w.c.Send(ungrabKey, w.code, w.c.Screen.Root, anyModifier))
}
