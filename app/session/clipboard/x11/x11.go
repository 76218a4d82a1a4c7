//go:build linux

// Package x11 is the clipboard of an X display: the selection CLIPBOARD, as
// ICCCM section 2 has it, with XFIXES to hear of changes.
//
// # Decisions
//
// A text that others ask for goes in one piece: MaxText fits into one request.
// A text that comes in pieces (ICCCM 2.7.2, INCR) is taken up to that length.
//
// What was put on the clipboard is gone with Close: an X server keeps nothing
// for a program that has left.
package x11

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"

	"tandem/app/session/clipboard"
)

// A Board is the clipboard of a display. Use Open.
type Board struct {
	c      *xgb.Conn
	win    xproto.Window
	atoms  atoms
	copied chan string // the newest text; has room for one
	over   chan struct{}
	taking []byte // what has come of a text in pieces; nil while none comes

	mu   sync.Mutex // guards what follows
	own  string     // what others get of us
	ours string     // the same, until another program's text has come
	once sync.Once
}

type atoms struct{ clipboard, utf8, targets, incr, text, property xproto.Atom }

var _ clipboard.Board = (*Board)(nil)

// Open opens the clipboard of the display, $DISPLAY if empty.
func Open(display string) (*Board, error) {
	c, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("clipboard: open display %q: %w", display, err)
	}
	b := &Board{c: c, copied: make(chan string, 1), over: make(chan struct{})}
	if err := b.prepare(); err != nil {
		c.Close()
		return nil, fmt.Errorf("clipboard: %w", err)
	}
	go b.listen() // ends with the connection, which Close closes and waits for
	return b, nil
}

