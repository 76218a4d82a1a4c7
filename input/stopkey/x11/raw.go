//go:build linux

package x11

import (
	"context"

	"tandem/capture/x11/wire"
)

// Requests, events and values of the X Input Extension: XI2proto.txt, sections
// 6 and 7. From version 2.1 on raw events come whoever has grabbed the keyboard.
const (
	selectEvents  = 46
	queryVersion  = 47
	version       = 2 | 2<<16 // 2.2
	allMasters    = 1
	rawKeyPress   = 13
	rawKeyRelease = 14

	genericEvent = 35 // of no other extension, as none is asked for its events
	typeAt       = 8  // the event's kind,
	detailAt     = 16 // and the keycode
)

// selectRaw asks for all raw key events. It returns false where there are none.
func (w *watch) selectRaw() (bool, error) {
	x, err := w.c.Extension("XInputExtension")
	if err != nil || x.Major == 0 {
		return false, err
	}
	v, err := w.c.Reply(w.c.Send(x.Major, queryVersion, version))
	if err != nil {
		return false, nil // older than 2.0
	}
	if major, minor := v.U16(8), v.U16(10); major < 2 || major == 2 && minor < 1 {
		return false, nil
	}
	const masks, words = 1, 1
	err = w.c.Check(w.c.Send(x.Major, selectEvents, w.c.Screen.Root, masks,
		wire.Pair(allMasters, words), 1<<rawKeyPress|1<<rawKeyRelease))
	return err == nil, nil
}

// follow reports presses until ctx ends. Of the keyboard it looks at this one key.
func (w *watch) follow(ctx context.Context) error {
	for {
		e, err := w.c.Wait(ctx)
		if err != nil || e == nil {
			return err
		}
		switch kind, code := w.kind(e); {
		case code != uint32(w.code):
		case kind == keyPress || kind == rawKeyPress:
			w.edge(true)
		case kind == keyRelease || kind == rawKeyRelease:
			w.edge(false)
		}
	}
}

// kind returns what e tells and of which key. While the grab is active there are
// no raw events for the client that has it, and those of the core protocol
// instead.
func (w *watch) kind(e *wire.Event) (kind int, code uint32) {
	if e.Code() == genericEvent {
		return e.U16(typeAt), e.U32(detailAt)
	}
	return int(e.Code()), uint32(e[1])
}
