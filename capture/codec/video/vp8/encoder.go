package vp8

import (
	"errors"

	"tandem/capture/codec/video/yuv"
)

// Options say how a frame is to be coded.
type Options struct {
	// Quantizer is from 0, the best picture, to 127, the fewest bytes.
	Quantizer int
	// Key asks for a frame that refers to no other, as the first always is.
	Key bool
	// Active tells of each macroblock, in reading order, whether it is to be
	// coded; the others stay as they were in the last frame, but for what the
	// loop filter does to three pixels beside an active one. Nil is all. A key
	// frame codes all.
	Active []bool
	// Hints are, for each macroblock, where it may have come from. Nil is none.
	Hints []Vector
}

// Errors of [Encoder.Encode].
var (
	errSize    = errors.New("vp8: size of the picture")
	errOptions = errors.New("vp8: options out of range")
	errModes   = errors.New("vp8: first partition too long")
)

// An Encoder turns pictures of one size into frames.
type Encoder struct {
	reconstructor
	w, h     int
	started  bool
	header   header
	costs    *costs
	submodes *submodeCosts

	src     block
	trial   [16 * 16]byte
	rough   predictor // bilinear, for the search
	drawn   [submodes][16]byte
	hard    [submodes]uint16 // to code
	colours [2]around
	res     residue
	coefs   [25][16]int16
	large   [25]uint16 // coefficients worth a thought, in zigzag order
	levels  [25][16]int16
	ends    [25]int
	above   []contexts
	left    contexts
	active  bitmap

	quants  [2][4]quantizer // for what is predicted from the last frame, and within this one
	quant   *[4]quantizer   // those of the macroblock
	vectors vectorCosts
	lambda  int // absolute difference of pixels that a bit is worth, in 256ths
	enough  int // a prediction this good is not searched for a better one
	fair    int // one this good is only refined
	much    int // one this bad is searched for farther away, and within the picture
	coded   int // macroblocks of this frame that are active
	within  int // those that are predicted within it

	tokens      tokenWriter
	counts      modeCounts
	first, rest boolWriter
	record      [6]want
	stretch     stretch
	calm        bitRow
}

// NewEncoder returns an Encoder of pictures of w by h pixels.
func NewEncoder(w, h int) (*Encoder, error) {
	if w < 1 || h < 1 || w > 0x3fff || h > 0x3fff {
		return nil, errSize
	}
	c := newCosts()
	e := &Encoder{w: w, h: h, costs: c, submodes: newSubmodeCosts(c)}
	e.resize((w+15)/16, (h+15)/16)
	e.active = newBitmap(e.mbs.w, e.mbs.h)
	e.calm = make(bitRow, e.active.stride)
	e.above = make([]contexts, e.mbs.w)
	e.setVersion(version)
	return e, nil
}

// version is that of our streams: see the decisions.
const version = 0

// maxFirst is how long the first partition can be (RFC 6386, section 9.1); only
// pictures of some 20 million pixels come near.
const maxFirst = 1<<19 - 1

// Macroblocks is how many of them a picture has in each direction.
func (e *Encoder) Macroblocks() (w, h int) { return e.mbs.w, e.mbs.h }

// Picture is what a Decoder shows after the last frame. It belongs to the
// Encoder and holds until the next call of Encode; before the first, there is
// none.
func (e *Encoder) Picture() yuv.Image {
	f := e.frames.refs[last]
	if f == nil {
		return yuv.Image{}
	}
	return f.picture(e.w, e.h)
}

// Encode appends the next frame to dst. The picture may change afterwards.
func (e *Encoder) Encode(dst []byte, src yuv.Image, o Options) ([]byte, error) {
	if src.W != e.w || src.H != e.h || !src.Valid() {
		return dst, errSize
	}
	n := e.mbs.w * e.mbs.h
	if o.Quantizer < 0 || o.Quantizer > 127 || o.Active != nil && len(o.Active) != n || o.Hints != nil && len(o.Hints) != n {
		return dst, errOptions
	}
	key := o.Key || !e.started
	e.started = true
	e.prepare(key, o)
	e.macroblocks(key, &src, o)
	e.setFilter(o.Quantizer)
	e.filter(&e.header, key)
	first, rest := e.write(key)
	e.frames.update(&e.header.refs, &e.changed)
	if len(first) > maxFirst {
		e.started = false // what the Decoder misses is made up for by a key frame
		return dst, errModes
	}
	dst = tag{key: key, version: version, show: true, first: len(first), w: e.w, h: e.h}.append(dst)
	return append(append(dst, first...), rest...), nil
}

func (e *Encoder) macroblocks(key bool, src *yuv.Image, o Options) {
	for y := range e.mbs.h {
		e.leave(y)
		active := e.active.row(y)
		for x := active.next(0, e.mbs.w); x < e.mbs.w; x = active.next(x+1, e.mbs.w) {
			var hint Vector
			if o.Hints != nil {
				hint = o.Hints[y*e.mbs.w+x]
			}
			if x == 0 || !active.has(x-1) {
				e.left = contexts{}
			}
			if !e.active.row(y - 1).has(x) {
				e.above[x] = contexts{}
			}
			e.src.load(src, x, y)
			e.macroblock(key, x, y, hint)
			e.note(x, y)
		}
	}
}

// note takes note of what became of a macroblock.
func (e *Encoder) note(x, y int) {
	m := &e.mbs.mbs[e.mbs.at(x, y)]
	m.segment = 0
	if m.plain() {
		e.plain.row(y).set(x)
	}
	count(&e.counts.skip, m.skip)
	count(&e.counts.inter, m.ref != intra)
	count(&e.counts.mapped, m.segment != 0)
	e.coded++
	if m.ref == intra {
		e.within++
	}
}

// pass leaves contexts behind that say that there were no coefficients.
func (e *Encoder) pass(m *macroblock, x int) {
	e.left.pass(m.whole())
	e.above[x].pass(m.whole())
}

// write makes the partitions of the frame.
func (e *Encoder) write(key bool) (first, rest []byte) {
	h := &e.header
	h.skipProb = adapted(e.counts.skip, 1)
	h.intraProb = adapted(e.counts.inter, 1)
	h.segments.probs = [3]uint8{255, adapted(e.counts.mapped, 1), 255}
	e.first.reset(e.first.out[:0])
	h.write(&e.first, key)
	e.tokens.adapt(&e.first, e.costs, &h.probs.coefficients)
	h.writeProbs(&e.first, key)
	if !key {
		e.writeVectorProbs()
	}
	e.writeModes(key)
	e.rest.reset(e.rest.out[:0])
	e.tokens.write(&e.rest, &h.probs.coefficients)
	return e.first.finish(), e.rest.finish()
}

func (e *Encoder) writeVectorProbs() {
	probs := &e.header.probs.vectors
	for i := range probs {
		for j := range probs[i] {
			e.costs.adapt(&e.first, e.counts.vectors[i][j], &probs[i][j], vectorUpdate[i][j], 7)
		}
	}
}
