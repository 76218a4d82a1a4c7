package notes

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A desk is a disk and a site that do as the test says.
type desk struct {
	mu     sync.Mutex
	kept   Kept
	full   error // of the disk
	sent   []string
	answer bool // the site takes what is sent
	notes  *Notes
}

func (d *desk) Keep(_ context.Context, k Kept) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.full == nil {
		d.kept = k
	}
	return d.full
}

func (d *desk) Send(ctx context.Context, version uint64, text string) error {
	d.mu.Lock()
	d.sent = append(d.sent, text)
	answer := d.answer
	d.mu.Unlock()
	if answer {
		return d.notes.Sent(ctx, version)
	}
	return errors.New("no link")
}

// set changes what the desk does.
func (d *desk) set(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func (d *desk) has() Kept {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.kept
}

// bubble runs f with notes that run, under a clock of its own.
func bubble(t *testing.T, d *desk, f func(n *Notes)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		n := New(Config{Kept: d.kept, Keep: d.Keep, Send: d.Send, Check: func(s string) error {
			if len(s) > 1000 {
				return errors.New("long")
			}
			return nil
		}})
		d.notes = n
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); n.Run(ctx) }()
		f(n)
		cancel()
		<-done
	})
}

func set(t *testing.T, n *Notes, text string) {
	t.Helper()
	if err := n.Set(text); err != nil {
		t.Fatalf("Set(%.20q) = %v", text, err)
	}
}

func TestTypingIsSavedAfterAPauseAndNotWithEveryKey(t *testing.T) {
	d := &desk{answer: true}
	bubble(t, d, func(n *Notes) {
		for i := range 10 {
			set(t, n, strings.Repeat("x", i+1))
			<-time.After(pause / 10)
		}
		if s := n.State().Get(); s.Saved || d.has().Version != 0 {
			t.Errorf("while typing: %+v, kept %+v; want nothing kept", s, d.has())
		}
		<-time.After(pause + time.Millisecond)
		synctest.Wait()
		if s := n.State().Get(); !s.Saved || !s.Sent || d.has().Text != s.Text || d.has().Version != 1 {
			t.Errorf("after a pause: %+v, kept %+v; want it on the disk and at the site, once", s, d.has())
		}
	})
}

func TestWhoNeverPausesIsSavedToo(t *testing.T) {
	d := &desk{answer: true}
	bubble(t, d, func(n *Notes) {
		for i := range 30 {
			set(t, n, strings.Repeat("x", i+1))
			<-time.After(pause / 3)
		}
		if got := len(d.has().Text); got < 15 {
			t.Errorf("%d characters on the disk after 5 s of typing; want most of them", got)
		}
	})
}

func TestTheEndSavesWhatWasTypedLast(t *testing.T) {
	d := &desk{answer: true}
	bubble(t, d, func(n *Notes) { set(t, n, "the last word") })
	if got := d.has(); got.Text != "the last word" || got.Sent != got.Version {
		t.Errorf("kept %+v; want the last word, and at the site", got)
	}
}

func TestASiteThatIsAwayGetsTheNotesLater(t *testing.T) {
	d := &desk{}
	bubble(t, d, func(n *Notes) {
		set(t, n, "one")
		<-time.After(pause + time.Millisecond)
		synctest.Wait()
		if s := n.State().Get(); !s.Saved || s.Sent {
			t.Errorf("without a site: %+v; want saved and not sent", s)
		}
		d.set(func() { d.answer = true })
		n.Up()
		synctest.Wait()
		if s := n.State().Get(); !s.Sent {
			t.Errorf("with a site: %+v; want sent", s)
		}
	})
	again := &desk{kept: Kept{Version: 3, Text: "from before", Sent: 2}, answer: true}
	bubble(t, again, func(n *Notes) {
		synctest.Wait()
		if s := n.State().Get(); s.Text != "from before" || !s.Sent || again.kept.Sent != 3 {
			t.Errorf("after a start: %+v, kept %+v; want them sent", s, again.kept)
		}
	})
}

func TestADiskThatIsFullIsToldAndTriedAgain(t *testing.T) {
	d := &desk{answer: true, full: errors.New("full")}
	bubble(t, d, func(n *Notes) {
		set(t, n, "one")
		<-time.After(pause + time.Millisecond)
		synctest.Wait()
		if s := n.State().Get(); s.Err == nil || s.Saved || s.Text != "one" {
			t.Errorf("on a full disk: %+v; want the error and the text", s)
		}
		d.set(func() { d.full = nil })
		<-time.After(retry)
		synctest.Wait()
		if s := n.State().Get(); s.Err != nil || !s.Saved {
			t.Errorf("later: %+v; want it saved", s)
		}
	})
}

func TestTooLong(t *testing.T) {
	d := &desk{}
	bubble(t, d, func(n *Notes) {
		if err := n.Set(strings.Repeat("x", 1001)); !errors.Is(err, ErrTooLong) || n.State().Get().Text != "" {
			t.Errorf("Set of too much = %v; want ErrTooLong", err)
		}
	})
}
