package screen

import (
	"context"
	"image"
	"slices"
	"sync"
	"time"

	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/codec"
	"tandem/transport"
)

// PassOn shows the picture on ch to a third machine, as a Host shows a display,
// with what encoder makes. It ends when ctx, ch or the showing here does; while
// that is on hold, or fails, the third machine is told that it is on hold.
// Nothing but the picture and the pointer can be asked for by that machine.
func (v *Viewer) PassOn(ctx context.Context, ch transport.Channel, encoder func() codec.Encoder) error {
	ctx, cancel := context.WithCancel(ctx)
	var paused session.Value[session.Grants]
	var watching sync.WaitGroup
	follow := func(st ViewState) {
		if !st.Live || st.First.IsZero() { // or what was shown before is still there
			cancel()
		}
		if g := (session.Grants{Paused: st.Paused || st.Failed}); g.Paused != paused.Get().Paused {
			paused.Set(g)
		}
	}
	follow(v.state.Get())
	watching.Go(func() { v.state.Watch(ctx, follow) })
	defer watching.Wait()
	defer cancel()
	h := &Host{
		Displays: v.displays, Open: v.tap, Encoder: encoder, Exclude: func() []uintptr { return nil },
		Paused: &paused, Shown: new(session.Value[image.Rectangle]), Log: v.log,
	}
	return h.Publish(ctx, ch)
}

// displays lists the picture as the only display.
func (v *Viewer) displays() ([]capture.Display, error) {
	st := v.state.Get()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pic.Rect.Empty() {
		return nil, capture.ErrNoDisplay
	}
	d := capture.Display{Bounds: v.pic.Rect, Primary: true}
	if i := slices.IndexFunc(st.Displays, func(d capture.Display) bool { return d.ID == st.Shown }); i >= 0 {
		d.Name = st.Displays[i].Name
	}
	return []capture.Display{d}, nil
}

// A tap is the viewer's picture as a capture.Source. It looks closely, see Look.
type tap struct {
	v    *Viewer
	news chan struct{} // holds a token while there may be something new
	rest func()        // looks no more

	dirty []image.Rectangle // since the last Next; guarded by v.mu

	// Only Next touches these.
	pic    *image.RGBA // of blue, green and red
	list   []image.Rectangle
	cursor capture.Cursor // as last told
}

var _ capture.Source = (*tap)(nil)

func (v *Viewer) tap(capture.Config) (capture.Source, error) {
	t := &tap{v: v, news: make(chan struct{}, 1), rest: v.Look(), list: []image.Rectangle{}}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.taps = append(v.taps, t)
	return t, nil
}

// Close implements capture.Source.
func (t *tap) Close() error {
	t.rest()
	t.v.mu.Lock()
	defer t.v.mu.Unlock()
	t.v.taps = slices.DeleteFunc(t.v.taps, func(o *tap) bool { return o == t })
	return nil
}

// Next implements capture.Source.
func (t *tap) Next(ctx context.Context) (*capture.Frame, error) {
	for {
		if f := t.frame(); f != nil {
			return f, nil
		}
		select {
		case <-t.news:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// frame returns what is new, nil for nothing.
func (t *tap) frame() *capture.Frame {
	pointer := t.pointer()
	v := t.v
	v.mu.Lock()
	defer v.mu.Unlock()
	size := v.pic.Rect.Size()
	f := &capture.Frame{Width: size.X, Height: size.Y, Cursor: pointer, Time: time.Now()}
	switch {
	case v.pic.Rect.Empty():
		return nil
	case t.pic == nil || t.pic.Rect != v.pic.Rect:
		t.pic, t.dirty = image.NewRGBA(v.pic.Rect), t.dirty[:0]
		swapRect(t.pic, v.pic, v.pic.Rect)
	case len(t.dirty) == 0 && pointer == nil:
		return nil
	default:
		t.list, t.dirty = t.dirty, t.list[:0]
		for _, r := range t.list {
			swapRect(t.pic, v.pic, r)
		}
		f.Damage = t.list
		if f.Damage == nil {
			f.Damage = []image.Rectangle{}
		}
	}
	if pointer != nil {
		shape := t.cursor.Shape
		t.cursor = *pointer
		if pointer.Shape == nil {
			t.cursor.Shape = shape
		}
	}
	f.Pix, f.Stride = t.pic.Pix, t.pic.Stride
	return f
}

// pointer returns the pointer if it is another than the one last told.
func (t *tap) pointer() *capture.Cursor {
	c := t.v.cursor.Get()
	if c == t.cursor {
		return nil
	}
	if c.Shape == t.cursor.Shape {
		c.Shape = nil
	}
	return &c
}

// changed tells the taps what has. v.mu is held.
func (v *Viewer) changed(dirty []image.Rectangle) {
	for _, t := range v.taps {
		if t.dirty = append(t.dirty, dirty...); len(t.dirty) > maxDirty {
			t.dirty = append(t.dirty[:0], v.pic.Rect)
		}
		t.wake()
	}
}

// moved tells the taps that the pointer is another.
func (v *Viewer) moved() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, t := range v.taps {
		t.wake()
	}
}

func (t *tap) wake() {
	select {
	case t.news <- struct{}{}:
	default:
	}
}
