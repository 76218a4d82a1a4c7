//go:build linux

package x11

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"tandem/app/session/clipboard"
	"tandem/capture/x11/wire"
)

// errGone means that the connection has ended.
var errGone = errors.New("clipboard: the display is gone")

// A Board is the clipboard of a display. Use Open.
type Board struct {
	copied chan string   // the newest text; has room for one
	over   chan struct{} // closed when the connection has ended

	mu     sync.Mutex // guards what follows
	set    []setting  // not yet done
	wake   func()     // ends the waiting for events
	closed bool

	selection // what only listen uses
}

// A setting is a text to be put on the clipboard, and where to say how that went:
// there is room for the one answer.
type setting struct {
	text string
	done chan<- error
}

// A selection is the connection to the display and what is known of the clipboard.
type selection struct {
	c      *wire.Conn
	win    uint32
	fixes  wire.Extension
	atoms  atoms
	taking []byte // what has come of a text in pieces; nil while none comes
	own    string // what others get of us
	ours   string // the same, until another program's text has come
}

type atoms struct{ clipboard, utf8, targets, incr, text, property uint32 }

var _ clipboard.Board = (*Board)(nil)

// Open opens the clipboard of the display, $DISPLAY if empty.
func Open(display string) (*Board, error) {
	c, err := wire.Dial(display)
	if err != nil {
		return nil, fmt.Errorf("clipboard: open display %q: %w", display, err)
	}
	b := &Board{copied: make(chan string, 1), over: make(chan struct{}), wake: func() {}, selection: selection{c: c}}
	if err := b.prepare(); err != nil {
		_ = c.Close() // the failure says more
		return nil, fmt.Errorf("clipboard: %w", err)
	}
	go b.listen() // until Close, which waits for it, or the end of the connection
	return b, nil
}

// Next implements clipboard.Board.
func (b *Board) Next(ctx context.Context) (string, error) {
	select {
	case t := <-b.copied:
		return t, nil
	case <-b.over:
		return "", errGone
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Set implements clipboard.Board. The text is there when it returns.
func (b *Board) Set(text string) error {
	done := make(chan error, 1)
	b.mu.Lock()
	b.set = append(b.set, setting{text, done})
	b.wake()
	b.mu.Unlock()
	select {
	case err := <-done:
		return err
	case <-b.over:
		return errGone
	}
}

// Close implements clipboard.Board. Again is no error.
func (b *Board) Close() error {
	b.mu.Lock()
	b.closed = true
	b.wake()
	b.mu.Unlock()
	<-b.over
	return nil
}

// listen does all that is asked of the board and handles events, until Close or
// the end of the connection.
func (b *Board) listen() {
	defer close(b.over)
	defer func() { _ = b.c.Close() }() // nothing is left to be written
	for {
		ctx, cancel := context.WithCancel(context.Background())
		set, closed := b.asked(cancel)
		for _, s := range set {
			s.done <- b.put(s.text)
		}
		var e *wire.Event
		var err error
		if !closed {
			e, err = b.c.Wait(ctx)
		}
		cancel()
		if closed || err != nil {
			return
		}
		if e != nil {
			b.handle(*e)
		}
	}
}

// asked takes what was asked for since the last time. From now on wake is what ends
// waiting.
func (b *Board) asked(wake func()) (set []setting, closed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	set, b.set, b.wake = b.set, nil, wake
	return set, b.closed
}

// tell hands a text to Next, in place of one that was not fetched yet.
func (b *Board) tell(text string) {
	select {
	case <-b.copied:
	default:
	}
	b.copied <- text
}
