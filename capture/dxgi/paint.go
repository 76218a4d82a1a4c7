package dxgi

import (
	"image"

	"tandem/capture"
)

// maxRects is how many dirty rectangles are looked at one by one; beyond it
// their bounding box stands for all.
const maxRects = 64

// paint brings the picture up to date and notes in the frame where it changed.
func (s *Source) paint() error {
	v := &s.surface
	v.size, v.turn = s.out.size()
	if size := v.turn.size(v.size); size != s.picture.size {
		s.picture.resize(size)
		s.whole = true
	}
	all := image.Rectangle{Max: v.size}
	s.parts = append(s.parts[:0], all)
	if !s.whole && !s.update.unknown {
		s.parts = appendParts(s.parts[:0], s.update.dirty, all)
		s.move(all)
	}
	if err := s.paste(); err != nil {
		s.whole = true // moves may have been made already
		return err
	}
	s.frame.Damage, s.frame.Moves = s.damage, s.moves
	if s.whole {
		s.frame.Damage, s.frame.Moves, s.whole = nil, nil, false
	}
	if len(s.moves) == 0 {
		s.frame.Moves = nil
	}
	return nil
}

// move makes the system's moves in the picture. They are damage, too.
func (s *Source) move(all image.Rectangle) {
	for _, m := range s.update.moves {
		to := m.to.image()
		from := image.Rectangle{Min: m.from.image(), Max: m.from.image().Add(to.Size())}
		if from == to || to.Empty() {
			continue // some drivers tell those
		}
		if !from.In(all) || !to.In(all) { // not to be trusted
			if to = to.Intersect(all); !to.Empty() {
				s.parts = append(s.parts, to)
			}
			continue
		}
		turned := capture.Move{From: s.surface.turn.rect(from, all.Max).Min, To: s.surface.turn.rect(to, all.Max)}
		s.picture.move(turned)
		s.moves, s.damage = append(s.moves, turned), append(s.damage, turned.To)
	}
}

// paste copies the surface's dirty parts into the picture.
func (s *Source) paste() error {
	if len(s.parts) == 0 {
		return nil
	}
	var err error
	if s.surface.pix, s.surface.pitch, err = s.out.lock(s.parts); err != nil {
		return err
	}
	for _, part := range s.parts {
		if fresh := s.picture.paste(&s.surface, s.surface.turn.rect(part, s.surface.size)); !fresh.Empty() {
			s.damage = append(s.damage, fresh)
		}
	}
	s.surface.pix = nil
	s.out.unlock()
	return nil
}

// appendParts adds the rectangles, or their bounding box where they are many.
func appendParts(list []image.Rectangle, dirty []rect, all image.Rectangle) []image.Rectangle {
	for _, r := range dirty {
		if part := r.image().Intersect(all); !part.Empty() {
			list = append(list, part)
		}
	}
	if len(list) > maxRects {
		var union image.Rectangle
		for _, part := range list {
			union = union.Union(part)
		}
		list = append(list[:0], union)
	}
	return list
}
