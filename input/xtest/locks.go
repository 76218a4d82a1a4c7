//go:build linux

package xtest

import (
	"encoding/binary"
	"fmt"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// The three requests of XKB that we need, by "The X Keyboard Extension: Protocol
// Specification", appendix D. The bindings lack them.
const (
	xkbName           = "XKEYBOARD"
	xkbUseExtension   = 0
	xkbGetState       = 4
	xkbLatchLockState = 5
	xkbCoreKeyboard   = 0x100 // whatever keyboard is in use
)

// locks reads and sets the modifiers that stay without a key held. It has a
// connection of its own, because the server no longer sends MappingNotify to
// one that has said XkbUseExtension.
type locks struct {
	conn  *xgb.Conn
	major byte // 0 if the server has no XKB
}

func openLocks(display string) (locks, error) {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return locks{}, fmt.Errorf("input/xtest: %w %q: %w", ErrNoDisplay, display, err)
	}
	l := locks{conn: conn}
	reply, err := xproto.QueryExtension(conn, uint16(len(xkbName)), xkbName).Reply()
	if err == nil && reply.Present {
		l.major = reply.MajorOpcode
		_, err = l.ask(xkbUseExtension, []byte{1, 0, 0, 0}) // version 1.0
	}
	if err != nil {
		conn.Close()
		return locks{}, fmt.Errorf("input/xtest: use XKB: %w", err)
	}
	return l, nil
}

// caps says whether Caps Lock is on.
func (l locks) caps() (bool, error) {
	const lockedMods = 11 // the place in the reply
	if l.major == 0 {
		return false, nil
	}
	reply, err := l.ask(xkbGetState, binary.LittleEndian.AppendUint16(nil, xkbCoreKeyboard))
	if err != nil {
		return false, fmt.Errorf("input/xtest: read the locks: %w", err)
	}
	return len(reply) > lockedMods && reply[lockedMods]&xproto.ModMaskLock != 0, nil
}

// setCaps turns Caps Lock on or off, with no key event. It is so when it returns.
func (l locks) setCaps(on bool) error {
	body := binary.LittleEndian.AppendUint16(nil, xkbCoreKeyboard)
	body = append(body, xproto.ModMaskLock, 0)
	if on {
		body[3] = xproto.ModMaskLock
	}
	body = append(body, make([]byte, 8)...) // no group, no latches
	cookie := l.conn.NewCookie(true, false)
	l.conn.NewRequest(l.request(xkbLatchLockState, body), cookie)
	if err := cookie.Check(); err != nil {
		return fmt.Errorf("input/xtest: set Caps Lock: %w", err)
	}
	return nil
}

func (l locks) ask(minor byte, body []byte) ([]byte, error) {
	cookie := l.conn.NewCookie(true, true)
	l.conn.NewRequest(l.request(minor, body), cookie)
	return cookie.Reply()
}

// request is body with its header, padded to whole words.
func (l locks) request(minor byte, body []byte) []byte {
	words := 1 + (len(body)+3)/4
	buf := binary.LittleEndian.AppendUint16([]byte{l.major, minor}, uint16(words))
	buf = append(buf, body...)
	return append(buf, make([]byte, 4*words-len(buf))...)
}
