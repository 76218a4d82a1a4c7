package vp8

import "tandem/capture/codec/video/yuv"

// A Decoder turns frames into pictures. The zero value waits for a key frame.
type Decoder struct {
	// MaxPixels bounds the size of a picture; 0 means 16 million pixels. Four
	// frames of it, of three bytes for two pixels, are what a Decoder needs.
	MaxPixels int

	reconstructor
	header header
	w, h   int
	above  []contexts
	res    residue
	reader boolReader
	tokens [8]boolReader
	quant  [4]factors // by segment

	quick       bool // macroblocks that rest are looked for
	restSegment uint8
	restLevel   int
	record      [6]want
	stretch     stretch
	calm        bitRow
}

const defaultMaxPixels = 16 << 20

// Decode decodes one frame. The picture is part of the Decoder and holds until
// the next call; show is false if the stream does not want it to be shown.
// After an error the Decoder is as it was before.
func (d *Decoder) Decode(data []byte) (m yuv.Image, show bool, err error) {
	t, rest, err := parseTag(data)
	if err != nil {
		return yuv.Image{}, false, err
	}
	if t.key {
		limit := d.MaxPixels
		if limit == 0 {
			limit = defaultMaxPixels
		}
		if t.w*t.h > limit {
			return yuv.Image{}, false, ErrTooLarge
		}
	} else if d.frames.refs[last] == nil {
		return yuv.Image{}, false, ErrNoKey
	}
	d.reader = newBoolReader(rest[:t.first])
	h := d.header
	h.read(&d.reader, t.key)
	if !d.openPartitions(rest[t.first:], h.partitions) {
		return yuv.Image{}, false, ErrCorrupt
	}
	d.header = h
	if t.key {
		d.restart(t)
	}
	kept := d.header.probs
	d.header.readProbs(&d.reader, t.key)
	d.macroblocks(t.key)
	if !d.header.keepProbs {
		d.header.probs = kept
	}
	d.filter(&d.header, t.key)
	d.frames.update(&d.header.refs, &d.changed)
	return d.frames.refs[intra].picture(d.w, d.h), t.show, nil
}

// openPartitions finds the partitions of coefficients (RFC 6386, section 9.5).
func (d *Decoder) openPartitions(data []byte, n int) bool {
	sizes := 3 * (n - 1)
	if sizes > len(data) {
		return false
	}
	table, data := data[:sizes], data[sizes:]
	for i := range n {
		size := len(data)
		if i < n-1 {
			size = int(table[3*i]) | int(table[3*i+1])<<8 | int(table[3*i+2])<<16
		}
		if size > len(data) {
			return false
		}
		d.tokens[i] = newBoolReader(data[:size])
		data = data[size:]
	}
	return true
}

// restart prepares for the pictures of a key frame.
func (d *Decoder) restart(t tag) {
	d.setVersion(t.version)
	d.w, d.h = t.w, t.h
	w, h := (t.w+15)/16, (t.h+15)/16
	if w == d.mbs.w && h == d.mbs.h {
		return
	}
	d.resize(w, h)
	d.above = make([]contexts, w)
	d.calm = make(bitRow, d.plain.stride)
}

// macroblocks decodes all of them.
func (d *Decoder) macroblocks(key bool) {
	for i := range d.quant {
		d.quant[i] = d.header.quant.factors(d.header.segments.index(d.header.quant.base, i))
	}
	d.begin()
	clear(d.above)
	d.expectRest(key)
	for y := range d.mbs.h {
		d.row(y, key)
	}
}

// row decodes a row of macroblocks.
func (d *Decoder) row(y int, key bool) {
	plain := d.plain.row(y)
	clear(plain)
	d.calm.calm(d.plain.row(y - 1))
	modes := modeReader{&d.reader, &d.header, &d.mbs, key}
	var left contexts
	for x := 0; x < d.mbs.w; x++ {
		if d.quick && d.calm.has(x) && plain.has(x-1) {
			if n := d.reader.stretch(&d.stretch, d.calm.end(x, d.mbs.w)-x); n > 0 {
				d.rest(x, y, n)
				left = contexts{}
				x += n - 1
				continue
			}
		}
		modes.read(x, y)
		d.macroblock(x, y, &left)
	}
}

// macroblock decodes one whose record is read.
func (d *Decoder) macroblock(x, y int, left *contexts) {
	m := &d.mbs.mbs[d.mbs.at(x, y)]
	d.resting.row(y).unset(x)
	if m.plain() {
		d.plain.row(y).set(x)
	}
	segment := 0
	if d.header.segments.enabled {
		segment = int(m.segment)
	}
	m.coded = false
	if m.skip {
		left.pass(m.whole())
		d.above[x].pass(m.whole())
	} else {
		m.coded = d.res.read(&d.tokens[y%d.header.partitions], &d.header.probs.coefficients, &d.quant[segment], m.whole(), &d.above[x], left)
	}
	if d.header.filter.levelOf(m, &d.header.segments) > 0 {
		d.filtered.row(y).set(x)
	}
	d.draw(m, x, y, &d.res)
	if m.coded {
		d.res.clear()
	}
}
