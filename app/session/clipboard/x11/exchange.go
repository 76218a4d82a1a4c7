//go:build linux

package x11

import (
	"encoding/binary"

	"tandem/app/session/clipboard"
	"tandem/capture/x11/wire"
)

// put makes text what others get.
func (b *Board) put(text string) error {
	b.own, b.ours = text, text
	return b.become()
}

// handle does what an event asks for. A refusal is of a window that has gone
// meanwhile, and Wait reports a connection that is lost.
func (b *Board) handle(e wire.Event) {
	switch e.Code() {
	case b.fixes.Event: // of XFIXES only its SelectionNotify was asked for
		b.changed(e.U32(8), e.U32(20))
	case selectionNotify:
		if property := e.U32(20); property != 0 {
			b.fetch()
		}
	case propertyNotify:
		const newValue = 0
		if b.taking != nil && e.U32(8) == b.atoms.property && e[16] == newValue {
			b.fetchMore()
		}
	case selectionRequest:
		b.answer(e)
	}
}

// changed asks for the text that another program has put there.
func (b *Board) changed(owner, at uint32) {
	b.taking = nil
	if owner != 0 && owner != b.win {
		b.c.Send(convertSelection, 0, b.win, b.atoms.clipboard, b.atoms.utf8, b.atoms.property, at)
	}
}

// fetch takes the text that has come, or its first piece.
func (b *Board) fetch() {
	kind, value, err := b.take(clipboard.MaxText)
	switch {
	case err != nil: // the next copy is another chance
	case kind == b.atoms.incr:
		b.taking = []byte{}
	default:
		b.fetched(value)
	}
}

// fetchMore takes another piece; an empty one is the end.
func (b *Board) fetchMore() {
	_, value, err := b.take(clipboard.MaxText)
	switch {
	case err != nil:
		b.taking = nil
	case len(value) == 0:
		b.fetched(b.taking)
		b.taking = nil
	case len(b.taking) <= clipboard.MaxText: // and only one piece more is kept of a longer one
		b.taking = append(b.taking, value...)
	}
}

// fetched tells of a text that has come whole, unless it is this program's own.
func (b *Board) fetched(raw []byte) {
	if text, ok := clipboard.Clean(string(raw)); ok && !b.isOurs(text) {
		b.tell(text)
	}
}

// isOurs reports whether what has come is this program's own: it may have become
// the owner after it had asked another.
func (b *Board) isOurs(text string) bool {
	owner, err := b.owner()
	if err != nil || owner == b.win || text == b.ours {
		return true
	}
	b.ours = ""
	return false
}

// answer gives another program what is on the clipboard.
func (b *Board) answer(e wire.Event) {
	at, requestor, selected, target, property := e.U32(4), e.U32(12), e.U32(16), e.U32(20), e.U32(24)
	if property == 0 { // an old client, ICCCM 2.2
		property = target
	}
	give := func(kind uint32, bits int, value []byte) {
		b.c.SendBytes(changeProperty, 0, value, requestor, property, kind, uint32(bits), uint32(len(value)/(bits/8)))
	}
	switch {
	case target == b.atoms.targets:
		var list []byte
		for _, a := range []uint32{b.atoms.targets, b.atoms.utf8, b.atoms.text} {
			list = binary.LittleEndian.AppendUint32(list, a)
		}
		give(atomType, 32, list)
	case (target == b.atoms.utf8 || target == b.atoms.text) && len(b.own) <= most:
		give(target, 8, []byte(b.own))
	default:
		property = 0
	}
	const toItsClient, code, unused = 0, uint32(selectionNotify), uint32(0)
	b.c.Send(sendEvent, 0, requestor, toItsClient, code, at, requestor, selected, target, property, unused, unused)
}

// most fits into one request of the smallest limit that servers have.
const most = 1<<18 - 64
