package viewer

import "image"

// A trail is where the customer's pointer was sent, so that a move of the
// customer's own can be told from one that is only late in being heard of.
type trail struct {
	last [64]image.Point
	n    int // of all that were added
}

func (t *trail) add(at image.Point) {
	t.last[t.n%len(t.last)] = at
	t.n++
}

// has reports whether at is where the pointer was sent. Systems that count in
// parts of the screen's width are off by a pixel.
func (t *trail) has(at image.Point) bool {
	near := image.Rect(-1, -1, 2, 2).Add(at)
	for _, p := range t.last[:min(t.n, len(t.last))] {
		if p.In(near) {
			return true
		}
	}
	return false
}
