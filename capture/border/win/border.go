//go:build windows

// Package win shows the frame on Windows.
//
// # Decisions
//
// The windows are layered and transparent, so that clicks go through, and have
// themselves left out of every picture by SetWindowDisplayAffinity. Where that
// fails, before Windows 10 version 2004, a picture taken without CAPTUREBLT
// usually lacks layered windows all the same.
//
// There are four windows for each state, of which one set is shown: a class
// has one background colour, which the system paints by itself, so that no
// window procedure of ours is called back.
package win

import (
	"errors"
	"image"
	"net"
	"runtime"

	"tandem/capture/border"
)

// A Border is a set of windows that one thread owns.
type Border struct {
	a       *api
	wake    uintptr // an event; set when a command waits or stop is closed
	do      chan func()
	stop    chan struct{}
	ended   chan struct{}
	windows [2][4]uintptr // by state
}

var _ border.Border = (*Border)(nil)

// Open makes the windows, of which nothing is seen before Show. It starts a
// goroutine, for which Close waits.
func Open() (*Border, error) {
	a := load()
	wake, err := call(a.createEvent, 0, 0, 0, 0)
	if err != nil {
		return nil, err
	}
	b := &Border{
		a: a, wake: wake, do: make(chan func(), 1),
		stop: make(chan struct{}), ended: make(chan struct{}),
	}
	created := make(chan error)
	go b.run(created)
	if err := <-created; err != nil {
		<-b.ended
		_, _, _ = a.closeHandle.Call(wake) // the failure says more
		return nil, err
	}
	return b, nil
}

// Show implements border.Border.
func (b *Border) Show(r image.Rectangle, s border.State) error {
	return b.order(func() error {
		var failed error
		shown, other := b.windows[0], b.windows[1]
		if s == border.Controlled {
			shown, other = other, shown
		}
		for i, side := range border.Sides(r) {
			failed = errors.Join(failed, b.a.place(shown[i], side), b.a.place(other[i], image.Rectangle{}))
		}
		return failed
	})
}

// Hide implements border.Border.
func (b *Border) Hide() error {
	return b.order(func() error {
		var failed error
		for _, w := range b.list() {
			failed = errors.Join(failed, b.a.place(w, image.Rectangle{}))
		}
		return failed
	})
}

// Windows implements border.Border.
func (b *Border) Windows() []uintptr { return b.list() }

// Close implements border.Border. It must be called once.
func (b *Border) Close() error {
	close(b.stop)
	_, _, _ = b.a.setEvent.Call(b.wake) // cannot fail on an event of ours
	<-b.ended
	_, err := call(b.a.closeHandle, b.wake)
	return err
}

func (b *Border) list() []uintptr {
	return append(append([]uintptr(nil), b.windows[0][:]...), b.windows[1][:]...)
}

// order has the thread that owns the windows do something.
func (b *Border) order(do func() error) error {
	done := make(chan error, 1)
	select {
	case b.do <- func() { done <- do() }:
	case <-b.ended:
		return net.ErrClosed
	}
	_, _, _ = b.a.setEvent.Call(b.wake) // cannot fail on an event of ours
	select {
	case err := <-done:
		return err
	case <-b.ended:
		return net.ErrClosed
	}
}

// run owns the windows: only the thread that made them receives their
// messages.
func (b *Border) run(created chan<- error) {
	defer close(b.ended)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := b.create()
	created <- err
	defer func() {
		for _, w := range b.list() {
			_, _, _ = b.a.destroyWindow.Call(w) // nothing can be done about it
		}
	}()
	for err == nil {
		b.a.dispatch(b.wake)
		select {
		case <-b.stop:
			return
		case do := <-b.do:
			do()
		default:
		}
	}
}
