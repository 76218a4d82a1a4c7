package tile

import (
	"encoding/binary"
	"fmt"
	"image"

	"tandem/capture/codec"
)

// A Decoder makes the picture from an Encoder's packets; see [codec.Decoder].
type Decoder struct {
	ref   *picture // nil until the first key packet, and after an error
	z     inflater
	spans []span
	dirty []image.Rectangle
}

var _ codec.Decoder = (*Decoder)(nil)

// NewDecoder returns a Decoder that awaits a key packet.
func NewDecoder(Config) *Decoder { return &Decoder{} }

// Close frees what the Decoder holds.
func (d *Decoder) Close() error {
	d.z.close()
	*d = Decoder{}
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
	if err := d.apply(h, rest); err != nil {
		d.ref = nil
		return nil, err
	}
	d.dirty = d.dirty[:0]
	for _, s := range d.spans {
		r := d.ref.rect(s.first, s.n)
		d.ref.draw(dst, r)
		d.dirty = append(d.dirty, r)
	}
	return d.dirty, nil
}

// apply brings the reference up to date.
func (d *Decoder) apply(h codec.Header, p []byte) error {
	if len(p) == 0 || p[0] != version {
		return fmt.Errorf("%w: not version %d of the tile coder", codec.ErrCorrupt, version)
	}
	n, k := binary.Uvarint(p[1:])
	if k <= 0 || n > maxBody(newGrid(h.Width, h.Height)) {
		return fmt.Errorf("%w: length of the body", codec.ErrCorrupt)
	}
	if err := d.begin(h); err != nil {
		return err
	}
	body, err := d.z.unpack(p[1+k:], int(n))
	if err != nil {
		return err
	}
	return d.decode(body)
}

// begin starts anew with a key packet and checks that others fit.
func (d *Decoder) begin(h codec.Header) error {
	same := d.ref != nil && d.ref.w == h.Width && d.ref.h == h.Height
	switch {
	case !h.Key && !same:
		return fmt.Errorf("%w: key packet expected", codec.ErrCorrupt)
	case !h.Key:
		return nil
	case same:
		d.ref.clear()
	default:
		d.ref = newPicture(h.Width, h.Height)
	}
	return d.z.reset()
}

// maxBody is the longest body that an update of a whole picture can need: at
// worst every second pixel is new, in a token of its own.
func maxBody(g grid) uint64 { return uint64(4*g.w*g.h + 16*g.tiles() + 16) }

// decode reads a body.
func (d *Decoder) decode(b []byte) error {
	b, err := d.readSpans(b)
	if err != nil {
		return err
	}
	for _, s := range d.spans {
		if b, err = decodeRect(d.ref, b, d.ref.rect(s.first, s.n)); err != nil {
			return err
		}
	}
	if len(b) > 0 {
		return fmt.Errorf("%w: %d bytes left over", codec.ErrCorrupt, len(b))
	}
	return nil
}

// readSpans reads where the spans are. They have no more tiles than the picture
// in all, so that a packet never holds more work than one picture.
func (d *Decoder) readSpans(b []byte) ([]byte, error) {
	d.spans = d.spans[:0]
	count, k := binary.Uvarint(b)
	if k <= 0 || count > uint64(d.ref.tiles()) {
		return nil, fmt.Errorf("%w: number of spans", codec.ErrCorrupt)
	}
	b = b[k:]
	end, total := 0, 0
	for range count {
		skip, k := binary.Varint(b)
		if k <= 0 || skip < -int64(d.ref.tiles()) || skip > int64(d.ref.tiles()) {
			return nil, fmt.Errorf("%w: place of a span", codec.ErrCorrupt)
		}
		n, m := binary.Uvarint(b[k:])
		s := span{first: end + int(skip), n: int(min(n, uint64(d.ref.tiles()+1)))}
		total += s.n
		if m <= 0 || !d.ref.row(s) || total > d.ref.tiles() {
			return nil, fmt.Errorf("%w: length of a span", codec.ErrCorrupt)
		}
		b = b[k+m:]
		d.spans = append(d.spans, s)
		end = s.first + s.n
	}
	return b, nil
}
