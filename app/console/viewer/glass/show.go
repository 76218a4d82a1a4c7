//go:build linux

package glass

import (
	"image"

	"tandem/app/session/screen/scale"
	"tandem/capture/x11/wire"
)

// Show puts the surface where p has it, with what src has new, and returns when
// that is to be seen. It shows nothing, and returns false, where p has no place
// for it, has too little place, or is for a picture of another size.
func (g *Glass) Show(src Source, p Pane) (bool, error) {
	place := p.Clip.Intersect(p.Shown)
	if place.Empty() || !p.Hole.Empty() && g.shape.Major == 0 ||
		!scale.Possible(p.Picture, p.Shown.Size()) {
		return false, g.hide()
	}
	if g.pic == nil || g.pic.full.Rect.Size() != p.Picture || g.pic.shown.Rect.Size() != p.Shown.Size() {
		g.free()
		g.pic = g.newPicture(p.Picture, p.Shown.Size())
	}
	dirty, size := src.TakeBGR(g.pic.full)
	if size != p.Picture {
		return false, g.hide()
	}
	g.dirty = g.pic.fresh(g.dirty[:0], dirty)
	if g.settle(p, place) {
		g.dirty = append(g.dirty[:0], g.pic.shown.Rect)
	}
	g.put(p)
	return true, g.finish()
}

// finish waits until the server has drawn.
func (g *Glass) finish() error {
	if g.last == 0 {
		return g.c.Flush()
	}
	err := g.c.Check(g.last)
	g.last = 0
	for g.c.Queued() != nil { // what all clients are told of
	}
	return err
}

// hide makes the surface go, and forgets the picture. It returns when that is
// to be seen.
func (g *Glass) hide() error {
	if !g.mapped {
		g.free()
		return g.c.Flush()
	}
	g.mapped = false
	gone := g.c.Send(unmapWindow, 0, g.window)
	g.free()
	return g.c.Check(gone)
}

// settle moves the surface, and reports whether all of it is to be drawn.
func (g *Glass) settle(p Pane, place image.Rectangle) (all bool) {
	all = g.exposed.Swap(false) || !g.mapped || p.Shown != g.pane.Shown
	if place != g.place {
		g.c.Send(configureWindow, 0, g.window, geometry,
			uint32(place.Min.X), uint32(place.Min.Y), uint32(place.Dx()), uint32(place.Dy()))
		all = true
	}
	if g.shape.Major != 0 && (place != g.place || p.Hole != g.pane.Hole) {
		g.pierce(place, p.Hole)
		all = true
	}
	if !g.mapped {
		g.c.Send(mapWindow, 0, g.window)
	}
	g.mapped, g.place, g.pane = true, place, p
	return all
}

// pierce leaves hole free: the surface is what is above, left, right and below.
func (g *Glass) pierce(place, hole image.Rectangle) {
	hole = hole.Intersect(place)
	if hole.Empty() {
		const none = 0
		g.c.Send(g.shape.Major, shapeMask, shapeBounding<<8, g.window, 0, none)
		return
	}
	words := [3 + 8]uint32{shapeBounding << 8, g.window, 0}
	w := words[:3]
	for _, r := range [4]image.Rectangle{
		{Min: place.Min, Max: image.Pt(place.Max.X, hole.Min.Y)},
		{Min: image.Pt(place.Min.X, hole.Min.Y), Max: image.Pt(hole.Min.X, hole.Max.Y)},
		{Min: image.Pt(hole.Max.X, hole.Min.Y), Max: image.Pt(place.Max.X, hole.Max.Y)},
		{Min: image.Pt(place.Min.X, hole.Max.Y), Max: place.Max},
	} {
		if !r.Empty() {
			at := r.Min.Sub(place.Min)
			w = append(w, wire.Pair(at.X, at.Y), wire.Pair(r.Dx(), r.Dy()))
		}
	}
	g.c.Send(g.shape.Major, shapeRectangles, w...)
}

// maxPuts is how many rectangles are put one by one: with more of them, the
// server copies what lies between them as well.
const maxPuts = 128

// put draws what is dirty, and the pointer over it.
func (g *Glass) put(p Pane) {
	seen := g.place.Sub(p.Shown.Min) // of the picture
	left, due := g.point(p, g.dirty)
	g.dirty = append(g.dirty, left)
	if len(g.dirty) > maxPuts {
		g.dirty = append(g.dirty[:0], bounds(g.dirty))
		due = !g.arrow.at.Empty()
	}
	for _, r := range g.dirty {
		if r = r.Intersect(seen); !r.Empty() {
			g.putFrom(g.pic.shown, 0, r, r.Min.Sub(seen.Min))
		}
	}
	if due {
		g.putPointer(seen)
	}
}

func bounds(rects []image.Rectangle) (all image.Rectangle) {
	for _, r := range rects {
		all = all.Union(r)
	}
	return all
}
