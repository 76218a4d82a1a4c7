//go:build linux

package x11

import (
	"errors"
	"image"
	"slices"

	"tandem/capture/x11/wire"
)

// A window reaches, or has reached, under a strip.
type window struct {
	id      uint32
	inner   image.Point       // where it lies in the root without its border
	outer   image.Rectangle   // with its border, which its pixmap has as well
	shape   []image.Rectangle // what it shows, in the root's coordinates
	pixmap  uint32            // 0 before the first one
	damage  uint32
	named   bool     // pixmap is its current one
	shaped  bool     // shape is its current one
	drawn   bool     // damage was told since it was taken back
	taking  bool     // its damage is taken back by this look
	taken   wire.Seq // the request that does
	trusted bool     // what lay under the strips has been drawn
	shown   bool     // it is on the screen and under a strip
}

// A child is what a scan finds of a top-level window.
type child struct {
	id       uint32
	inner    image.Point
	outer    image.Rectangle
	excluded bool
}

// scan finds the strips, and redirects the windows that reach under them.
func (b *beneath) scan(s *server, bounds image.Rectangle) error {
	b.stale, b.dirty = false, true
	began := b.begin(s)
	children, err := b.list(s)
	if err != nil {
		return err
	}
	strips, covered := b.strips[:0:0], -1
	for i, c := range children {
		if part := c.outer.Intersect(bounds); c.excluded && !part.Empty() {
			strips, covered = append(strips, part.Sub(bounds.Min)), i
		}
	}
	if !slices.Equal(strips, b.strips) {
		b.strips = strips
		b.lay(s, bounds.Min)
	}
	known := b.windows
	b.windows = nil
	for i, c := range children {
		w := pull(&known, c.id)
		under := func(r image.Rectangle) bool { return c.outer.Overlaps(r.Add(bounds.Min)) }
		shown := !c.excluded && slices.ContainsFunc(strips, under) && s.x.composite.Major != 0
		if w == nil && shown {
			w = s.watch(c)
			// What was covered then is not in its pixmap until it draws again,
			// which the server asked it to as soon as it was redirected.
			w.trusted = !began || i > covered || s.x.damage.Major == 0
		}
		if w == nil {
			continue
		}
		b.windows = append(b.windows, w)
		if w.shown = shown; shown {
			if err := w.update(s, c); err != nil {
				return err
			}
		}
	}
	for _, w := range known {
		if len(strips) > 0 && slices.Contains(b.children, w.id) {
			w.shown = false // only hidden: when it comes back its picture is whole
			b.windows = append(b.windows, w)
			continue
		}
		w.release(s)
	}
	return nil
}

func pull(list *[]*window, id uint32) *window {
	i := slices.IndexFunc(*list, func(w *window) bool { return w.id == id })
	if i < 0 {
		return nil
	}
	w := (*list)[i]
	*list = slices.Delete(*list, i, i+1)
	return w
}

// list asks for all top-level windows on the screen, bottom to top.
func (b *beneath) list(s *server) ([]child, error) {
	r, err := s.Reply(s.Send(queryTree, 0, s.Screen.Root))
	if err != nil {
		return nil, err
	}
	b.children = b.children[:0]
	for i := range r.U16(16) {
		b.children = append(b.children, r.U32(32+4*i))
	}
	excluded, err := b.tops(s)
	if err != nil {
		return nil, err
	}
	b.asked = b.asked[:0]
	for _, id := range b.children {
		b.asked = append(b.asked, s.Send(getWindowAttributes, 0, id), s.Send(getGeometry, 0, id))
	}
	var list []child
	for i, id := range b.children {
		c, err := s.child(id, b.asked[2*i], b.asked[2*i+1])
		if err != nil {
			return nil, err
		}
		c.excluded = slices.Contains(excluded, id)
		if c.id != 0 && !slices.Contains(b.grounds, id) {
			list = append(list, c)
		}
	}
	return list, nil
}

// tops finds the top-level windows that hold the excluded ones, since a window
// manager may have put those into frames.
func (b *beneath) tops(s *server) ([]uint32, error) {
	var tops []uint32
	for _, id := range b.exclude {
		for id != 0 && !slices.Contains(b.children, id) {
			r, err := s.Reply(s.Send(queryTree, 0, id))
			if _, refused := errors.AsType[*wire.Error](err); refused {
				id = 0 // it is no more
				continue
			}
			if err != nil {
				return nil, err
			}
			id = r.U32(12)
		}
		if id != 0 {
			tops = append(tops, id)
		}
	}
	return tops, nil
}

