package dxgi

import (
	"image"

	"tandem/capture"
)

// A pointer follows what the system tells of the pointer.
type pointer struct {
	now     capture.Cursor // with its shape, whose corner is at corner
	corner  image.Point
	was     capture.Cursor // as last told
	told    bool
	visible bool
	out     capture.Cursor
}

// place takes a new place of the shape's top left corner, which means nothing
// while the pointer is on another display.
func (p *pointer) place(corner image.Point, visible bool) {
	p.visible = visible
	if visible {
		p.corner = corner
	}
}

// shape takes a new shape, nil for one of which nothing is seen.
func (p *pointer) shape(s *capture.Shape) { p.now.Shape = s }

// look returns what was not told yet, or nil.
func (p *pointer) look() *capture.Cursor {
	p.now.Visible = p.visible && p.now.Shape != nil
	p.now.At = p.corner
	if p.now.Shape != nil {
		p.now.At = p.corner.Add(p.now.Shape.Hot)
	}
	if p.told && p.now == p.was {
		return nil
	}
	p.out = p.now
	if p.told && p.now.Shape == p.was.Shape {
		p.out.Shape = nil
	}
	p.was, p.told = p.now, true
	return &p.out
}
