//go:build linux

package x11

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tandem/app/session/clipboard"
	"tandem/capture/capturetest"
	"tandem/capture/x11/wire"
)

// patience is how long what has to come may take.
const patience = 10 * time.Second

// A program is another one on the display, which the test plays.
type program struct {
	*testing.T
	selection
}

// newProgram returns a program that is told of the board's properties as well.
func newProgram(t *testing.T, b *Board, display string) program {
	t.Helper()
	c, err := wire.Dial(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	p := program{T: t, selection: selection{c: c}}
	if err := p.prepare(); err != nil {
		t.Fatal(err)
	}
	const changeWindowAttributes, eventMask, propertyChange = 2, 1 << 11, 1 << 22
	if err := c.Check(c.Send(changeWindowAttributes, 0, b.win, eventMask, propertyChange)); err != nil {
		t.Fatal(err)
	}
	return p
}

func open(t *testing.T, display string) *Board {
	t.Helper()
	b, err := Open(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// event waits for an event that is wanted.
func (p program) event(want func(*wire.Event) bool) wire.Event {
	p.Helper()
	for until := time.Now().Add(patience); ; {
		e, err := p.c.Event(until)
		if err != nil || e == nil {
			p.Fatalf("Event = %v, %v; want one", e, err)
		}
		if want(e) {
			return *e
		}
	}
}

// copy offers a text in pieces and gives it to who asks first: ICCCM 2.7.2.
func (p program) copy(text string, piece int) {
	p.Helper()
	if err := p.become(); err != nil {
		p.Fatal(err)
	}
	e := p.event(func(e *wire.Event) bool { return e.Code() == selectionRequest })
	at, requestor, selected, target, property := e.U32(4), e.U32(12), e.U32(16), e.U32(20), e.U32(24)
	taken := func() {
		const deleted = 1
		p.event(func(e *wire.Event) bool {
			return e.Code() == propertyNotify && e.U32(4) == requestor && e.U32(8) == property && e[16] == deleted
		})
	}
	p.c.Send(changeProperty, 0, requestor, property, p.atoms.incr, 32, 1, uint32(len(text)))
	p.c.Send(sendEvent, 0, requestor, 0, selectionNotify, at, requestor, selected, target, property, 0, 0)
	for last := false; !last; {
		taken()
		part := text[:min(piece, len(text))]
		text, last = text[len(part):], part == ""
		p.c.SendBytes(changeProperty, 0, []byte(part), requestor, property, target, 8, uint32(len(part)))
	}
	taken()
}

func TestATextInPieces(t *testing.T) {
	display := capturetest.Xvfb(t, 100, 100)
	b := open(t, display)
	p := newProgram(t, b, display)
	for _, text := range []string{"", "one piece", strings.Repeat("é is two bytes ", 4000), strings.Repeat("x", 3*clipboard.MaxText), "the last"} {
		p.copy(text, 10_000)
		want, ok := clipboard.Clean(text)
		if !ok {
			continue // too long, or nothing: the next must come, not this one
		}
		if got, err := b.Next(t.Context()); got != want || err != nil {
			t.Errorf("Next = %d bytes, %v; want %d", len(got), err, len(want))
		}
	}
}

func TestWhatOthersAreGiven(t *testing.T) {
	display := capturetest.Xvfb(t, 100, 100)
	b := open(t, display)
	p := newProgram(t, b, display)
	if err := b.Set("é"); err != nil {
		t.Fatal(err)
	}
	words := func(atoms ...uint32) string {
		var list []byte
		for _, a := range atoms {
			list = append(list, byte(a), byte(a>>8), byte(a>>16), byte(a>>24))
		}
		return string(list)
	}
	const stringType = 31 // Latin-1, which is not offered
	for _, c := range []struct {
		target uint32
		kind   uint32
		want   string
	}{
		{p.atoms.utf8, p.atoms.utf8, "é"},
		{p.atoms.text, p.atoms.text, "é"},
		{p.atoms.targets, atomType, words(p.atoms.targets, p.atoms.utf8, p.atoms.text)},
		{stringType, 0, ""},
	} {
		p.c.Send(convertSelection, 0, p.win, p.atoms.clipboard, c.target, p.atoms.property, currentTime)
		e := p.event(func(e *wire.Event) bool { return e.Code() == selectionNotify })
		if e.U32(20) == 0 && c.want == "" {
			continue
		}
		kind, value, err := p.take(100)
		if kind != c.kind || string(value) != c.want || err != nil {
			t.Errorf("target %d: %q of type %d, %v; want %q of type %d", c.target, value, kind, err, c.want, c.kind)
		}
	}
}

func TestSetBesideClose(t *testing.T) {
	b := open(t, capturetest.Xvfb(t, 100, 100))
	var g sync.WaitGroup
	for range 20 {
		g.Go(func() { _ = b.Set("text") }) // or the board is closed before it
	}
	g.Go(func() { _ = b.Close() })
	g.Wait()
	if err := b.Set("text"); err == nil {
		t.Error("Set after Close = nil; want an error")
	}
}
