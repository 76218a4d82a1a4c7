//go:build linux

package x11

import (
	"encoding/binary"
	"image"
	"time"

	"tandem/capture"
	"tandem/capture/x11/wire"
)

const (
	maxShape  = 256 // pixels, capture.Shape
	maxShapes = 64  // remembered by their serial
	// restAfter is how long the pointer must lie still to be asked for at
	// idlePoll only.
	restAfter = time.Second
	idlePoll  = 100 * time.Millisecond
)

// A cursor follows the pointer.
type cursor struct {
	now    capture.Cursor // as last told, with its shape
	serial uint32         // of the shape shown
	stale  bool           // the shape may be another one
	told   bool           // something was told at all
	shapes map[uint32]*capture.Shape
	moved  time.Time
	out    capture.Cursor
}

func (s *server) newCursor() cursor {
	if s.x.fixes.Major == 0 {
		return cursor{}
	}
	const displayCursorChanges = 1
	s.Send(s.x.fixes.Major, fixesSelectCursor, s.Screen.Root, displayCursorChanges)
	return cursor{stale: true, shapes: map[uint32]*capture.Shape{}}
}

// interval is how long to wait before the pointer is asked for again.
func (c *cursor) interval(now time.Time, frame time.Duration) time.Duration {
	if now.Sub(c.moved) > restAfter {
		return max(frame, idlePoll)
	}
	return frame
}

// notify takes the event that the shape is another one.
func (c *cursor) notify(e *wire.Event) {
	c.stale = c.stale || e.U32(8) != c.serial || !c.now.Visible
}

// look asks for the pointer and returns what is new, or nil. Origin is the
// display's place.
func (c *cursor) look(s *server, origin image.Point, now time.Time) (*capture.Cursor, error) {
	r, err := s.Reply(s.Send(queryPointer, 0, s.Screen.Root))
	if err != nil {
		return nil, err
	}
	at := image.Pt(r.I16(16), r.I16(18)).Sub(origin)
	was := c.now
	c.now.At = at
	if at != was.At {
		c.moved = now
	}
	if c.stale {
		if err := c.fetch(s); err != nil {
			return nil, err
		}
	}
	if c.told && c.now == was {
		return nil, nil
	}
	c.out, c.told = c.now, true
	if c.now.Shape == was.Shape {
		c.out.Shape = nil
	}
	return &c.out, nil
}

// fetch asks for the shape: xfixesproto.txt, "GetCursorImage".
func (c *cursor) fetch(s *server) error {
	c.stale = false
	r, err := s.Reply(s.Send(s.x.fixes.Major, fixesCursorImage))
	if _, refused := err.(*wire.Error); refused {
		c.now.Visible = false // there is none as long as nobody has set one
		return nil
	}
	if err != nil {
		return err
	}
	c.serial = r.U32(20)
	shape, known := c.shapes[c.serial]
	if !known {
		shape = readShape(r)
		if len(c.shapes) >= maxShapes {
			clear(c.shapes)
		}
		c.shapes[c.serial] = shape
	}
	c.now.Visible = shape != nil
	if shape != nil {
		c.now.Shape = shape
	}
	return nil
}

// readShape turns premultiplied words into an image. It returns nil for a
// shape of which nothing is seen, by which programs hide the pointer.
func readShape(r wire.Reply) *capture.Shape {
	w, h := r.U16(12), r.U16(14)
	if len(r) < 32+4*w*h {
		return nil
	}
	img := image.NewNRGBA(image.Rect(0, 0, min(w, maxShape), min(h, maxShape)))
	seen := false
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			p := binary.LittleEndian.Uint32(r[32+4*(y*w+x):])
			if a := p >> 24; a != 0 {
				seen = true
				d := img.Pix[img.PixOffset(x, y):]
				d[0], d[1], d[2], d[3] = divide(p>>16&255, a), divide(p>>8&255, a), divide(p&255, a), byte(a)
			}
		}
	}
	if !seen {
		return nil
	}
	hot := image.Pt(min(r.U16(16), img.Rect.Max.X-1), min(r.U16(18), img.Rect.Max.Y-1))
	return &capture.Shape{Image: img, Hot: hot}
}

// divide undoes the multiplication of a colour by its alpha.
func divide(v, a uint32) byte { return byte(min(255, (v*255+a/2)/a)) }
