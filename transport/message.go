package transport

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A Framer cuts a byte stream into messages: uvarint length, then the message.
// The zero value over a Reader is ready. It keeps one buffer, which grows with
// what has really arrived and never with what a length merely claims.
type Framer struct {
	R   io.Reader
	buf []byte // the read message, then the head of what follows
	one [1]byte
}

// growStep is how much of a long message is trusted to come before more memory
// is set aside.
const growStep = 64 << 10

// AppendFrame appends msg with its length to b.
func AppendFrame(b, msg []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(msg)))
	return append(b, msg...)
}

// Next returns the next message, valid until the following Next. It returns
// io.EOF at an end between messages, io.ErrUnexpectedEOF within one, and
// ErrTooLarge, wrapped, for a length over limit.
func (f *Framer) Next(limit int) ([]byte, error) {
	n, err := f.length()
	if err != nil {
		return nil, err
	}
	if n > uint64(limit) {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, n)
	}
	size := int(n)
	f.buf = f.buf[:0]
	for len(f.buf) < size {
		have := len(f.buf)
		want := min(size, max(cap(f.buf), have+growStep))
		if want > cap(f.buf) {
			f.buf = append(make([]byte, 0, min(size, max(2*cap(f.buf), want))), f.buf...)
		}
		f.buf = f.buf[:want]
		if _, err := io.ReadFull(f.R, f.buf[have:]); err != nil {
			return nil, unexpected(err)
		}
	}
	return f.buf, nil
}

func (f *Framer) length() (uint64, error) {
	var n uint64
	for i := 0; ; i++ {
		if _, err := io.ReadFull(f.R, f.one[:]); err != nil {
			if i > 0 {
				return 0, unexpected(err)
			}
			return 0, err
		}
		b := f.one[0]
		if i == binary.MaxVarintLen64-1 && b > 1 || i >= binary.MaxVarintLen64 {
			return 0, fmt.Errorf("%w: length", ErrTooLarge)
		}
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return n, nil
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
