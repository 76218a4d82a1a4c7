package tile

// The context table remembers which colours followed a neighbourhood of seven
// pixels, and so learns glyphs and icons by heart, wherever they appear:
//
//	        nn
//	   nw   n   ne   nee
//	ww w    ?

// contextBits is the logarithm of the number of neighbourhoods remembered.
const contextBits = 19

// An entry is a colour and in its highest byte how much there is to it: for
// the likelier colour how often it was right, 0 where none is known; for the
// other whether there is one, and a check that the neighbourhood is the one.
type entry struct{ first, second uint32 }

const (
	colour   = 1<<24 - 1
	sure     = 7 // the highest confidence in a colour
	known    = 1 << 31
	checking = 0x7f << 24
)

type contexts []entry

// find returns the entry of a neighbourhood, as empty if it belongs to another.
func (c contexts) find(ww, w, nw, n, ne, nee, nn uint32) *entry {
	h := uint64(w)*0x9E3779B97F4A7C15 + uint64(n)*0xC2B2AE3D27D4EB4F + uint64(nw)*0x165667B19E3779F9 +
		uint64(ne)*0xD6E8FEB86659FD93 + uint64(ww)*0xA0761D6478BD642F + uint64(nee)*0xE7037ED1A0B428DB +
		uint64(nn)*0x8EBC6AF09C88C6E3
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	e := &c[h>>(64-contextBits)]
	if check := uint32(h) & checking; e.second&checking != check {
		*e = entry{second: check}
	}
	return e
}

// trust returns the confidence in the first colour.
func (e *entry) trust() int { return int(e.first >> 24) }

// right learns that the first colour was it.
func (e *entry) right() {
	if e.trust() < sure {
		e.first += 1 << 24
	}
}

// wrong learns that the first colour was not it, but v was: v becomes the
// first and the first the second.
func (e *entry) wrong(v uint32) {
	if e.trust() > 0 {
		e.second = e.second&checking | known | e.first&colour
	}
	e.first = v | 1<<24
}
