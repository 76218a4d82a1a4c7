package tile

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"tandem/capture/codec"
)

// window is how far back the zstd stream may refer, in bytes.
const window = 4 << 20

// A deflater is the sending end of the connection's zstd stream.
type deflater struct {
	z   *zstd.Encoder
	out bytes.Buffer
}

// reset begins a new stream.
func (d *deflater) reset() error {
	d.out.Reset()
	if d.z != nil {
		d.z.Reset(&d.out)
		return nil
	}
	z, err := zstd.NewWriter(&d.out, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(window),
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return fmt.Errorf("tile: zstd: %w", err)
	}
	d.z = z
	return nil
}

// pack returns the part of the stream that carries b, valid until the next call.
func (d *deflater) pack(b []byte) ([]byte, error) {
	d.out.Reset()
	if _, err := d.z.Write(b); err != nil {
		return nil, fmt.Errorf("tile: zstd: %w", err)
	}
	if err := d.z.Flush(); err != nil {
		return nil, fmt.Errorf("tile: zstd: %w", err)
	}
	return d.out.Bytes(), nil
}

func (d *deflater) close() error {
	if d.z == nil {
		return nil
	}
	d.z.Reset(nil) // without it Close would write an end of the stream
	return d.z.Close()
}

// An inflater is the receiving end of the connection's zstd stream.
type inflater struct {
	z   *zstd.Decoder
	in  bytes.Reader
	out []byte
}

// feed hides bytes.Reader's other methods: zstd must read no further than the
// blocks it needs.
type feed struct{ r io.Reader }

func (f feed) Read(p []byte) (int, error) { return f.r.Read(p) }

// reset begins a new stream.
func (d *inflater) reset() error {
	d.in.Reset(nil)
	if d.z != nil {
		return d.z.Reset(feed{&d.in})
	}
	z, err := zstd.NewReader(feed{&d.in}, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(window),
		zstd.WithDecoderMaxMemory(4*window), zstd.WithDecoderLowmem(true))
	if err != nil {
		return fmt.Errorf("tile: zstd: %w", err)
	}
	d.z = z
	return nil
}

// unpack returns the n bytes that part of the stream carries, valid until the
// next call. The memory it takes grows with what part really holds.
func (d *inflater) unpack(part []byte, n int) ([]byte, error) {
	if d.z == nil {
		return nil, fmt.Errorf("%w: no key packet yet", codec.ErrCorrupt)
	}
	d.in.Reset(part)
	d.out = d.out[:0]
	for len(d.out) < n {
		if len(d.out) == cap(d.out) {
			d.out = append(d.out, 0)[:len(d.out)]
		}
		m, err := d.z.Read(d.out[len(d.out):min(cap(d.out), n)])
		d.out = d.out[:len(d.out)+m]
		if err != nil && (!errors.Is(err, io.EOF) || len(d.out) < n) {
			return nil, fmt.Errorf("%w: zstd: %w", codec.ErrCorrupt, err)
		}
	}
	if d.in.Len() > 0 {
		return nil, fmt.Errorf("%w: %d bytes left over", codec.ErrCorrupt, d.in.Len())
	}
	return d.out, nil
}

func (d *inflater) close() {
	if d.z != nil {
		d.z.Close()
	}
}
