//go:build linux

// Package x11 shows the frame on an X server.
//
// # Decisions
//
// The server tells when another window comes to lie above, and the frame then
// raises itself, each time in vain waiting twice as long, up to some seconds: two
// programs that both insist on being on top must not use up the machine. Between
// events nothing runs.
package x11

import (
	"context"
	"fmt"
	"image"
	"net"
	"sync"
	"time"

	"tandem/capture"
	"tandem/capture/border"
	"tandem/capture/x11/wire"
)

// The least and the most time between two attempts to be on top.
const (
	minPause = 250 * time.Millisecond
	maxPause = 4 * time.Second
)

// A Border is four windows on an X server.
type Border struct {
	windows [4]uint32
	ended   chan struct{} // closed at the end of run

	mu    sync.Mutex         // guards what follows
	asked []func()           // to be done by run
	wake  context.CancelFunc // ends run's waiting
	over  bool

	// Only run touches these, once it has begun.
	c        *wire.Conn
	shown    bool
	obscured [4]bool
	raised   time.Time     // last
	pause    time.Duration // until raised again
}

var _ border.Border = (*Border)(nil)

// Open connects to the X server that the environment's DISPLAY names. Nothing
// is seen before Show. The error wraps capture.ErrNoDisplay when no server
// answers. It starts a goroutine, for which Close waits.
func Open() (*Border, error) {
	c, err := wire.Dial("")
	if err != nil {
		return nil, fmt.Errorf("capture/border: %w: %w", capture.ErrNoDisplay, err)
	}
	b := &Border{c: c, ended: make(chan struct{}), wake: func() {}, pause: minPause}
	if err := b.create(); err != nil {
		_ = c.Close() // the failure says more
		return nil, fmt.Errorf("capture/border: create windows: %w", err)
	}
	go b.run()
	return b, nil
}

// Show implements border.Border.
func (b *Border) Show(r image.Rectangle, s border.State) error {
	color := s.Color()
	pixel := uint32(color.R)<<16 | uint32(color.G)<<8 | uint32(color.B)
	return b.do(func() error {
		b.shown, b.pause = true, minPause
		for i, side := range border.Sides(r) {
			b.put(b.windows[i], side, pixel)
		}
		return b.sync("show")
	})
}

// Hide implements border.Border.
func (b *Border) Hide() error {
	return b.do(func() error {
		b.shown = false
		for _, w := range b.windows {
			b.c.Send(unmapWindow, 0, w)
		}
		return b.sync("hide")
	})
}

// Windows implements border.Border.
func (b *Border) Windows() []uintptr {
	var list []uintptr
	for _, w := range b.windows {
		list = append(list, uintptr(w))
	}
	return list
}

// Close implements border.Border. It must be called once.
func (b *Border) Close() error {
	b.mu.Lock()
	b.over = true
	b.wake()
	b.mu.Unlock()
	<-b.ended
	return b.c.Close()
}

// do has run do f, and returns what f does.
func (b *Border) do(f func() error) error {
	done := make(chan error, 1)
	b.mu.Lock()
	b.asked = append(b.asked, func() { done <- f() })
	b.wake()
	b.mu.Unlock()
	select {
	case err := <-done:
		return err
	case <-b.ended: // the server is gone, and the frame with it
		return fmt.Errorf("capture/border: %w", net.ErrClosed)
	}
}

// run does what is asked and keeps the frame on top.
func (b *Border) run() {
	defer close(b.ended)
	for {
		f, ctx, ok := b.next()
		if !ok {
			return
		}
		if f != nil {
			f()
			continue
		}
		e, err := b.c.Wait(ctx)
		if err != nil {
			return
		}
		if e != nil {
			b.note(e)
		}
		if b.look(time.Now()) != nil {
			return
		}
	}
}

// next returns what is asked, or how long to wait for events. It returns false
// when the frame is closed.
func (b *Border) next() (f func(), wait context.Context, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wake() // the wait is over, and its context with it
	if b.over {
		return nil, nil, false
	}
	if len(b.asked) > 0 {
		f, b.asked = b.asked[0], b.asked[1:]
		return f, nil, true
	}
	if b.covered() {
		wait, b.wake = context.WithDeadline(context.Background(), b.raised.Add(b.pause))
	} else {
		wait, b.wake = context.WithCancel(context.Background())
	}
	return nil, wait, true
}

// look raises the frame when something covers it.
func (b *Border) look(now time.Time) error {
	since := now.Sub(b.raised)
	if !b.covered() || since < b.pause {
		return nil
	}
	if since > 2*maxPause {
		b.pause = minPause
	}
	for _, w := range b.windows {
		b.c.Send(configureWindow, 0, w, stackMode, above)
	}
	b.raised, b.pause = now, min(2*b.pause, maxPause)
	return b.sync("raise")
}

// covered reports whether something lies above the frame that is shown.
func (b *Border) covered() bool {
	return b.shown && b.obscured != [4]bool{}
}

// sync waits until the server has done what was asked, and takes what it told
// in the meantime.
func (b *Border) sync(what string) error {
	err := b.c.Check(b.c.Send(noOperation, 0))
	if err != nil {
		return fmt.Errorf("capture/border: %s: %w", what, err)
	}
	for e := b.c.Queued(); e != nil; e = b.c.Queued() {
		b.note(e)
	}
	return nil
}

// note takes the event that something covers a window, or nothing any more.
func (b *Border) note(e *wire.Event) {
	for i, w := range b.windows {
		if e.Code() == visibilityNotify && e.U32(4) == w {
			b.obscured[i] = e[8] != unobscured
		}
	}
}
