package viewer

import (
	"context"
	"image"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"tandem/app/console/viewer/glass"
	"tandem/app/session/screen"
	"tandem/app/session/ui"
	"tandem/input"
)

// A cover shows the picture by a glass over the window while nothing of Fyne's
// has to be seen over it. The zero cover does nothing.
type cover struct {
	src  *screen.Viewer
	poke chan struct{} // holds a token when there is something to do but news

	mu   sync.Mutex // guards pane
	pane glass.Pane // its Clip is empty while Fyne shows the picture
}

// settle is how often the place of the picture is looked at without reason.
const settle = 100 * time.Millisecond

// cover shows news of the picture by a glass where there can be one, else or
// when that is lost by Fyne.
func (v *Viewer) cover() {
	window := handle(v.win)
	follow := func() {
		v.stops = append(v.stops, ui.Follow(v.cfg.Post, v.cfg.Session.Viewer().News(), v.showPicture))
	}
	if window == 0 {
		follow()
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	c := &cover{src: v.cfg.Session.Viewer(), poke: make(chan struct{}, 1)}
	v.glass = c
	v.stops = append(v.stops, cancel, ui.Every(v.cfg.Post, settle, v.settle))
	ui.Work(v.cfg.Post, func() error { return c.run(ctx, window, func() { v.await(ctx, v.showPicture) }) }, func(error) {
		if v.closed {
			return
		}
		v.glass = nil
		v.uncover()
		follow()
		v.showPicture()
	})
}

// handle is the number of a window, 0 where glass knows none such.
func handle(w fyne.Window) (window uintptr) {
	if n, ok := w.(driver.NativeWindow); ok {
		n.RunNative(func(c any) {
			if x, ok := c.(driver.X11WindowContext); ok {
				window = x.WindowHandle
			}
		})
	}
	return window
}

// await runs f on the GUI goroutine and waits for it.
func (v *Viewer) await(ctx context.Context, f func()) {
	done := make(chan struct{})
	v.cfg.Post(func() {
		defer close(done)
		if ctx.Err() == nil {
			f()
		}
	})
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// run shows until ctx ends or the glass breaks. Other calls show for what
// cannot be shown by the glass.
func (c *cover) run(ctx context.Context, window uintptr, other func()) error {
	g, err := glass.Open(window)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }() // the window goes with it
	ctx, cancel := context.WithCancel(ctx)
	lost := make(chan error, 1)
	var watching sync.WaitGroup
	watching.Go(func() { lost <- g.Watch(ctx, c.wake) })
	defer watching.Wait()
	defer cancel()
	for {
		select {
		case <-c.src.News():
		case <-c.poke:
		case err := <-lost:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
		c.mu.Lock()
		pane := c.pane
		c.mu.Unlock()
		shown, err := g.Show(c.src, pane)
		if err != nil {
			return err
		}
		if !shown {
			other()
		}
	}
}

func (c *cover) wake() {
	select {
	case c.poke <- struct{}{}:
	default:
	}
}

// set has the picture shown at another place from now on.
func (c *cover) set(p glass.Pane) {
	c.mu.Lock()
	same := c.pane == p
	c.pane = p
	c.mu.Unlock()
	if !same {
		c.wake()
	}
}

// settle decides whether the glass shows the picture, and where.
func (v *Viewer) settle() {
	if v.glass == nil || v.closed {
		return
	}
	v.frame.spare()
	p, ok := v.wanted()
	if !ok {
		v.uncover()
		v.glass.set(glass.Pane{})
		return
	}
	v.glass.set(p)
	if !v.covered {
		v.covered = true
		v.surface.setCovered(true)
	}
}

// uncover has Fyne show the picture.
func (v *Viewer) uncover() {
	if v.covered {
		v.covered = false
		v.surface.setCovered(false)
		v.showPicture()
	}
}

// wanted is where the glass should be; false where there should be none.
func (v *Viewer) wanted() (glass.Pane, bool) {
	s := v.surface
	if s.picture == nil || !v.shows() || v.frame.card.Visible() || v.win.Canvas().Overlays().Top() != nil {
		return glass.Pane{}, false
	}
	p := glass.Pane{Picture: s.picture.Rect.Size(), Shown: s.place.shown.Add(v.area(s).Min), Clip: v.area(v.frame.port())}
	if v.frame.overlay != nil && v.frame.overlay.Visible() {
		p.Hole = v.area(v.frame.overlay.Objects[0])
	} else if v.seated {
		if o := v.cfg.Seat.over(); o != nil {
			p.Hole = v.area(o)
		}
	}
	if s.apart() {
		p.Pointer = s.cursor
	}
	p.Clip.Max = p.Clip.Max.Sub(image.Pt(pixels(s.gutter.Width, s.scale()), pixels(s.gutter.Height, s.scale())))
	return p, true
}

// area is where an object is in the window, in pixels.
func (v *Viewer) area(o fyne.CanvasObject) image.Rectangle {
	scale := v.surface.scale()
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	corner := image.Pt(pixels(at.X, scale), pixels(at.Y, scale))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(pixels(size.Width, scale), pixels(size.Height, scale)))}
}

// A settler looks at the window again after a button went up, which may have
// opened a menu.
type settler struct {
	Pointer
	v *Viewer
}

// Lifted implements Pointer.
func (s settler) Lifted(b input.ButtonID) {
	s.Pointer.Lifted(b)
	s.v.settle()
}
