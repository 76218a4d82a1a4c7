//go:build linux

package x11

import (
	"image"
	"slices"

	"tandem/capture/x11/wire"
)

// A beneath knows what lies under the excluded windows, the strips, and puts
// it into the picture in their place. All methods work on nil, where nothing
// is excluded.
//
// The server draws no part of a window that another covers, unless the window
// is redirected to memory of its own (the Composite extension): so all
// top-level windows are, the server going on to show them as before (update
// mode Automatic), and the strips are taken from the pixmaps of those that reach
// under them, top to bottom. All are, and not just those that do: what a window
// draws between being mapped and being redirected would be lost. Where none is left the root's background
// is to be seen; a window of ours under all others, exactly as large as the
// strip and with the background ParentRelative, has the server draw it. What
// cannot be had is filled with the nearest pixels.
type beneath struct {
	exclude []uint32
	stale   bool // windows have come, gone or changed their place
	dirty   bool // a window has drawn under a strip

	strips  []image.Rectangle // in the picture
	grounds []uint32          // a window for the root's background under each strip
	windows []*window         // those that reach under them, bottom to top
	begun   bool              // all top-level windows are redirected
	bare    bool              // a ground is to be seen

	children []uint32
	asked    []wire.Seq
	parts    []part
	holes    []image.Rectangle // parts that cannot be had
	rest     [2][]image.Rectangle
}

func newBeneath(exclude []uintptr) *beneath {
	if len(exclude) == 0 {
		return nil
	}
	b := &beneath{stale: true}
	for _, id := range exclude {
		b.exclude = append(b.exclude, uint32(id))
	}
	return b
}

// wanting says whether the strips need to be looked at.
func (b *beneath) wanting() bool { return b != nil && (b.stale || b.dirty) }

// rescan makes the next picture look for the windows anew.
func (b *beneath) rescan() {
	if b != nil {
		b.stale = true
	}
}

// damaged takes the event that a redirected window has drawn something.
func (b *beneath) damaged(e *wire.Event, origin image.Point) {
	if b == nil {
		return
	}
	w := b.find(e.U32(4))
	if w == nil || w.damage != e.U32(8) || w.taking && e.Before(w.taken) {
		return
	}
	drawn := box(e[:], 16).Add(w.inner).Sub(origin)
	if slices.ContainsFunc(b.strips, drawn.Overlaps) {
		w.drawn, w.trusted, b.dirty = true, true, true
	}
}

// looked ends a look, in which events told what it saw itself.
func (b *beneath) looked() {
	if b == nil {
		return
	}
	for _, w := range b.windows {
		w.taking = false
	}
}

// notify takes the core protocol's events about top-level windows.
func (b *beneath) notify(e *wire.Event, shape byte, origin image.Point) {
	const (
		destroyed   = 17
		unmapped    = 18
		mapped      = 19
		reparented  = 21
		configured  = 22
		gravitated  = 24
		circulated  = 26
		largestCore = 35
	)
	if b == nil {
		return
	}
	if e.Code() > largestCore {
		if w := b.find(e.U32(4)); w != nil && shape != 0 && e.Code() == shape {
			w.shaped, b.stale = false, true
		}
		return
	}
	if slices.Contains(b.grounds, e.U32(8)) {
		return
	}
	w := b.find(e.U32(8))
	switch e.Code() {
	case unmapped, mapped:
		if w != nil {
			w.named = false // it gets another pixmap each time
		}
		b.stale = true
	case configured:
		at := box(e[:], 16).Inset(-e.U16(24)).Sub(origin)
		if w != nil || slices.Contains(b.exclude, e.U32(8)) || slices.ContainsFunc(b.strips, at.Overlaps) {
			b.stale = true
		}
	case destroyed, reparented, gravitated, circulated:
		b.stale = true
	}
}

func (b *beneath) find(id uint32) *window {
	for _, w := range b.windows {
		if w.id == id {
			return w
		}
	}
	return nil
}

// compose puts what lies beneath into the strips of the back picture, and adds
// those to the damage that differ from the front picture.
func (b *beneath) compose(s *server, v *canvas, damage []image.Rectangle) ([]image.Rectangle, error) {
	if b == nil {
		return damage, nil
	}
	if b.stale {
		if err := b.scan(s, v.bounds); err != nil {
			return damage, err
		}
	}
	if !b.dirty && !v.whole && !(b.bare && len(damage) > 0) {
		for _, r := range b.strips {
			copyRect(v.back.pix, v.front.pix, v.stride, r)
		}
		return damage, nil
	}
	b.dirty, b.bare, b.holes = false, false, b.holes[:0]
	for i, strip := range b.strips {
		if err := b.fill(s, v, i, strip); err != nil {
			return damage, err
		}
	}
	if err := b.collect(s, v); err != nil {
		return damage, err
	}
	b.mend(v)
	for _, r := range b.strips {
		if v.whole || differ(v.front.pix, v.back.pix, v.stride, r) {
			damage = append(damage, r)
		}
	}
	return damage, nil
}

// fill asks for all that is to be seen in a strip, from the top window down to
// the ground.
func (b *beneath) fill(s *server, v *canvas, i int, strip image.Rectangle) error {
	rest := append(b.rest[0][:0], strip)
	for _, w := range slices.Backward(b.windows) {
		if !w.shown || len(rest) == 0 {
			continue
		}
		if w.drawn {
			w.drawn = false
			w.taking, w.taken = true, s.Send(s.x.damage.Major, damageSubtract, w.damage, 0, 0)
		}
		for _, area := range w.shape {
			area = area.Sub(v.bounds.Min)
			left := b.rest[1][:0]
			for _, r := range rest {
				seen := r.Intersect(area)
				if seen.Empty() {
					left = append(left, r)
					continue
				}
				left = appendWithout(left, r, seen)
				if !w.trusted {
					b.holes = append(b.holes, seen)
				} else if err := b.ask(s, v, w.pixmap, seen, w.outer.Min.Sub(v.bounds.Min)); err != nil {
					return err
				}
			}
			b.rest[0], b.rest[1] = left, rest
			rest = left
		}
	}
	for _, r := range rest {
		if i >= len(b.grounds) {
			b.holes = append(b.holes, r)
			continue
		}
		b.bare = true
		s.Send(clearArea, 0, b.grounds[i], 0, 0)
		if err := b.ask(s, v, b.grounds[i], r, strip.Min); err != nil {
			return err
		}
	}
	return nil
}

// appendWithout adds what is left of r without its part hole.
func appendWithout(list []image.Rectangle, r, hole image.Rectangle) []image.Rectangle {
	for _, side := range [...]image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, hole.Min.Y),
		image.Rect(r.Min.X, hole.Max.Y, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, hole.Min.Y, hole.Min.X, hole.Max.Y),
		image.Rect(hole.Max.X, hole.Min.Y, r.Max.X, hole.Max.Y),
	} {
		if !side.Empty() {
			list = append(list, side)
		}
	}
	return list
}
