package tile

import "math/bits"

// symbols is the size of the largest alphabet.
const symbols = 32

// A model is what both ends have learned of how likely the symbols of an
// alphabet are in one context. The shares are made anew from the counts after
// ever more symbols: learning is quick at first and cheap later.
type model struct {
	cum    [symbols + 1]uint16 // symbol s has [cum[s], cum[s+1]) of 1<<precision
	count  [symbols]uint16
	n      uint8  // symbols in the alphabet
	total  uint16 // of the counts, when the shares were made
	wait   uint16 // symbols until the shares are made anew
	last   uint16 // what wait began with
	period uint16
}

const (
	gain       = 24      // what a symbol adds to its count
	totalLimit = 1 << 15 // counts are halved above it
	periodMax  = 256
)

// newModel returns the model of n symbols; the first ones are thought to be
// likelier when falling is set.
func newModel(n int, falling bool) (m model) {
	m.n = uint8(n)
	for s := range n {
		m.count[s] = 1
		if falling {
			m.count[s] += uint16(24 / (1 + s))
		}
		m.total += m.count[s]
	}
	m.period = 4
	m.rebuild()
	return m
}

// rebuild makes the shares from the counts. None is empty.
func (m *model) rebuild() {
	n := uint32(m.n)
	scale := (1<<precision - n) << 16 / uint32(m.total)
	at := uint32(0)
	for s := range n {
		m.cum[s] = uint16(at)
		at += 1 + uint32(m.count[s])*scale>>16
	}
	for s := n; s < symbols+1; s++ {
		m.cum[s] = 1 << precision
	}
	m.wait, m.last = m.period, m.period
	m.period = min(m.period*2, periodMax)
}

// saw learns the symbol s.
func (m *model) saw(s int) {
	m.count[s&(symbols-1)] += gain
	if m.wait--; m.wait == 0 {
		m.renew()
	}
}

func (m *model) renew() {
	m.total += gain * m.last
	if m.total > totalLimit {
		m.total = 0
		for s := range m.n {
			m.count[s] -= m.count[s] / 2
			m.total += m.count[s]
		}
	}
	m.rebuild()
}

// put codes s with what m knows.
func (m *model) put(e *rangeEncoder, s int) {
	lo, hi := uint32(m.cum[s&(symbols-1)]), uint32(m.cum[s&(symbols-1)+1])
	e.narrow(lo, hi-lo, precision)
	m.saw(s)
}

// get reads a symbol, below m.n.
func (m *model) get(d *rangeDecoder) int {
	v := uint16(d.point(precision))
	s := 0
	for v >= m.cum[s+1] {
		s++
	}
	lo, hi := uint32(m.cum[s]), uint32(m.cum[s+1])
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
	bound := d.width >> flagBits * p
	v := d.code < bound
	if v {
		d.narrow(0, p, flagBits)
	} else {
		d.narrow(p, 1<<flagBits-p, flagBits)
	}
	f.saw(v)
	return v
}
