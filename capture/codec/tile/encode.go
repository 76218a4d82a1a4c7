package tile

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"time"

	"tandem/capture"
	"tandem/capture/codec"
)

// A Config sets up an Encoder or a Decoder; both ends need the same. The zero
// value is what everybody uses.
type Config struct {
	cache int                  // tiles remembered, for tests; 0 means cacheTiles
	quick int                  // cells of photographs in a quick packet, for tests; 0 means quickCells
	now   func() time.Duration // the Encoder's clock, for tests
}

func (c Config) tiles() int {
	if c.cache > 0 {
		return c.cache
	}
	return cacheTiles
}

func (c Config) cells() int {
	if c.quick > 0 {
		return c.quick
	}
	return quickCells
}

// An Encoder makes packets of one display's frames; see [codec.Encoder].
type Encoder struct {
	now    func() time.Duration
	src    *source
	tiles  []tileState
	key    bool // the next packet is one
	closed bool
	tuning codec.Tuning
	coder  writer
	moves  copyCoder
	finder finder

	searched bool // all that moved in the newest frame was found
	cache    *index
	film     filming
	seed     uint64
	out      []byte // a packet with film

	next [2]int  // the tiles where the next packet goes on: fresh ones, others
	cell float64 // bytes that a cell of a photograph takes without loss, of late

	spell spell // of photographs
	least int   // cells of them in a quick packet

	// Of the packet in the making:
	end    int     // the tile after the last one coded
	soften [2]bool // photographs are film, those that are still and those that are hot
	exact  bool    // what is coded is to be exact
}

var _ codec.Encoder = (*Encoder)(nil)

// NewEncoder returns an Encoder that has not seen a frame yet.
func NewEncoder(cfg Config) *Encoder {
	e := &Encoder{now: cfg.now, cache: newIndex(cfg.tiles()), seed: rand.Uint64() | 1, cell: firstPhoto, least: cfg.cells(), tuning: bounded(codec.Tuning{})}
	if e.now == nil {
		start := time.Now()
		e.now = func() time.Duration { return time.Since(start) }
	}
	return e
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
	e.exact = budget <= 0 || !e.film.able()
	e.begin()
	e.copies()
	e.plan()
	e.hasten(e.plain)
	e.send(budget)
	return e.finish()
}

// Pending implements [codec.Encoder].
func (e *Encoder) Pending() bool {
	if e.key {
		return e.src != nil
	}
	for t := range e.tiles {
		if e.tiles[t].dirty != 0 {
			return true
		}
	}
	return false
}

// Tune implements [codec.Encoder].
func (e *Encoder) Tune(t codec.Tuning) { e.tuning = bounded(t) }

// Sum implements [codec.Encoder].
func (e *Encoder) Sum() uint64 {
	if e.src == nil || e.key {
		return 0
	}
	return e.coder.ref.sum()
}

// Refresh implements [codec.Encoder].
func (e *Encoder) Refresh() { e.key = true }

// Close frees what the Encoder holds.
func (e *Encoder) Close() error {
	*e = Encoder{closed: true}
	return nil
}

// take makes f the newest frame and finds the cells that changed.
func (e *Encoder) take(f *capture.Frame) {
	all := e.src == nil || e.src.w != f.Width || e.src.h != f.Height
	if all {
		e.src = newSource(f.Width, f.Height)
		e.tiles = make([]tileState, e.src.tiles())
		e.key = true
	}
	e.src.take(f, all)
	e.finder.hint(f.Moves)
	e.searched = false
	now := e.now()
	for t, touched := range e.src.touched {
		s := &e.tiles[t]
		if s.fresh = false; touched == 0 {
			continue
		}
		e.src.touched[t] = 0
		s.touch(now)
		s.dirty |= touched // which may look as the Decoder shows it by now
		s.stir(touched, now, e.tuning.Rest)
	}
	e.rest(now)
}

// rest gives back what film takes, when there was none for a while and all is exact.
func (e *Encoder) rest(now time.Duration) {
	if e.film.enc == nil || now-e.film.last < filmRest {
		return
	}
	for t := range e.tiles {
		if e.tiles[t].rough != 0 {
			return
		}
	}
	e.film.release()
	e.coder.harden()
}

// restart forgets what the Decoder has.
func (e *Encoder) restart() {
	e.coder.reset(e.src.w, e.src.h)
	e.coder.prepare()
	e.moves.reset()
	e.cache.reset()
	e.film.reset(e.src.w, e.src.h)
	for t := range e.tiles {
		s := &e.tiles[t]
		s.dirty, s.rough, s.unsent = e.src.cells(t), 0, true
	}
	e.next = [2]int{}
}

// begin starts a packet.
func (e *Encoder) begin() {
	head := codec.Header{Key: e.key, Width: e.src.w, Height: e.src.h}.Append(e.coder.out[:0])
	e.coder.begin(append(head, version))
	e.coder.quick = false
	e.coder.planes.begin()
	e.end = 0
}

// finish ends it.
func (e *Encoder) finish() (codec.Packet, error) {
	e.coder.more.put(&e.coder.rangeEncoder, false)
	e.coder.raw(seal, sealBits)
	p := e.coder.rangeEncoder.end()
	frame, err := e.film.end(e.src)
	if err != nil {
		e.key = true // the Decoder cannot go on from here
		return nil, err
	}
	if len(frame) > 0 {
		e.film.last = e.now()
		e.spell.coded(e.now())
	}
	p = e.assemble(p, frame)
	e.key = false
	return p, nil
}

// assemble puts a frame of film and what was coded quickly, if there is any,
// into the packet p.
func (e *Encoder) assemble(p, frame []byte) []byte {
	q := &e.coder.planes
	if len(frame) == 0 && q.total == 0 {
		return p
	}
	out := codec.Header{Key: e.key, Width: e.src.w, Height: e.src.h}.Append(e.out[:0])
	at := len(out)
	out = append(out, version)
	p = p[len(out):]
	if len(frame) > 0 {
		out[at] |= filmed
		out = appendPart(out, frame)
	}
	if q.total > 0 {
		out[at] |= quickly
		out = appendPart(binary.AppendUvarint(out, uint64(q.total)), q.end())
	}
	e.out = append(out, p...)
	return e.out
}

// copies finds and codes what moved. The dirty cells that this completes are no
// longer dirty.
func (e *Encoder) copies() {
	f, c := &e.finder, &e.coder.slc
	if f.copies = f.copies[:0]; !e.key && !e.searched {
		f.find(e.src, c, e.tiles)
	}
	e.searched = len(f.copies) == 0 // else there may be more
	e.moves.put(&e.coder.rangeEncoder, f.copies)
	if len(f.copies) == 0 {
		return
	}
	e.moves.apply(c, f.copies)
	for t := range e.tiles {
		s := &e.tiles[t]
		if f.searches(s) && !s.unsent {
			s.dirty &= f.left(e.src.rect(t, 1))
		}
		if c.soft != nil && f.moved(e.src.rect(t, 1)) {
			s.rough = c.marked(t)
		}
	}
}
