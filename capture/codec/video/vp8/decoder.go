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
		d.resize(t)
	}
	kept := d.header.probs
	d.header.readProbs(&d.reader, t.key)
	d.macroblocks(t.key)
	if !d.header.keepProbs {
		d.header.probs = kept
	}
	f := d.frames.refs[intra]
	d.header.filter.apply(f, &d.mbs, &d.header.segments, t.key)
	d.frames.update(&d.header.refs)
	return f.picture(d.w, d.h), t.show, nil
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

// resize prepares for the pictures of a key frame.
func (d *Decoder) resize(t tag) {
	d.setVersion(t.version)
	d.w, d.h = t.w, t.h
	w, h := (t.w+15)/16, (t.h+15)/16
	if w == d.mbs.w && h == d.mbs.h {
		return
	}
	d.mbs = newField(w, h)
	d.above = make([]contexts, w)
	d.frames.reset()
}

// macroblocks decodes all of them.
func (d *Decoder) macroblocks(key bool) {
	var quant [4]factors
	for i := range quant {
		quant[i] = d.header.quant.factors(d.header.segments.index(d.header.quant.base, i))
	}
	d.frames.next(&d.mbs)
	clear(d.above)
	modes := modeReader{&d.reader, &d.header, &d.mbs, key}
	for y := range d.mbs.h {
		tokens := &d.tokens[y%d.header.partitions]
		var left contexts
		for x := range d.mbs.w {
			modes.read(x, y)
			m := &d.mbs.mbs[d.mbs.at(x, y)]
			segment := 0
			if d.header.segments.enabled {
				segment = int(m.segment)
			}
			m.coded = false
			if m.skip {
				left.pass(m.whole())
				d.above[x].pass(m.whole())
			} else {
				m.coded = d.res.read(tokens, &d.header.probs.coefficients, &quant[segment], m.whole(), &d.above[x], &left)
			}
			d.draw(m, x, y, &d.res)
			if m.coded {
				d.res.clear()
			}
		}
		d.flush()
	}
}