func (b *Board) prepare() error {
	if err := xfixes.Init(b.c); err != nil {
		return err
	}
	if _, err := xfixes.QueryVersion(b.c, 5, 0).Reply(); err != nil {
		return err
	}
	for name, into := range map[string]*xproto.Atom{
		"CLIPBOARD": &b.atoms.clipboard, "UTF8_STRING": &b.atoms.utf8, "TARGETS": &b.atoms.targets, "INCR": &b.atoms.incr,
		"text/plain;charset=utf-8": &b.atoms.text, "TANDEM_CLIPBOARD": &b.atoms.property,
	} {
		r, err := xproto.InternAtom(b.c, false, uint16(len(name)), name).Reply()
		if err != nil {
			return err
		}
		*into = r.Atom
	}
	screen := xproto.Setup(b.c).DefaultScreen(b.c)
	win, err := xproto.NewWindowId(b.c)
	if err != nil {
		return err
	}
	b.win = win
	err = xproto.CreateWindowChecked(b.c, 0, win, screen.Root, -10, -10, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
	if err != nil {
		return err
	}
	return xfixes.SelectSelectionInputChecked(b.c, win, b.atoms.clipboard, xfixes.SelectionEventMaskSetSelectionOwner).Check()
}

// Next implements clipboard.Board.
func (b *Board) Next(ctx context.Context) (string, error) {
	select {
	case t := <-b.copied:
		return t, nil
	case <-b.over:
		return "", errors.New("clipboard: the display is gone")
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Set implements clipboard.Board.
func (b *Board) Set(text string) error {
	b.mu.Lock()
	b.own, b.ours = text, text
	b.mu.Unlock()
	if err := xproto.SetSelectionOwnerChecked(b.c, b.win, b.atoms.clipboard, xproto.TimeCurrentTime).Check(); err != nil {
		return fmt.Errorf("clipboard: %w", err)
	}
	return nil
}

// Close implements clipboard.Board. Again is no error.
func (b *Board) Close() error {
	b.once.Do(b.c.Close)
	<-b.over
	return nil
}

// listen handles events until the connection ends.
func (b *Board) listen() {
	defer close(b.over)
	for {
		e, err := b.c.WaitForEvent()
		if e == nil && err == nil {
			return
		}
		switch e := e.(type) { // an error is of a window that has gone meanwhile
		case xfixes.SelectionNotifyEvent:
			b.changed(e)
		case xproto.SelectionNotifyEvent:
			if e.Property != 0 {
				b.fetch()
			}
		case xproto.PropertyNotifyEvent:
			if b.taking != nil && e.Atom == b.atoms.property && e.State == xproto.PropertyNewValue {
				b.fetchMore()
			}
		case xproto.SelectionRequestEvent:
			b.answer(e)
		}
	}
}

// changed asks for the text that another program has put there.
func (b *Board) changed(e xfixes.SelectionNotifyEvent) {
	b.taking = nil
	if e.Owner != 0 && e.Owner != b.win {
		xproto.ConvertSelection(b.c, b.win, b.atoms.clipboard, b.atoms.utf8, b.atoms.property, e.SelectionTimestamp)
	}
}

// fetch takes the text that has come, or its first piece.
func (b *Board) fetch() {
	r, err := b.take()
	if err != nil {
		return // the next copy is another chance
	}
	if r.Type == b.atoms.incr {
		b.taking = []byte{}
		return
	}
	b.tell(r.Value)
}

// fetchMore takes another piece; an empty one is the end.
func (b *Board) fetchMore() {
	r, err := b.take()
	switch {
	case err != nil:
		b.taking = nil
	case len(r.Value) == 0:
		b.tell(b.taking)
		b.taking = nil
	case len(b.taking) <= clipboard.MaxText: // and only one piece more is kept of a longer one
		b.taking = append(b.taking, r.Value...)
	}
}

// take reads and deletes the property, of which no more than is of use is asked for.
func (b *Board) take() (*xproto.GetPropertyReply, error) {
	const words = clipboard.MaxText/4 + 1
	r, err := xproto.GetProperty(b.c, true, b.win, b.atoms.property, xproto.GetPropertyTypeAny, 0, words).Reply()
	if err == nil && r.BytesAfter > 0 { // then it was not deleted
		xproto.DeleteProperty(b.c, b.win, b.atoms.property)
	}
	return r, err
}

// tell hands a text to Next, in place of one that was not fetched yet.
func (b *Board) tell(raw []byte) {
	text, ok := clipboard.Clean(string(raw))
	if !ok || b.isOurs(text) {
		return
	}
	select {
	case <-b.copied:
	default:
	}
	b.copied <- text
}

// isOurs reports whether what has come is this program's own: it may have become
// the owner after it had asked another.
func (b *Board) isOurs(text string) bool {
	r, err := xproto.GetSelectionOwner(b.c, b.atoms.clipboard).Reply()
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil || r.Owner == b.win || text == b.ours {
		return true
	}
	b.ours = ""
	return false
}

// answer gives another program what is on the clipboard.
func (b *Board) answer(e xproto.SelectionRequestEvent) {
	b.mu.Lock()
	own := b.own
	b.mu.Unlock()
	property := e.Property
	if property == 0 { // an old client, ICCCM 2.2
		property = e.Target
	}
	switch e.Target {
	case b.atoms.targets:
		var list []byte
		for _, a := range []xproto.Atom{b.atoms.targets, b.atoms.utf8, b.atoms.text} {
			list = append(list, byte(a), byte(a>>8), byte(a>>16), byte(a>>24))
		}
		xproto.ChangeProperty(b.c, xproto.PropModeReplace, e.Requestor, property, xproto.AtomAtom, 32, uint32(len(list)/4), list)
	case b.atoms.utf8, b.atoms.text:
		if len(own) > most {
			property = 0
			break
		}
		xproto.ChangeProperty(b.c, xproto.PropModeReplace, e.Requestor, property, e.Target, 8, uint32(len(own)), []byte(own))
	default:
		property = 0
	}
	n := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: property}
	xproto.SendEvent(b.c, false, e.Requestor, 0, string(n.Bytes()))
}

// most fits into one request of the smallest limit that servers have.
const most = 1<<18 - 64
