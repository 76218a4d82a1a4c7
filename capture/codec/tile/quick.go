package tile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/klauspost/compress/huff0"

	"tandem/capture/codec"
	"tandem/capture/codec/internal/pixel"
)

// In a quick packet the pixels of photographs are no decisions: how they differ
// from what is foreseen (pixel.Differences) is coded apart, in planes of green,
// red and blue, by Huffman's codes:
//
//	for each 65536 pixels and for what is left over, for each plane:
//	  byte  form: plain, one or huffman
//	  …     as many bytes as there are pixels, or a byte that all are, or
//	        uvarint length | that many bytes of huff0, in four streams

// The forms of a plane.
const (
	formPlain = iota
	formOne
	formHuffman
)

const quickChunk = 1 << 16 // pixels

// firstQuickRate is how many bytes a pixel takes, before any is measured.
const firstQuickRate = 1

var (
	errShort = errors.New("bytes missing")
	errForm  = errors.New("unknown form")
)

// planes are the differences of up to quickChunk pixels, in one piece of memory
// that is made when it is needed.
type planes [3][]byte

func (p *planes) make() {
	if p[0] == nil {
		b := make([]byte, len(p)*quickChunk)
		for k := range p {
			p[k] = b[k*quickChunk : (k+1)*quickChunk]
		}
	}
}

// do calls f with pixels from to to of the planes.
func (p *planes) do(from, to int, cur, up []uint32, f func(green, red, blue []byte, cur, up []uint32)) {
	f(p[0][from:to], p[1][from:to], p[2][from:to], cur, up)
}

// A quickWriter is the sending end.
type quickWriter struct {
	planes
	huff   huff0.Scratch
	filled int     // pixels in the planes
	total  int     // pixels of this packet
	out    []byte  // what is coded of them
	rate   float64 // bytes that a pixel took of late
}

func (q *quickWriter) begin() { q.filled, q.total, q.out = 0, 0, q.out[:0] }

// put codes cur[1:], as [pixel.Differences] has it.
func (q *quickWriter) put(cur, up []uint32) {
	q.make()
	for len(cur) > 1 {
		n := min(len(cur)-1, quickChunk-q.filled)
		q.do(q.filled, q.filled+n, cur, up, pixel.Differences)
		q.filled += n
		q.total += n
		if q.filled == quickChunk {
			q.flush()
		}
		cur, up = cur[n:], up[n:]
	}
}

// flush codes the planes.
func (q *quickWriter) flush() {
	before := len(q.out)
	q.huff.Reuse = huff0.ReusePolicyNone
	for _, p := range q.planes {
		p = p[:q.filled]
		switch b, _, err := huff0.Compress4X(p, &q.huff); {
		case err == nil:
			q.out = append(q.out, formHuffman)
			q.out = binary.AppendUvarint(q.out, uint64(len(b)))
			q.out = append(q.out, b...)
		case slices.Max(p) == slices.Min(p):
			q.out = append(q.out, formOne, p[0])
		default:
			q.out = append(append(q.out, formPlain), p...)
		}
	}
	q.rate = float64(len(q.out)-before) / float64(q.filled)
	q.filled = 0
}

// size is about how many bytes the packet's part takes.
func (q *quickWriter) size() int {
	if q.rate == 0 {
		q.rate = firstQuickRate
	}
	return len(q.out) + int(float64(q.filled)*q.rate)
}

// end returns the packet's part, valid until the next begin.
func (q *quickWriter) end() []byte {
	if q.filled > 0 {
		q.flush()
	}
	return q.out
}

// A quickReader is the receiving end.
type quickReader struct {
	planes
	huff   huff0.Scratch
	in     []byte
	total  int // pixels read
	left   int // pixels that are not in the planes yet
	at     int // pixels of the planes that were taken
	filled int
}

// begin prepares to read pixels from b.
func (q *quickReader) begin(b []byte, pixels int) {
	q.make()
	q.in, q.total, q.left, q.at, q.filled = b, 0, pixels, 0, 0
}

// get reads cur[1:], as [pixel.Restore] has it.
func (q *quickReader) get(cur, up []uint32) error {
	for len(cur) > 1 {
		if q.at == q.filled {
			if err := q.fill(); err != nil {
				return err
			}
		}
		n := min(len(cur)-1, q.filled-q.at)
		q.do(q.at, q.at+n, cur, up, pixel.Restore)
		q.at += n
		q.total += n
		cur, up = cur[n:], up[n:]
	}
	return nil
}

// fill reads the next pixels into the planes.
func (q *quickReader) fill() error {
	q.at, q.filled = 0, min(q.left, quickChunk)
	q.left -= q.filled
	if q.filled == 0 {
		return fmt.Errorf("%w: photographs end", codec.ErrCorrupt)
	}
	for _, p := range q.planes {
		if err := q.plane(p[:q.filled:q.filled]); err != nil {
			return fmt.Errorf("%w: photographs: %w", codec.ErrCorrupt, err)
		}
	}
	return nil
}

// plane reads p.
func (q *quickReader) plane(p []byte) error {
	form, err := q.cut(1)
	if err != nil {
		return err
	}
	switch form[0] {
	case formPlain:
		b, err := q.cut(uint64(len(p)))
		copy(p, b)
		return err
	case formOne:
		b, err := q.cut(1)
		if err != nil {
			return err
		}
		for i := range p {
			p[i] = b[0]
		}
		return nil
	case formHuffman:
		size, n := binary.Uvarint(q.in)
		if n <= 0 {
			return errShort
		}
		q.in = q.in[n:]
		b, err := q.cut(size)
		if err != nil {
			return err
		}
		return q.unpack(p, b)
	}
	return errForm
}

// unpack reads p, coded as b.
func (q *quickReader) unpack(p, b []byte) error {
	_, b, err := huff0.ReadTable(b, &q.huff)
	if err != nil {
		return err
	}
	got, err := q.huff.Decoder().Decompress4X(p[:0], b)
	if err == nil && len(got) != len(p) {
		err = errShort
	}
	return err
}

// cut takes n bytes.
func (q *quickReader) cut(n uint64) ([]byte, error) {
	if n > uint64(len(q.in)) {
		return nil, errShort
	}
	b := q.in[:n]
	q.in = q.in[n:]
	return b, nil
}

// spent tells whether all was read.
func (q *quickReader) spent() bool { return len(q.in) == 0 && q.left == 0 && q.at == q.filled }