// child reads what a scan asked of a window; its id is 0 for one that is not
// to be seen or has vanished.
func (s *server) child(id uint32, attributes, place wire.Seq) (child, error) {
	a, err := s.Reply(attributes)
	if _, refused := errors.AsType[*wire.Error](err); err != nil && !refused {
		return child{}, err
	}
	seen := err == nil && a.U16(12) == inputOutput && a[26] == viewable
	g, err := s.Reply(place)
	if _, refused := errors.AsType[*wire.Error](err); err != nil && !refused {
		return child{}, err
	}
	if !seen || err != nil {
		return child{}, nil
	}
	in, border := box(g, 12), g.U16(20)
	outer := image.Rect(in.Min.X, in.Min.Y, in.Max.X+2*border, in.Max.Y+2*border)
	return child{id: id, inner: outer.Min.Add(image.Pt(border, border)), outer: outer}, nil
}

// begin has the server keep the pictures of all top-level windows whole, unless
// it does already. Those to come are never drawn any other way.
func (b *beneath) begin(s *server) bool {
	if b.begun || s.x.composite.Major == 0 {
		return false
	}
	b.begun = true
	s.Send(s.x.composite.Major, compositeRedirectAll, s.Screen.Root, compositeAutomatic)
	return true
}

// watch has the server tell what a window draws, and of its shape.
func (s *server) watch(c child) *window {
	w := &window{id: c.id}
	if s.x.damage.Major != 0 { // before anything is drawn anew
		w.damage = s.NewID()
		s.Send(s.x.damage.Major, damageCreate, w.damage, w.id, damageBox)
	}
	if s.x.shape.Major != 0 {
		const tell = 1
		s.Send(s.x.shape.Major, shapeSelect, w.id, tell)
	}
	return w
}

// update brings what is known of a window up to date.
func (w *window) update(s *server, c child) error {
	if !w.named || w.outer.Size() != c.outer.Size() {
		w.drop(s)
		w.pixmap, w.named, w.shaped = s.NewID(), true, false
		s.Send(s.x.composite.Major, compositeNamePixmap, w.id, w.pixmap)
	}
	if w.outer != c.outer {
		w.shaped = false
	}
	w.inner, w.outer = c.inner, c.outer
	if w.shaped {
		return nil
	}
	w.shape, w.shaped = append(w.shape[:0], w.outer), true
	if s.x.shape.Major == 0 {
		return nil
	}
	r, err := s.Reply(s.Send(s.x.shape.Major, shapeGetRectangles, w.id, shapeBounding))
	if _, refused := errors.AsType[*wire.Error](err); refused {
		return nil // it is no more, which an event will tell
	}
	if err != nil {
		return err
	}
	w.shape = w.shape[:0]
	for i := range int(r.U32(8)) {
		if at := 32 + 8*i; at+8 <= len(r) {
			w.shape = append(w.shape, box(r, at).Add(w.inner).Intersect(w.outer))
		}
	}
	return nil
}

func (w *window) drop(s *server) {
	if w.pixmap != 0 {
		s.Send(freePixmap, 0, w.pixmap)
		s.FreeID(w.pixmap)
		w.pixmap = 0
	}
}

// release forgets a window.
func (w *window) release(s *server) {
	w.drop(s)
	if w.damage != 0 {
		s.Send(s.x.damage.Major, damageDestroy, w.damage)
		s.FreeID(w.damage)
	}
}

// lay puts a window for the root's background under each strip. Nothing of it
// is to be seen or clicked on.
func (b *beneath) lay(s *server, origin image.Point) {
	for _, id := range b.grounds {
		s.Send(destroyWindow, 0, id)
		s.FreeID(id)
	}
	b.grounds = b.grounds[:0]
	if s.x.composite.Major == 0 || s.x.shape.Major == 0 {
		return
	}
	const (
		backPixmap, overrideRedirect = 1 << 0, 1 << 9
		parentRelative, stackMode    = 1, 1 << 6
		below                        = 1
	)
	for _, r := range b.strips {
		id, at := s.NewID(), r.Add(origin)
		s.Send(createWindow, 0, id, s.Screen.Root, wire.Pair(at.Min.X, at.Min.Y), wire.Pair(r.Dx(), r.Dy()),
			wire.Pair(0, inputOutput), 0, backPixmap|overrideRedirect, parentRelative, 1)
		s.Send(s.x.shape.Major, shapeRectangles, shapeInput<<8, id, 0)
		s.Send(s.x.composite.Major, compositeRedirect, id, compositeManual)
		s.Send(configureWindow, 0, id, stackMode, below)
		s.Send(mapWindow, 0, id)
		b.grounds = append(b.grounds, id)
	}
}
