//go:build linux

// Package x11 shows the frame on an X server.
//
// # Decisions
//
// It looks four times a second whether another window has come to lie above
// and then raises itself, each time in vain waiting twice as long, up to some
// seconds: two programs that both insist on being on top must not use up the
// machine.
package x11

import (
	"fmt"
	"image"
	"sync"
	"time"

	"tandem/capture"
	"tandem/capture/border"
	"tandem/capture/x11/wire"
)

const (
	tick     = 250 * time.Millisecond
	maxPause = 4 * time.Second // between two attempts to be on top
)

// A Border is four windows on an X server.
type Border struct {
	stop  chan struct{}
	ended chan struct{}

	mu       sync.Mutex // guards all below, and the use of c
	c        *wire.Conn
	windows  [4]uint32
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
	b := &Border{c: c, stop: make(chan struct{}), ended: make(chan struct{}), pause: tick}
	if err := b.create(); err != nil {
		_ = c.Close() // the failure says more
		return nil, fmt.Errorf("capture/border: create windows: %w", err)
	}
	go b.run()
	return b, nil
}

// Show implements border.Border.
func (b *Border) Show(r image.Rectangle, s border.State) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shown, b.pause = true, tick
	color := s.Color()
	pixel := uint32(color.R)<<16 | uint32(color.G)<<8 | uint32(color.B)
	for i, side := range border.Sides(r) {
		b.put(b.windows[i], side, pixel)
	}
	return b.sync("show")
}

// Hide implements border.Border.
func (b *Border) Hide() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shown = false
	for _, w := range b.windows {
		b.c.Send(unmapWindow, 0, w)
	}
	return b.sync("hide")
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
	close(b.stop)
	<-b.ended
	return b.c.Close()
}

func (b *Border) run() {
	defer close(b.ended)
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-b.stop:
			return
		case now := <-t.C:
			if b.look(now) != nil {
				return // the server is gone, and the frame with it; Show will say so
			}
		}
	}
}

// look raises the frame when something covers it.
func (b *Border) look(now time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.shown {
		return nil
	}
	if err := b.sync("watch"); err != nil {
		return err
	}
	covered := false
	for _, o := range b.obscured {
		covered = covered || o
	}
	switch since := now.Sub(b.raised); {
	case covered && since >= b.pause:
		for _, w := range b.windows {
			b.c.Send(configureWindow, 0, w, stackMode, above)
		}
		b.raised, b.pause = now, min(2*b.pause, maxPause)
		return b.sync("raise")
	case !covered && since > 2*maxPause:
		b.pause = tick
	}
	return nil
}

// sync waits until the server has done what was asked, and takes what it told
// in the meantime.
func (b *Border) sync(what string) error {
	err := b.c.Check(b.c.Send(noOperation, 0))
	if err != nil {
		return fmt.Errorf("capture/border: %s: %w", what, err)
	}
	for e := b.c.Queued(); e != nil; e = b.c.Queued() {
		for i, w := range b.windows {
			if e.Code() == visibilityNotify && e.U32(4) == w {
				b.obscured[i] = e[8] != unobscured
			}
		}
	}
	return nil
}
