package vp8

import "errors"

// Errors of [Decoder.Decode] that callers may want to tell apart.
var (
	// ErrCorrupt says that a frame is cut short or is no frame at all.
	ErrCorrupt = errors.New("vp8: corrupt frame")
	// ErrNoKey says that a frame refers to one that was never decoded.
	ErrNoKey = errors.New("vp8: no key frame yet")
	// ErrTooLarge says that a picture has more pixels than the Decoder accepts.
	ErrTooLarge = errors.New("vp8: picture too large")
)

// A tag is the part of a frame that is not compressed (RFC 6386, section 9.1).
type tag struct {
	key     bool
	version uint8
	show    bool
	first   int // bytes of the first partition
	w, h    int // of a key frame
}

const (
	tagSize    = 3
	keyTagSize = 10
)

// parseTag returns the tag and what follows it.
func parseTag(frame []byte) (tag, []byte, error) {
	if len(frame) < tagSize {
		return tag{}, nil, ErrCorrupt
	}
	bits := int(frame[0]) | int(frame[1])<<8 | int(frame[2])<<16
	t := tag{key: bits&1 == 0, version: uint8(bits >> 1 & 7), show: bits>>4&1 != 0, first: bits >> 5}
	rest := frame[tagSize:]
	if t.key {
		if len(frame) < keyTagSize || frame[3] != 0x9d || frame[4] != 0x01 || frame[5] != 0x2a {
			return tag{}, nil, ErrCorrupt
		}
		t.w = (int(frame[6]) | int(frame[7])<<8) & 0x3fff
		t.h = (int(frame[8]) | int(frame[9])<<8) & 0x3fff
		rest = frame[keyTagSize:]
	}
	if t.first > len(rest) || t.version > 3 || t.key && (t.w == 0 || t.h == 0) {
		return tag{}, nil, ErrCorrupt
	}
	return t, rest, nil
}

// append writes the tag.
func (t tag) append(dst []byte) []byte {
	bits := int(t.version)<<1 | t.first<<5
	if !t.key {
		bits |= 1
	}
	if t.show {
		bits |= 1 << 4
	}
	dst = append(dst, byte(bits), byte(bits>>8), byte(bits>>16))
	if t.key {
		dst = append(dst, 0x9d, 0x01, 0x2a, byte(t.w), byte(t.w>>8), byte(t.h), byte(t.h>>8))
	}
	return dst
}

// A header is what the first partition begins with. Much of it outlives the
// frame: a new header is parsed over the last (RFC 6386, sections 9 and 19.2).
type header struct {
	segments   segmentation
	filter     loopFilter
	partitions int // of coefficients
	quant      quantizers
	refs       references
	keepProbs  bool // for the frames to come
	probs      entropy

	skips                                     bool // macroblocks say whether they have coefficients
	skipProb, intraProb, lastProb, goldenProb uint8
}

// read parses the header of a frame.
func (h *header) read(r *boolReader, key bool) {
	if key {
		r.literal(2) // colour space and clamping: all streams clamp
		*h = header{probs: newEntropy()}
	}
	h.segments.read(r)
	h.filter.read(r)
	h.partitions = 1 << r.literal(2)
	h.quant.read(r)
	h.refs.read(r, key)
	h.keepProbs = r.flag()
	h.refs.last = key || r.flag()
}

// readProbs parses the rest, from which on the probabilities are those of the
// frame.
func (h *header) readProbs(r *boolReader, key bool) {
	h.probs.read(r)
	h.skips, h.skipProb = r.flag(), 0
	if h.skips {
		h.skipProb = uint8(r.literal(8))
	}
	if key {
		return
	}
	h.intraProb = uint8(r.literal(8))
	h.lastProb = uint8(r.literal(8))
	h.goldenProb = uint8(r.literal(8))
	h.probs.readModes(r)
}

// References of a macroblock, and indices of the frames of a coder.
const (
	intra = iota
	last
	golden
	alternate
)

// references says what happens to the frames kept (RFC 6386, sections 9.7, 9.8).
type references struct {
	golden, alternate, last bool // become the new frame
	toGolden, toAlternate   int  // else: 1 from last, 2 from the other
	flip                    [4]bool
}

func (f *references) read(r *boolReader, key bool) {
	*f = references{golden: true, alternate: true}
	if key {
		return
	}
	f.golden, f.alternate = r.flag(), r.flag()
	if !f.golden {
		f.toGolden = r.literal(2)
	}
	if !f.alternate {
		f.toAlternate = r.literal(2)
	}
	f.flip[golden], f.flip[alternate] = r.flag(), r.flag()
}
