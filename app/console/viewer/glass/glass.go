//go:build linux

package glass

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync/atomic"
	"time"

	"tandem/capture/x11/wire"
)

// A Glass is a surface over a window. Watch is for one goroutine, all else for
// another.
type Glass struct {
	c      *wire.Conn // draws
	events *wire.Conn // waits
	shm    wire.Extension
	shape  wire.Extension
	window uint32 // the child
	gc     uint32

	pane   Pane
	mapped bool
	place  image.Rectangle // of the child in its parent
	pic    *picture        // nil while there is nothing to show
	arrow  arrow
	last   wire.Seq          // of a request to draw, 0 when none is under way
	dirty  []image.Rectangle // of the picture as shown, to be put
	rows   []byte            // memory for putPlain

	exposed atomic.Bool // what the child shows is lost
}

// Open makes a surface over the window with this native handle, which nothing
// is seen of yet. The error wraps errors.ErrUnsupported where the display
// cannot show pictures as we have them.
func Open(parent uintptr) (*Glass, error) {
	c, err := wire.Dial("")
	if err != nil {
		return nil, fmt.Errorf("glass: %w", err)
	}
	events, err := wire.Dial("")
	if err != nil {
		_ = c.Close() // nothing was asked of it
		return nil, fmt.Errorf("glass: %w", err)
	}
	g := &Glass{c: c, events: events}
	if err := g.create(uint32(parent)); err != nil {
		_ = g.Close() // the failure says more
		return nil, fmt.Errorf("glass: %w", err)
	}
	return g, nil
}

// create makes the child and asks for its events.
func (g *Glass) create(parent uint32) (err error) {
	if s := g.c.Screen; s.BitsPerPixel != 32 || s.BigEndian || s.Red != 0xff0000 || s.Green != 0xff00 || s.Blue != 0xff {
		return fmt.Errorf("pixels of %d bits: %w", s.BitsPerPixel, errors.ErrUnsupported)
	}
	if g.shape, err = g.c.Extension("SHAPE"); err != nil {
		return err
	}
	if g.shm, err = g.c.Extension("MIT-SHM"); err != nil {
		return err
	}
	s := &g.c.Screen
	g.window, g.gc = g.c.NewID(), g.c.NewID()
	made := g.c.Send(createWindow, byte(s.Depth), g.window, parent, 0, wire.Pair(1, 1), wire.Pair(0, inputOutput), s.Visual,
		backPixmap|borderPixel|colormap, 0, 0, s.Colormap)
	if err := g.c.Check(made); err != nil {
		return err
	}
	if g.shape.Major != 0 { // no rectangle takes input
		g.c.Send(g.shape.Major, shapeRectangles, shapeInput<<8, g.window, 0)
	}
	if err := g.c.Check(g.c.Send(createGC, 0, g.gc, g.window, graphicsExposures, 0)); err != nil {
		return err
	}
	return g.events.Check(g.events.Send(changeWindowAttributes, 0, g.window, eventMask, exposures|structureNotify))
}

// Close takes the surface away.
func (g *Glass) Close() error {
	g.free()
	g.c.Send(destroyWindow, 0, g.window)
	return errors.Join(g.c.Close(), g.events.Close())
}

// patience is how long Watch waits before it looks at its context again.
const patience = 250 * time.Millisecond

// errGone is returned once the window was destroyed.
var errGone = errors.New("glass: the window is gone")

// Watch calls again whenever Show is to be called because what the surface
// showed was lost. It returns when ctx ends, or the window is gone.
func (g *Glass) Watch(ctx context.Context, again func()) error {
	for ctx.Err() == nil {
		e, err := g.events.Event(time.Now().Add(patience))
		switch {
		case err != nil:
			return err
		case e == nil:
		case e.Code() == destroyNotify:
			return errGone
		case e.Code() == expose && e.U16(16) == 0: // no more of them follow
			g.exposed.Store(true)
			again()
		}
	}
	return ctx.Err()
}
