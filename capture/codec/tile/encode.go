package tile

import (
	"errors"
	"math/rand/v2"

	"tandem/capture"
	"tandem/capture/codec"
)

// A Config sets up an Encoder or a Decoder; both ends need the same. The zero
// value is what everybody uses.
type Config struct {
	cache int // tiles remembered, for tests; 0 means cacheTiles
}

func (c Config) tiles() int {
	if c.cache > 0 {
		return c.cache
	}
	return cacheTiles
}

// An Encoder makes packets of one display's frames; see [codec.Encoder].
type Encoder struct {
	src    *source
	dirty  []bool // tiles that the Decoder has to be sent
	unsent []bool // tiles never sent since the last key packet
	next   int    // the tile where the next packet goes on
	key    bool   // the next packet is one
	closed bool
	coder  writer
	moves  copyCoder
	finder finder
	cache  *index
	seed   uint64
	hashes []uint64 // by tile, of those in the making
	places []int    // by tile, where it is remembered, or -1
}

var _ codec.Encoder = (*Encoder)(nil)

// NewEncoder returns an Encoder that has not seen a frame yet.
func NewEncoder(cfg Config) *Encoder {
	return &Encoder{cache: newIndex(cfg.tiles()), seed: rand.Uint64() | 1}
}

var (
	errClosed  = errors.New("tile: encoder is closed")
	errNoFrame = errors.New("tile: no frame to continue with")
)

// Encode implements [codec.Encoder].
func (e *Encoder) Encode(f *capture.Frame, budget int) (codec.Packet, error) {
	if e.closed {
		return nil, errClosed
	}
	if f == nil && e.src == nil {
		return nil, errNoFrame
	}
	if f != nil {
		if err := check(f); err != nil {
			return nil, err
		}
		e.take(f)
	}
	if e.key {
		e.restart()
	}
	if !e.Pending() {
		return nil, nil
	}
	return e.send(budget), nil
}

// Pending implements [codec.Encoder].
func (e *Encoder) Pending() bool {
	if e.key {
		return e.src != nil
	}
	for _, d := range e.dirty {
		if d {
			return true
		}
	}
	return false
}

// Refresh implements [codec.Encoder].
func (e *Encoder) Refresh() { e.key = true }

// Close frees what the Encoder holds.
func (e *Encoder) Close() error {
	*e = Encoder{closed: true}
	return nil
}

// take makes f the newest frame and finds the tiles in which the reference
// differs from it.
func (e *Encoder) take(f *capture.Frame) {
	all := e.src == nil || e.src.w != f.Width || e.src.h != f.Height
	if all {
		e.src = newSource(f.Width, f.Height)
		e.dirty, e.unsent = make([]bool, e.src.tiles()), make([]bool, e.src.tiles())
		e.hashes, e.places = make([]uint64, e.src.tiles()), make([]int, e.src.tiles())
		e.key = true
	}
	e.src.take(f, all)
	e.finder.hint(f.Moves)
	for t, touched := range e.src.touched {
		if touched {
			e.src.touched[t] = false
			e.dirty[t] = e.key || e.unsent[t] || !e.src.equal(e.coder.ref, t)
		}
	}
}

// restart forgets what the Decoder has.
func (e *Encoder) restart() {
	e.coder.reset(e.src.w, e.src.h)
	e.coder.prepare()
	e.moves.reset()
	e.cache.reset()
	for t := range e.dirty {
		e.dirty[t], e.unsent[t] = true, true
	}
	e.next = 0
}

// send makes a packet of the dirty tiles, as many as the budget allows.
func (e *Encoder) send(budget int) codec.Packet {
	head := codec.Header{Key: e.key, Width: e.src.w, Height: e.src.h}.Append(e.coder.out[:0])
	e.coder.begin(append(head, version))
	e.copies()
	e.tiles(budget)
	e.coder.more.put(&e.coder.rangeEncoder, false)
	e.coder.raw(seal, sealBits)
	e.key = false
	return e.coder.end()
}

// copies finds and codes what moved. The dirty tiles that this completes are
// no longer dirty.
func (e *Encoder) copies() {
	f, ref := &e.finder, e.coder.ref
	if f.copies = f.copies[:0]; !e.key {
		f.find(e.src, ref, e.dirty)
	}
	e.moves.put(&e.coder.rangeEncoder, f.copies)
	if len(f.copies) == 0 {
		return
	}
	e.moves.apply(ref, f.copies)
	for t, d := range e.dirty {
		e.dirty[t] = d && (e.unsent[t] || f.left(e.src.rect(t, 1)))
	}
}

// narrow is the widest span, in tiles, of a packet with a budget: the packet
// can exceed it by no more than that.
const narrow = 4

// tiles codes dirty tiles, beginning where the last packet ended, until there
// are none or the budget is spent.
func (e *Encoder) tiles(budget int) {
	widest, total, end := e.src.cols, len(e.dirty), 0
	if budget > 0 {
		widest = narrow
	}
	for seen := 0; seen < total; {
		s := e.span((e.next+seen)%total, min(widest, total-seen))
		if s.n == 0 {
			seen++
			continue
		}
		e.putSpan(end, s)
		end = s.first + s.n
		seen += s.n
		if budget > 0 && len(e.coder.out) >= budget {
			e.next = end % total
			return
		}
	}
	e.next = 0
}

// span returns the dirty tiles of a row from t on, no more than limit, that
// are remembered, or that are not.
func (e *Encoder) span(t, limit int) span {
	s := span{first: t}
	limit = min(limit, e.src.cols-t%e.src.cols)
	for ; s.n < limit && e.dirty[t+s.n]; s.n++ {
		e.look(t + s.n)
		if (e.places[t+s.n] < 0) != (e.places[t] < 0) {
			break
		}
	}
	return s
}

// look finds out whether the tile t is remembered.
func (e *Encoder) look(t int) {
	e.places[t] = -1
	if e.src.whole(t) {
		e.hashes[t] = e.src.hash(t, e.seed)
		e.places[t] = e.cache.find(e.hashes[t])
	}
}

// putSpan codes s, which follows one that ended before the tile end.
func (e *Encoder) putSpan(end int, s span) {
	c := &e.coder
	cached := e.places[s.first] >= 0
	c.more.put(&c.rangeEncoder, true)
	c.place.put(&c.rangeEncoder, (s.first-end+len(e.dirty))%len(e.dirty))
	c.size.put(&c.rangeEncoder, s.n-1)
	c.cached.put(&c.rangeEncoder, cached)
	if cached {
		e.putCached(s)
	} else {
		e.putPixels(s)
	}
	for t := s.first; t < s.first+s.n; t++ {
		e.dirty[t], e.unsent[t] = false, false
	}
}

// putCached codes where the tiles of s are remembered.
func (e *Encoder) putCached(s span) {
	for t := s.first; t < s.first+s.n; t++ {
		e.coder.places.put(&e.coder.rangeEncoder, e.places[t])
		e.cache.touch(e.places[t])
		r := e.src.rect(t, 1)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			e.src.row(e.coder.ref.pix[:e.coder.ref.at(r.Min.X, y)], r.Min.X, r.Max.X, y)
		}
	}
}

// putPixels codes the pixels of s, and remembers its tiles if they were dear.
func (e *Encoder) putPixels(s span) {
	before := len(e.coder.out)
	e.coder.rect(e.src, e.src.rect(s.first, s.n))
	if len(e.coder.out)-before < s.n*cacheWorth {
		return
	}
	for t := s.first; t < s.first+s.n; t++ {
		if e.src.whole(t) {
			e.cache.remember(e.hashes[t])
		}
	}
}
