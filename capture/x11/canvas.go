//go:build linux

package x11

import (
	"image"

	"tandem/capture/x11/wire"
)

// scratch is how many bytes of each segment lie behind the picture, for parts
// of windows that are put into it afterwards.
const scratch = 1 << 19

// A canvas holds the last two pictures of a display, front being the one that
// was handed out.
type canvas struct {
	bounds      image.Rectangle // of the display, in the root's coordinates
	stride      int
	front, back *segment
	lag         []image.Rectangle // where back is older than front
	whole       bool              // neither picture is of any use

	bands    []band
	requests []wire.Seq
}

// resize begins anew for a display at another place or of another size.
func (v *canvas) resize(s *server, bounds image.Rectangle) {
	v.free(s)
	size := 4*bounds.Dx()*bounds.Dy() + scratch
	*v = canvas{
		bounds: bounds, stride: 4 * bounds.Dx(), whole: true, lag: v.lag[:0],
		front: s.newSegment(size), back: s.newSegment(size), bands: v.bands, requests: v.requests,
	}
}

func (v *canvas) free(s *server) {
	s.freeSegment(v.front)
	s.freeSegment(v.back)
	v.front, v.back = nil, nil
}

// grab brings the back picture up to date, given what has been damaged since
// the front one was taken.
func (v *canvas) grab(s *server, damage []image.Rectangle) error {
	rows := append(v.lag, damage...)
	v.bands = appendBands(v.bands[:0], rows, v.bounds.Dy())
	v.lag = rows[:len(v.lag)]
	if v.whole {
		v.bands = append(v.bands[:0], band{0, v.bounds.Dy()})
	}
	v.requests = v.requests[:0]
	for _, b := range v.bands {
		rows := image.Rect(0, b.top, v.bounds.Dx(), b.bottom).Add(v.bounds.Min)
		v.requests = append(v.requests, s.request(s.Screen.Root, rows, v.back, b.top*v.stride))
	}
	var failed error
	for i, b := range v.bands {
		if err := s.receive(v.requests[i], v.back, b.top*v.stride, (b.bottom-b.top)*v.stride); err != nil {
			failed = err
		}
	}
	if failed != nil {
		v.whole = true
	}
	return failed
}

// grabbed appends all that was grabbed last, which is whole rows: what is
// drawn before the server gets to them, but after it was asked for the damage, is
// in the back picture already.
func (v *canvas) grabbed(rects []image.Rectangle) []image.Rectangle {
	for _, b := range v.bands {
		rects = append(rects, image.Rect(0, b.top, v.bounds.Dx(), b.bottom))
	}
	return rects
}

// changed says whether the pictures differ within some rectangles.
func (v *canvas) changed(rects []image.Rectangle) bool {
	if v.whole {
		return true
	}
	for _, r := range rects {
		if differ(v.front.pix, v.back.pix, v.stride, r) {
			return true
		}
	}
	return false
}

// flip makes the back picture, in which some rectangles are new, the front one.
func (v *canvas) flip(damage []image.Rectangle) {
	v.front, v.back = v.back, v.front
	v.lag = append(v.lag[:0], damage...)
	if v.whole {
		v.lag = append(v.lag[:0], image.Rectangle{Max: v.bounds.Size()})
		v.whole = false
	}
}

// keep leaves the front picture, which the back one was found to equal.
func (v *canvas) keep() { v.lag = v.lag[:0] }

// size is that of a picture in bytes, behind which the scratch memory lies.
func (v *canvas) size() int { return v.stride * v.bounds.Dy() }

// pix is the picture of a segment.
func (v *canvas) pix(g *segment) []byte { return g.pix[:v.size():v.size()] }
