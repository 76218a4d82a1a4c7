package tile

import (
	"math"
	"math/bits"
	"time"
)

// A tileState is what the Encoder knows of a tile.
type tileState struct {
	dirty   cells // to be sent
	rough   cells // of which the Decoder shows something near only
	natural cells // look like photographs, of those last judged
	soft    cells // those of them without text
	lush    cells // those of them without paper for it
	film    cells // may be coded as film
	hashed  bool  // hash is of the newest frame
	judged  bool  // natural, soft and lush are of the newest frame
	unsent  bool  // never sent since the last key packet
	fresh   bool  // changed with the newest frame
	burst   uint8 // changes in a row
	changed time.Duration
	stirred [2]cells      // changed lately, and in the time before
	turned  time.Duration // when that time ended
	exact   cells         // are to be exact in the packet in the making
	hash    uint64
	place   int // where it is remembered, or -1
}

const (
	pause   = 250 * time.Millisecond // ends a row of changes
	once    = 100 * time.Millisecond // that what changed but once has to rest
	hotness = 4                      // changes in a row that make a film

	lushMin  = 8  // lush cells of a tile, at least, for them to be film
	photoMin = 12 // natural ones, at least, for there to be nothing else
)

// touch notes that the tile changed.
func (s *tileState) touch(now time.Duration) {
	if now-s.changed > pause {
		s.burst = 0
	}
	if s.burst < math.MaxUint8 {
		s.burst++
	}
	s.changed = now
	s.judged, s.hashed, s.fresh = false, false, true
}

// stir notes that the cells m of it did, which rest for the usual time.
func (s *tileState) stir(m cells, now, usual time.Duration) {
	if now-s.turned > usual {
		s.stirred[1], s.stirred[0], s.turned = s.stirred[0], 0, now
	}
	s.stirred[0] |= m
}

// calm returns the rough cells that have been left alone for long enough to be
// made exact, which is the usual time, or less for what changed only once, and
// how long it is until all of them have.
func (s *tileState) calm(now, usual time.Duration) (cells, time.Duration) {
	if s.burst <= 1 {
		usual = min(usual, once)
	}
	if wait := s.changed + usual - now; wait > 0 {
		return s.rough &^ (s.stirred[0] | s.stirred[1]), wait
	}
	return s.rough, 0
}

// pace tells whether the tile has changed again already.
func (s *tileState) pace() int {
	if s.burst > 1 {
		return hot
	}
	return still
}

// see looks at the cells of the tile, which is t.
func (s *tileState) see(src *source, t int) {
	s.natural, s.soft, s.lush = 0, 0, 0
	r := src.rect(t, 1)
	for y := r.Min.Y; y < r.Max.Y; y += cell {
		for x := r.Min.X; x < r.Max.X; x += cell {
			at := cellAt(x, y)
			switch src.look(src.cell(x, y)) {
			case lush:
				s.lush |= at
				fallthrough
			case mellow:
				s.soft |= at
				fallthrough
			case mixed:
				s.natural |= at
			}
		}
	}
}

// photo tells whether the tile shows nothing but a photograph or film.
func (s *tileState) photo() bool { return count(s.natural) >= photoMin }

// plays tells whether it shows nothing but film, which has just changed.
func (s *tileState) plays() bool {
	return s.burst >= hotness && s.photo() && count(s.dirty&s.natural) >= lushMin
}

// filmable returns the cells that may be film: photographs, in a tile with so
// many of them that none is a piece of text that looks like one; or beside film,
// if it goes on changing.
func (s *tileState) filmable(beside bool) cells {
	switch {
	case s.plays():
		return allCells
	case beside && s.burst >= hotness, s.natural == allCells:
		return s.natural
	case s.photo():
		return s.soft
	case count(s.lush) >= lushMin:
		return s.lush
	}
	return 0
}

func count(m cells) int { return bits.OnesCount16(uint16(m)) }
