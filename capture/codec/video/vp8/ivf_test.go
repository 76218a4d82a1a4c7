package vp8

import (
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"hash"
	"os"
	"testing"

	"tandem/capture/codec/video/yuv"
)

// readIVF returns the frames of a file of the container that vpxenc writes.
func readIVF(t testing.TB, path string) [][]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) < 32 || string(b[:4]) != "DKIF" {
		t.Fatalf("%s: not IVF", path)
	}
	var frames [][]byte
	for b = b[32:]; len(b) >= 12; {
		n := int(binary.LittleEndian.Uint32(b))
		b = b[12:]
		if n > len(b) {
			t.Fatalf("%s: cut short", path)
		}
		frames, b = append(frames, b[:n]), b[n:]
	}
	return frames
}

// writeIVF is readIVF backwards.
func writeIVF(t testing.TB, path string, w, h int, frames [][]byte) {
	t.Helper()
	b := append([]byte("DKIF"), 0, 0, 32, 0)
	b = append(b, "VP80"...)
	b = binary.LittleEndian.AppendUint16(b, uint16(w))
	b = binary.LittleEndian.AppendUint16(b, uint16(h))
	for _, v := range []int{25, 1, len(frames), 0} {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	for i, f := range frames {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(f)))
		b = binary.LittleEndian.AppendUint64(b, uint64(i))
		b = append(b, f...)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// add adds the pixels of a picture to a checksum, as "vpxdec --i420" writes them.
func add(h hash.Hash, m yuv.Image) {
	for y := range m.H {
		h.Write(m.Y[y*m.Stride:][:m.W])
	}
	for _, p := range [][]byte{m.U, m.V} {
		for y := range (m.H + 1) / 2 {
			h.Write(p[y*m.CStride:][:(m.W+1)/2])
		}
	}
}

// sum is the checksum of one picture.
func sum(m yuv.Image) string {
	h := md5.New()
	add(h, m)
	return fmt.Sprintf("%x", h.Sum(nil))
}
