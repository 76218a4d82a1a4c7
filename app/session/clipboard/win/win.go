//go:build windows

package win

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"time"

	"tandem/app/session/clipboard"
)

// openWait is how long it is tried to open the clipboard, each openPause.
const (
	openWait  = time.Second
	openPause = 10 * time.Millisecond
)

// A Board is the clipboard of this computer. Use Open.
type Board struct {
	a      *api
	win    uintptr
	copied chan string // the newest text; has room for one
	jobs   chan job    // has room for one
	ended  chan struct{}
	once   sync.Once

	// What follows is the thread's alone.
	ours string  // what was put there last, until another program's text has come
	at   uintptr // the clipboard's number after that
}

// A job is a text to be put on the clipboard; none: the end.
type job struct {
	text string
	done chan<- error
}

var _ clipboard.Board = (*Board)(nil)

var errOver = errors.New("clipboard: closed")

// Open opens the clipboard of the desktop that this program runs on.
func Open() (*Board, error) {
	b := &Board{a: load(), copied: make(chan string, 1), jobs: make(chan job, 1), ended: make(chan struct{})}
	opened := make(chan error, 1)
	go b.run(opened) // ends by Close, which waits for it
	if err := <-opened; err != nil {
		return nil, err
	}
	return b, nil
}

// Next implements clipboard.Board.
func (b *Board) Next(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	select {
	case t := <-b.copied:
		return t, nil
	case <-b.ended:
		return "", errOver
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Set implements clipboard.Board. It fails when another program holds the
// clipboard for long.
func (b *Board) Set(text string) error {
	done := make(chan error, 1)
	if !b.do(job{text, done}) {
		return errOver
	}
	select {
	case err := <-done:
		return err
	case <-b.ended:
		return errOver
	}
}

// Close implements clipboard.Board. Again is no error.
func (b *Board) Close() error {
	b.once.Do(func() { b.do(job{}) })
	<-b.ended
	return nil
}

// do has the thread do j; false when it has ended.
func (b *Board) do(j job) bool {
	select {
	case b.jobs <- j:
	case <-b.ended:
		return false
	}
	_, _, _ = b.a.postMessage.Call(b.win, wake, 0, 0) // fails if the window has gone, and the thread with it
	return true
}

// run is the thread that the clipboard belongs to.
func (b *Board) run(opened chan<- error) {
	defer close(b.ended)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	win, err := b.a.window()
	b.win = win
	opened <- err
	if err != nil {
		return
	}
	defer func() {
		_, _, _ = b.a.removeListener.Call(win) // nothing can be done about it
		_, _, _ = b.a.destroyWindow.Call(win)
	}()
	for m := new(message); b.a.next(m); {
		switch m.kind {
		case changed:
			b.look()
		case wake:
			j := <-b.jobs
			if j.done == nil {
				return
			}
			j.done <- b.put(j.text)
		}
	}
}

// put puts text on the clipboard.
func (b *Board) put(text string) error {
	// An old change may be told only after this one. It is none any more.
	select {
	case <-b.copied:
	default:
	}
	if err := b.hold(); err != nil {
		return err
	}
	defer b.release()
	if err := b.a.write(strings.ReplaceAll(text, "\n", "\r\n")); err != nil {
		return err
	}
	b.ours = text
	b.at, _, _ = b.a.sequence.Call() // cannot fail here
	return nil
}

// look hands the text that another program has copied to Next.
func (b *Board) look() {
	if at, _, _ := b.a.sequence.Call(); b.at != 0 && at == b.at {
		return
	}
	if is, _, _ := b.a.available.Call(unicodeText); is == 0 || b.hold() != nil {
		return // a picture, or in somebody's hands: the next copy is another chance
	}
	raw, err := b.a.read(2 * clipboard.MaxText)
	b.release()
	text, ok := clipboard.Clean(raw)
	if err != nil || !ok || text == b.ours {
		return
	}
	b.ours = ""
	select {
	case <-b.copied: // nobody has asked for it, and now it is old
	default:
	}
	b.copied <- text
}

// hold opens the clipboard, for which others may have to let it go. Meanwhile it
// answers them: who empties the clipboard waits for whoever had put its text there.
func (b *Board) hold() error {
	for start := time.Now(); ; <-time.After(openPause) {
		b.a.answer()
		_, err := call(b.a.open, b.win)
		if err == nil || time.Since(start) > openWait {
			return err
		}
	}
}

func (b *Board) release() { _, _, _ = b.a.close.Call() } // it is open
