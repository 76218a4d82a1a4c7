package tile

import "math/bits"

// symbols is the size of the largest alphabet.
const symbols = 29

// A model is what both ends have learned of how likely the symbols of an
// alphabet are in one context. The shares are made anew from the counts after
// ever more symbols: learning is quick at first and cheap later.
//
// It takes two cache lines, of which the likelier symbols need the first only.
type model struct {
	wait  uint16 // symbols until the shares are made anew
	last  uint16 // what wait began with
	total uint16 // of the counts, when the shares were made
	n     uint16 // symbols in the alphabet
	of    [symbols + 1]share
}

// A share is the part of 1<<precision that a symbol has, from its start to the
// next one's, and how often the symbol was met.
type share struct{ start, count uint16 }

const (
	gain       = 24      // what a symbol adds to its count
	totalLimit = 1 << 15 // counts are halved above it
	periodMin  = 4
	periodMax  = 256
)

// newModel returns the model of n symbols; the first ones are thought to be
// likelier when falling is set.
func newModel(n int, falling bool) (m model) {
	m.n = uint16(n)
	for s := range n {
		c := uint16(1)
		if falling {
			c += uint16(24 / (1 + s))
		}
		m.of[s].count = c
		m.total += c
	}
	m.last = periodMin / 2
	m.rebuild()
	return m
}

// rebuild makes the shares from the counts. None is empty.
func (m *model) rebuild() {
	n := uint32(m.n)
	scale := (1<<precision - n) << 16 / uint32(m.total)
	at := uint32(0)
	for s := range n {
		m.of[s].start = uint16(at)
		at += 1 + uint32(m.of[s].count)*scale>>16
	}
	for s := n; s < symbols+1; s++ {
		m.of[s].start = 1 << precision
	}
	m.last = min(m.last*2, periodMax)
	m.wait = m.last
}

// saw learns the symbol s.
func (m *model) saw(s int) {
	m.of[s].count += gain
	if m.wait--; m.wait == 0 {
		m.renew()
	}
}

func (m *model) renew() {
	m.total += gain * m.last
	if m.total > totalLimit {
		m.total = 0
		for s := range m.n {
			c := &m.of[s].count
			*c -= *c / 2
			m.total += *c
		}
	}
	m.rebuild()
}

// put codes s with what m knows.
func (m *model) put(e *rangeEncoder, s int) {
	lo, hi := uint32(m.of[s].start), uint32(m.of[s+1].start)
	e.narrow(lo, hi-lo, precision)
	m.saw(s)
}

// get reads a symbol, below m.n.
func (m *model) get(d *rangeDecoder) int {
	r := d.width >> precision
	s := 0
	for last := int(m.n) - 1; s < last && d.code >= r*uint64(m.of[s+1].start); {
		s++
	}
	lo, hi := uint32(m.of[s].start), uint32(m.of[s+1].start)
	d.narrow(lo, hi-lo, precision)
	m.saw(s)
	return s
}

// A flag is what both ends have learned of a decision between two: the
// probability of true, of 1<<flagBits, and how often it was met, up to a limit.
type flag struct {
	p uint16
	n uint8
}

const (
	flagLimit  = 63
	flagMargin = 24 // no probability is nearer to 0 or 1<<flagBits
)

func newFlag() flag { return flag{p: 1 << (flagBits - 1)} }

// saw learns v: the longer f is in use the less it moves.
func (f *flag) saw(v bool) {
	target := int32(flagMargin)
	if v {
		target = 1<<flagBits - flagMargin
	}
	f.p = uint16(int32(f.p) + (target-int32(f.p))>>(bits.Len8(f.n)+1))
	if f.n < flagLimit {
		f.n++
	}
}

func (f *flag) put(e *rangeEncoder, v bool) {
	if v {
		e.narrow(0, uint32(f.p), flagBits)
	} else {
		e.narrow(uint32(f.p), 1<<flagBits-uint32(f.p), flagBits)
	}
	f.saw(v)
}

func (f *flag) get(d *rangeDecoder) bool {
	p := uint32(f.p)
	bound := d.width >> flagBits * uint64(p)
	v := d.code < bound
	if v {
		d.narrow(0, p, flagBits)
	} else {
		d.narrow(p, 1<<flagBits-p, flagBits)
	}
	f.saw(v)
	return v
}
