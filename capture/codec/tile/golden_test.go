package tile

import (
	"bytes"
	"encoding/hex"
	flags "flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"testing"

	"tandem/capture/codec"
	"tandem/capture/codec/codectest"
)

var update = flags.Bool("update", false, "rewrite the files in testdata")

// TestGolden pins the bytes on the wire. They may change with what the Encoder
// chooses to send; where an older Decoder would misread them, version changes
// as well.
func TestGolden(t *testing.T) {
	c := codectest.NewCanvas(200, 150, 1)
	enc := NewEncoder(Config{})
	var out bytes.Buffer
	var packets []codec.Packet
	for _, step := range []func(){
		func() { c.Text(4, 4, 20, 0x202020, 0xffffff) },
		func() { c.Photo(image.Rect(100, 70, 130, 90)) },
		func() { c.Move(image.Rect(0, 20, 200, 150), image.Pt(2, 0)) },
		func() { c.Noise(image.Rect(0, 0, 16, 16)) },
		func() { c.Fill(c.Bounds(), 0xff8800) },
	} {
		step()
		p, err := enc.Encode(c.Frame(nil), 0)
		if err != nil {
			t.Fatal(err)
		}
		packets = append(packets, append(codec.Packet(nil), p...))
		fmt.Fprintf(&out, "%016x\n%s\n", codec.Sum(c.RGBA()), hex.Dump(p))
	}
	file := filepath.Join("testdata", "packets.txt")
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("packets are not those of %s; if they are meant to change, run the test with -update", file)
	}
	dst := image.NewRGBA(c.Bounds())
	dec := NewDecoder(Config{})
	for i, p := range packets {
		if _, err := dec.Decode(dst, p); err != nil {
			t.Errorf("packet %d: %v", i, err)
		}
	}
	if got, want := codec.Sum(dst), codec.Sum(c.RGBA()); got != want {
		t.Errorf("the last picture's sum is %x; want %x", got, want)
	}
}
