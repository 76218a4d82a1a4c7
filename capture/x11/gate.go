//go:build linux

package x11

import (
	"image"

	"tandem/capture/x11/wire"
)

// maxRects is how many damaged rectangles are told one by one; beyond it their
// bounding box stands for all.
const maxRects = 32

// A gate says when and where the root window, with all that is in it, may have
// changed. Without XDamage it is open whenever somebody asks.
type gate struct {
	damage, region uint32 // 0 without XDamage
	open           bool
	closing        bool              // this look closes it
	closed         wire.Seq          // the request that did
	rects          []image.Rectangle // damaged, in the root's coordinates
}

func (s *server) newGate() gate {
	g := gate{open: true}
	if s.x.damage.Major != 0 {
		g.damage, g.region = s.NewID(), s.NewID()
		s.Send(s.x.damage.Major, damageCreate, g.damage, s.Screen.Root, damageNonEmpty)
		s.Send(s.x.fixes.Major, fixesCreateRegion, g.region)
	}
	return g
}

// pass closes the gate and gathers what was damaged until now within bounds.
// It must come before the grab, so that later damage opens the gate again.
func (g *gate) pass(s *server, bounds image.Rectangle) error {
	g.open = false
	g.rects = append(g.rects[:0], bounds)
	if g.damage == 0 {
		return nil
	}
	g.closing, g.closed = true, s.Send(s.x.damage.Major, damageSubtract, g.damage, 0, g.region)
	r, err := s.Reply(s.Send(s.x.fixes.Major, fixesFetchRegion, g.region))
	if err != nil {
		return err
	}
	g.rects = appendRegion(g.rects[:0], r, bounds)
	return nil
}

// appendRegion adds the rectangles of a region, or their bounding box where
// they are many: xfixesproto.txt, "FetchRegion".
func appendRegion(list []image.Rectangle, r wire.Reply, bounds image.Rectangle) []image.Rectangle {
	for at := 32; at+8 <= len(r); at += 8 {
		if part := box(r, at).Intersect(bounds); !part.Empty() {
			list = append(list, part)
		}
	}
	if len(list) > maxRects {
		var all image.Rectangle
		for _, part := range list {
			all = all.Union(part)
		}
		list = append(list[:0], all)
	}
	return list
}
