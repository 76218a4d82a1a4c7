//go:build linux

package x11

import (
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"tandem/capture/x11/wire"
)

// reply makes GetCursorImage's answer.
func reply(w, h, hotX, hotY int, pixels ...uint32) wire.Reply {
	r := make(wire.Reply, 32, 32+4*len(pixels))
	for i, v := range []int{w, h, hotX, hotY} {
		binary.LittleEndian.PutUint16(r[12+2*i:], uint16(v))
	}
	for _, p := range pixels {
		r = binary.LittleEndian.AppendUint32(r, p)
	}
	return r
}

func TestReadShape(t *testing.T) {
	s := readShape(reply(2, 1, 1, 0, 0xff102030, 0x80402000))
	if s == nil || s.Image.Rect != image.Rect(0, 0, 2, 1) || s.Hot != image.Pt(1, 0) {
		t.Fatalf("readShape() = %+v; want 2x1 pixels with hot spot (1,0)", s)
	}
	if got, want := s.Image.NRGBAAt(0, 0), (color.NRGBA{R: 0x10, G: 0x20, B: 0x30, A: 0xff}); got != want {
		t.Errorf("opaque pixel = %v; want %v", got, want)
	}
	if got, want := s.Image.NRGBAAt(1, 0), (color.NRGBA{R: 0x80, G: 0x40, A: 0x80}); got != want {
		t.Errorf("half transparent pixel = %v; want %v", got, want)
	}
	for _, r := range []wire.Reply{nil, reply(2, 2, 0, 0, 1), reply(1, 1, 0, 0, 0x00ffffff), reply(0, 0, 0, 0)} {
		if s := readShape(r); s != nil {
			t.Errorf("readShape(%v) = %v; want nil", r, s)
		}
	}
	big := make([]uint32, 300*300)
	big[0] = 0xff000000
	if s := readShape(reply(300, 300, 299, 299, big...)); s.Image.Rect.Dx() != maxShape || !s.Hot.In(s.Image.Rect) {
		t.Errorf("shape of 300x300 pixels becomes %v with hot spot %v; want %d and inside", s.Image.Rect, s.Hot, maxShape)
	}
}
