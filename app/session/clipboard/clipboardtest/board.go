// Package clipboardtest is a clipboard in memory, and the conformance test that
// every clipboard passes.
package clipboardtest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tandem/app/session/clipboard"
)

// A Desktop is one clipboard in memory that many programs use. The zero Desktop
// is empty and ready to use.
type Desktop struct {
	mu     sync.Mutex // guards what follows
	text   string
	boards []*board
}

// Open returns a program's view of the clipboard.
func (d *Desktop) Open() (clipboard.Board, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b := &board{d: d, copied: make(chan string, 100)}
	d.boards = append(d.boards, b)
	return b, nil
}

// Copy is what a person does in some program.
func (d *Desktop) Copy(text string) { d.set(nil, text) }

// Text is what a person would paste.
func (d *Desktop) Text() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text
}

func (d *Desktop) set(by *board, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.text = text
	for _, b := range d.boards {
		if t, ok := clipboard.Clean(text); ok && b != by {
			b.copied <- t
		}
	}
}

type board struct {
	d      *Desktop
	copied chan string
}

func (b *board) Next(ctx context.Context) (string, error) {
	select {
	case t := <-b.copied:
		return t, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (b *board) Set(text string) error {
	b.d.set(b, text)
	return nil
}

func (b *board) Close() error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	for i, o := range b.d.boards {
		if o == b {
			b.d.boards = append(b.d.boards[:i:i], b.d.boards[i+1:]...)
		}
	}
	return nil
}

// patience is how long a text may take.
const patience = 10 * time.Second

// Test runs the conformance test on boards of one desktop.
func Test(t *testing.T, open func(t *testing.T) clipboard.Board) {
	next := func(t *testing.T, b clipboard.Board, want string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		if got, err := b.Next(ctx); got != want || err != nil {
			t.Fatalf("Next = %d bytes %.40q, %v; want %d bytes %.40q", len(got), got, err, len(want), want)
		}
	}
	set := func(t *testing.T, b clipboard.Board, text string) {
		t.Helper()
		if err := b.Set(text); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("both ways", func(t *testing.T) {
		a, b := open(t), open(t)
		set(t, a, "one")
		next(t, b, "one")
		set(t, b, "zwei é 中 😀\n\tlines")
		next(t, a, "zwei é 中 😀\n\tlines") // and not its own before
		set(t, a, strings.Repeat("x", clipboard.MaxText))
		next(t, b, strings.Repeat("x", clipboard.MaxText))
	})
	t.Run("what cannot be sent is left out", func(t *testing.T) {
		a, b := open(t), open(t)
		set(t, a, strings.Repeat("x", clipboard.MaxText+1))
		set(t, b, "mine")
		next(t, a, "mine")
		set(t, a, "short")
		next(t, b, "short")
	})
	t.Run("the context ends waiting", func(t *testing.T) {
		a := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := a.Next(ctx); err != context.Canceled {
			t.Errorf("Next = %v; want Canceled", err)
		}
	})
}
