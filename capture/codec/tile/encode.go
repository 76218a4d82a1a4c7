package tile

import (
	"encoding/binary"
	"errors"

	"tandem/capture"
	"tandem/capture/codec"
)

// version is the coder's byte in every packet. It grows with every change
// that an older Decoder would misread.
const version = 1

// A Config sets up an Encoder or a Decoder; both ends need the same. The zero
// value is what everybody uses.
type Config struct{}

// An Encoder makes packets of one display's frames; see [codec.Encoder].
type Encoder struct {
	src    *source
	ref    *picture
	dirty  []bool // tiles that the Decoder has to be sent
	unsent []bool // tiles never sent since the last key packet
	next   int    // the tile where the next packet goes on
	key    bool   // the next packet is one
	closed bool

	z    deflater
	rate int // bytes on the wire per 256 bytes of body, lately

	spans  []span
	row    []uint32
	pixels []byte
	body   []byte
	packet []byte
}

var _ codec.Encoder = (*Encoder)(nil)

// NewEncoder returns an Encoder that has not seen a frame yet.
func NewEncoder(Config) *Encoder { return &Encoder{rate: 128} }

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
		if err := e.restart(); err != nil {
			return nil, err
		}
	}
	if !e.Pending() {
		return nil, nil
	}
	return e.send(budget)
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
	e.closed = true
	return e.z.close()
}

// take makes f the newest frame and finds the tiles in which the reference
// differs from it.
func (e *Encoder) take(f *capture.Frame) {
	all := e.src == nil || e.src.w != f.Width || e.src.h != f.Height
	if all {
		e.src, e.ref = newSource(f.Width, f.Height), newPicture(f.Width, f.Height)
		e.dirty, e.unsent = make([]bool, e.src.tiles()), make([]bool, e.src.tiles())
		e.key = true
	}
	e.src.take(f, all)
	for t, touched := range e.src.touched {
		if touched {
			e.src.touched[t] = false
			e.dirty[t] = e.unsent[t] || !e.src.equal(e.ref, t)
		}
	}
}

// restart forgets what the Decoder has.
func (e *Encoder) restart() error {
	e.ref.clear()
	for t := range e.dirty {
		e.dirty[t], e.unsent[t] = true, true
	}
	e.next = 0
	return e.z.reset()
}

// send makes a packet of the dirty tiles, as many as the budget allows.
func (e *Encoder) send(budget int) (codec.Packet, error) {
	e.collect(budget)
	e.body = binary.AppendUvarint(e.body[:0], uint64(len(e.spans)))
	end := 0
	for _, s := range e.spans {
		e.body = binary.AppendVarint(e.body, int64(s.first-end))
		e.body = binary.AppendUvarint(e.body, uint64(s.n))
		end = s.first + s.n
	}
	e.body = append(e.body, e.pixels...)
	z, err := e.z.pack(e.body)
	if err != nil {
		return nil, err
	}
	e.rate = (3*e.rate + len(z)*256/len(e.body) + 3) / 4
	e.packet = codec.Header{Key: e.key, Width: e.src.w, Height: e.src.h}.Append(e.packet[:0])
	e.packet = append(e.packet, version)
	e.packet = binary.AppendUvarint(e.packet, uint64(len(e.body)))
	e.packet = append(e.packet, z...)
	e.key = false
	return e.packet, nil
}

// narrow is the widest span, in tiles, of a packet with a budget: the packet
// can exceed it by no more than that.
const narrow = 4

// collect codes dirty tiles, beginning where the last packet ended, until
// there are none or the budget is spent.
func (e *Encoder) collect(budget int) {
	e.spans, e.pixels = e.spans[:0], e.pixels[:0]
	widest := e.src.cols
	if budget > 0 {
		widest = narrow
	}
	total := len(e.dirty)
	for seen := 0; seen < total; {
		s := span{first: (e.next + seen) % total}
		for s.n < widest && seen+s.n < total && s.first+s.n < total && e.dirty[s.first+s.n] && (s.n == 0 || (s.first+s.n)%e.src.cols != 0) {
			s.n++
		}
		if s.n == 0 {
			seen++
			continue
		}
		e.spans = append(e.spans, s)
		e.pixels = e.encodeRect(e.pixels, e.src.rect(s.first, s.n))
		for t := s.first; t < s.first+s.n; t++ {
			e.dirty[t], e.unsent[t] = false, false
		}
		seen += s.n
		if budget > 0 && len(e.pixels)*e.rate/256 >= budget {
			e.next = (e.next + seen) % total
			return
		}
	}
	e.next = 0
}
