package transport_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"tandem/transport"
)

func TestFramerReadsWhatAppendFrameWrote(t *testing.T) {
	var b []byte
	sizes := []int{0, 1, 127, 128, 200_000, 5}
	for i, n := range sizes {
		b = transport.AppendFrame(b, bytes.Repeat([]byte{byte(i)}, n))
	}
	f := transport.Framer{R: bytes.NewReader(b)}
	for i, n := range sizes {
		m, err := f.Next(transport.MaxMessage)
		if err != nil || !bytes.Equal(m, bytes.Repeat([]byte{byte(i)}, n)) {
			t.Fatalf("message %d: %d bytes, %v; want %d", i, len(m), err, n)
		}
	}
	if _, err := f.Next(transport.MaxMessage); err != io.EOF {
		t.Errorf("Next at the end = %v; want io.EOF", err)
	}
}

func TestFramerTellsEveryTruncation(t *testing.T) {
	whole := transport.AppendFrame(nil, bytes.Repeat([]byte{7}, 300))
	for n := 1; n < len(whole); n++ {
		f := transport.Framer{R: bytes.NewReader(whole[:n])}
		if _, err := f.Next(1000); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("Next of %d of %d bytes = %v; want ErrUnexpectedEOF", n, len(whole), err)
		}
	}
}

func TestFramerTrustsNoLength(t *testing.T) {
	for _, head := range [][]byte{
		{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01},
		bytes.Repeat([]byte{0x80}, 20),
		{0x81, 0x08}, // 1025
	} {
		f := transport.Framer{R: bytes.NewReader(append(head, make([]byte, 64)...))}
		if _, err := f.Next(1024); !errors.Is(err, transport.ErrTooLarge) {
			t.Errorf("Next of length % x = %v; want ErrTooLarge", head, err)
		}
	}
	claim := []byte{0x80, 0x80, 0x80, 0x04, 1, 2, 3} // 8 MiB, of which 3 bytes come
	grew := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f := transport.Framer{R: bytes.NewReader(claim)}
			if _, err := f.Next(transport.MaxMessage); !errors.Is(err, io.ErrUnexpectedEOF) {
				b.Fatalf("Next = %v; want ErrUnexpectedEOF", err)
			}
		}
	}).AllocedBytesPerOp()
	if grew > 256<<10 {
		t.Errorf("a claim of 8 MiB made Next set %d bytes aside", grew)
	}
}

func FuzzFramer(f *testing.F) {
	f.Add(transport.AppendFrame(transport.AppendFrame(nil, []byte("a")), nil))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		fr := transport.Framer{R: bytes.NewReader(b)}
		for {
			m, err := fr.Next(1 << 16)
			if err != nil {
				return
			}
			if len(m) > len(b) {
				t.Fatalf("message of %d bytes out of %d", len(m), len(b))
			}
		}
	})
}
