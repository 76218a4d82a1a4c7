package tile

import (
	"image"
	"slices"
)

// Anchors are places that can be found again wherever they move to: where a
// pixel differs from its left neighbour and a hash of the two and the next one
// says so. An anchor's key is a hash of the pixels from there on. Anchors of
// every eighth row of the old picture are kept; eight neighbouring rows of the
// new one, in each row of tiles, meet every vertical shift.

const (
	anchorRows  = 8
	anchorWidth = 32 // pixels that make a key
	anchorBits  = 15 // logarithm of the number of anchors kept
	voteBits    = 10 // logarithm of the number of vectors voted on
	votesMin    = 3
)

// An anchor is a place in the old picture.
type anchor struct {
	key   uint32
	round uint32 // the search that it belongs to
	x, y  int32
	many  bool // the key is met more than once
}

// A poll is a vector and how many anchors moved by it.
type poll struct {
	by    image.Point
	round uint32
	votes int
}

// A voting finds by which vectors a picture moved.
type voting struct {
	round   uint32
	anchors []anchor
	polls   []poll
	best    []poll
}

// begin forgets the last search.
func (v *voting) begin() {
	if v.anchors == nil {
		v.anchors, v.polls = make([]anchor, 1<<anchorBits), make([]poll, 1<<voteBits)
		v.best = make([]poll, 0, 1<<voteBits)
	}
	v.round++
	v.best = v.best[:0]
}

// keep notes the anchors of an old row from x on.
func (v *voting) keep(row []uint32, x, y int) {
	for i := nextAnchor(row, 1); i > 0; i = nextAnchor(row, i+1) {
		key := keyOf(row[i : i+anchorWidth])
		if a := &v.anchors[key>>(32-anchorBits)]; a.round != v.round {
			*a = anchor{key: key, round: v.round, x: int32(x + i), y: int32(y)}
		} else if a.key == key {
			a.many = true
		}
	}
}

// ask lets the anchors of a new row vote.
func (v *voting) ask(row []uint32, x, y int) {
	for i := nextAnchor(row, 1); i > 0; i = nextAnchor(row, i+1) {
		key := keyOf(row[i : i+anchorWidth])
		a := &v.anchors[key>>(32-anchorBits)]
		if a.round == v.round && a.key == key && !a.many {
			v.vote(image.Pt(x+i-int(a.x), y-int(a.y)))
		}
	}
}

func (v *voting) vote(by image.Point) {
	if by == (image.Point{}) {
		return
	}
	h := uint32(by.X)*0x9E3779B1 + uint32(by.Y)*0x85EBCA77
	for k := range uint32(8) {
		p := &v.polls[(h>>(32-voteBits)+k)&(1<<voteBits-1)]
		if p.round != v.round {
			*p = poll{by: by, round: v.round}
		}
		if p.by == by {
			p.votes++
			if p.votes == votesMin {
				v.best = append(v.best, *p)
			}
			return
		}
	}
}

// winner removes and returns the vector with the most votes.
func (v *voting) winner() (image.Point, bool) {
	at, most := -1, 0
	for i, p := range v.best {
		if n := max(p.votes, v.count(p.by)); n > most {
			at, most = i, n
		}
	}
	if at < 0 {
		return image.Point{}, false
	}
	by := v.best[at].by
	v.best = slices.DeleteFunc(v.best, func(p poll) bool { return p.by == by })
	return by, true
}

func (v *voting) count(by image.Point) int {
	h := uint32(by.X)*0x9E3779B1 + uint32(by.Y)*0x85EBCA77
	for k := range uint32(8) {
		if p := &v.polls[(h>>(32-voteBits)+k)&(1<<voteBits-1)]; p.round == v.round && p.by == by {
			return p.votes
		}
	}
	return 0
}

// nextAnchor returns the first anchor of row from i on, or 0.
func nextAnchor(row []uint32, i int) int {
	for ; i+anchorWidth <= len(row); i++ {
		if row[i] == row[i-1] {
			continue
		}
		if h := row[i-1]*0x9E3779B1 + row[i]*0x85EBCA77 + row[i+1]*0xC2B2AE3D; (h^h>>15)*0x27D4EB2F>>28 == 0 {
			return i
		}
	}
	return 0
}

func keyOf(p []uint32) uint32 {
	var a, b, c, d uint64
	for ; len(p) >= 4; p = p[4:] {
		a = (a + uint64(p[0])) * 0x9E3779B97F4A7C15
		b = (b + uint64(p[1])) * 0xC2B2AE3D27D4EB4F
		c = (c + uint64(p[2])) * 0x165667B19E3779F9
		d = (d + uint64(p[3])) * 0xD6E8FEB86659FD93
	}
	h := a ^ b>>7 ^ c>>13 ^ d>>19
	return uint32(h ^ h>>32)
}
