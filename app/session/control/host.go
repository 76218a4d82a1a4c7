// Package control is a technician's pointer and keyboard on the customer's desktop.
//
// The technician's machine opens the channel "control"; the customer's refuses
// it unless control is granted, and ends it the moment it no longer is. What is
// held down is let go whenever the channel ends, for whatever reason, and when
// nothing was heard of the technician for two seconds while something is held.
//
// # Decisions
//
// Keys travel as USB HID usages, so that the customer's layout decides what they
// type; text that was composed or pasted travels as text.
//
// Places are in the shared picture: a technician cannot point at a display that
// is not shown.
package control

import (
	"context"
	"fmt"
	"image"
	"log/slog"
	"time"

	"tandem/app/session"
	"tandem/input"
	"tandem/transport"
)

// Name is the channel's name.
const Name = "control"

// beatEvery is how often a technician's side that holds something says so,
// silence how long the customer's side waits for it.
const (
	beatEvery = 500 * time.Millisecond
	silence   = 2 * time.Second
)

// A Host is the customer's side: it injects what comes. It is a session.Feature.
type Host struct {
	// Open returns the injector of this machine, for one channel.
	Open func() (input.Injector, error)
	// Shown returns the place of the shared display on the desktop; empty
	// while none is shown, and then nothing is injected.
	Shown func() image.Rectangle
	// Stop is the customer's stop key, which a technician never presses.
	Stop input.Usage
	Log  *slog.Logger // nil: silent
}

var _ session.Feature = (*Host)(nil)

// Name returns the channel's name.
func (h *Host) Name() string { return Name }

// Needs returns session.Control.
func (h *Host) Needs() session.Permission { return session.Control }

// Serve injects what arrives until ctx or the channel ends, and lets go of all
// that is held before it returns.
func (h *Host) Serve(ctx context.Context, ch transport.Channel) error {
	mechanism, err := h.Open()
	if err != nil {
		return fmt.Errorf("control: %w", err)
	}
	held := input.NewHeld(mechanism)
	// The moment the grant ends the keys go up, even while Recv or a message hangs.
	stop := context.AfterFunc(ctx, func() { h.warn(held.ReleaseAll()) })
	watchdog := time.AfterFunc(silence, func() { h.warn(held.ReleaseAll()) })
	defer func() {
		watchdog.Stop()
		stop()
		h.warn(held.Close())
	}()
	in := input.NewAllow(held, input.Rules{
		May:    func() bool { return ctx.Err() == nil && !h.Shown().Empty() },
		Within: func() []image.Rectangle { return []image.Rectangle{h.Shown()} },
		Stop:   h.Stop,
	})
	for {
		b, err := ch.Recv(ctx)
		if err != nil {
			return err
		}
		m, err := parse(b)
		if err != nil {
			return err
		}
		watchdog.Reset(silence)
		if e := m.event(h.Shown().Min); e != nil {
			h.warn(in.Inject(e))
		}
		if m.Release != nil || ctx.Err() != nil || h.Shown().Empty() {
			h.warn(held.ReleaseAll()) // also what was pressed while the grant ended
		}
	}
}

func (h *Host) warn(err error) {
	if err != nil && h.Log != nil {
		h.Log.Warn("input not injected", "err", err)
	}
}
