package tile

import (
	"fmt"
	"image"

	"tandem/capture/codec"
)

// A Decoder makes the picture from an Encoder's packets; see [codec.Decoder].
type Decoder struct {
	begun  bool // the reference is that of the packets so far
	coder  reader
	moves  copyCoder
	copies []copied
	cache  *memory
	film   screening
	calm   int // packets without film, in a row
	dirty  []image.Rectangle
}

var _ codec.Decoder = (*Decoder)(nil)

// NewDecoder returns a Decoder that awaits a key packet.
func NewDecoder(cfg Config) *Decoder { return &Decoder{cache: newMemory(cfg.tiles())} }

// Close frees what the Decoder holds.
func (d *Decoder) Close() error {
	*d = Decoder{cache: newMemory(d.cache.size)}
	return nil
}

// Decode implements [codec.Decoder].
func (d *Decoder) Decode(dst *image.RGBA, p codec.Packet) ([]image.Rectangle, error) {
	h, rest, err := codec.ParseHeader(p)
	if err != nil {
		return nil, err
	}
	if dst.Rect != image.Rect(0, 0, h.Width, h.Height) {
		return nil, codec.ErrSize
	}
	d.dirty = d.dirty[:0]
	if err := d.apply(h, rest); err != nil {
		d.begun = false
		return nil, err
	}
	for _, r := range d.dirty {
		d.coder.ref.draw(dst, r, d.coder.soft)
	}
	return d.dirty, nil
}

// apply brings the reference up to date and lists what changed.
func (d *Decoder) apply(h codec.Header, p []byte) error {
	if len(p) == 0 || p[0]&^(filmed|quickly) != version {
		return fmt.Errorf("%w: not version %d of the tile coder", codec.ErrCorrupt, version)
	}
	c := &d.coder
	if h.Key {
		c.reset(h.Width, h.Height)
		d.moves.reset()
		d.cache.reset()
		d.film = screening{}
		d.begun = true
	}
	if !d.begun || c.ref.w != h.Width || c.ref.h != h.Height {
		return fmt.Errorf("%w: key packet expected", codec.ErrCorrupt)
	}
	flags := p[0]
	filmFrame, p, err := cutFilm(p[1:], flags&filmed != 0, h.Width*h.Height)
	if err != nil {
		return err
	}
	if p, err = c.cutQuick(p, flags&quickly != 0); err != nil {
		return err
	}
	c.films, c.film = c.films[:0], len(filmFrame) > 0
	c.begin(p)
	if err := d.copy(); err != nil {
		return err
	}
	if err := d.spans(); err != nil {
		return err
	}
	if c.raw(sealBits) != seal || c.spent() || c.quick && !c.planes.spent() {
		return fmt.Errorf("%w: seal", codec.ErrCorrupt)
	}
	if d.calm++; len(filmFrame) > 0 {
		d.calm = 0
	}
	if d.calm%calmPackets == calmPackets-1 {
		c.harden()
	}
	return d.film.show(c, filmFrame)
}

// calmPackets without film are worth a look whether all is exact.
const calmPackets = 64

// Sum implements [codec.Decoder].
func (d *Decoder) Sum() uint64 {
	if !d.begun {
		return 0
	}
	return d.coder.ref.sum()
}

// copy reads and makes the copies.
func (d *Decoder) copy() (err error) {
	d.copies, err = d.moves.get(&d.coder.rangeDecoder, d.coder.ref, d.copies[:0])
	if err != nil {
		return err
	}
	d.moves.apply(&d.coder.slc, d.copies)
	for _, m := range d.copies {
		d.dirty = append(d.dirty, m.to)
	}
	return nil
}

// spans reads tiles, no more than the picture has.
func (d *Decoder) spans() error {
	c := &d.coder
	end, total := 0, c.ref.tiles()
	for left := total; c.more.get(&c.rangeDecoder); {
		s := span{first: (end + c.place.get(&c.rangeDecoder)) % total}
		s.n = 1 + c.size.get(&c.rangeDecoder)
		if !c.ref.row(s) || s.n > left {
			return fmt.Errorf("%w: length of a span", codec.ErrCorrupt)
		}
		if err := d.span(s); err != nil {
			return err
		}
		d.dirty = append(d.dirty, c.ref.rect(s.first, s.n))
		end = s.first + s.n
		left -= s.n
	}
	return nil
}

// span reads the tiles of s.
func (d *Decoder) span(s span) error {
	if d.coder.cached.get(&d.coder.rangeDecoder) {
		return d.recall(s)
	}
	before := d.coder.read + d.coder.planes.total
	if err := d.coder.rect(d.coder.ref.rect(s.first, s.n)); err != nil {
		return err
	}
	if d.coder.read+d.coder.planes.total-before < s.n*cacheWorth {
		return nil
	}
	for t := s.first; t < s.first+s.n; t++ {
		if d.coder.ref.whole(t) && d.coder.marked(t) == 0 {
			d.cache.remember(d.coder.ref, t)
		}
	}
	return nil
}

// recall reads where the tiles of s are remembered.
func (d *Decoder) recall(s span) error {
	for t := s.first; t < s.first+s.n; t++ {
		place := d.coder.places.get(&d.coder.rangeDecoder)
		if place >= d.cache.used || !d.coder.ref.whole(t) {
			return fmt.Errorf("%w: no tile remembered", codec.ErrCorrupt)
		}
		d.cache.recall(d.coder.ref, t, place)
	}
	return nil
}
