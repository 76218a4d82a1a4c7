package codectest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
)

// A Clip is a recording of a real desktop: a zstd stream of a header and, for
// each frame, the patches that changed since the one before.
//
//	magic "XCLIP1\n", uint32 width, height, frames a second * 1000, frames
//	frame: uint32 n; n times uint16 x, y, w, h, then w*h pixels of 4 bytes
type Clip struct {
	W, H   int
	FPS    float64
	Frames [][]Patch
}

// A Patch is a rectangle of a clip's frame.
type Patch struct {
	X, Y, W, H int
	Pix        []byte
}

const clipMagic = "XCLIP1\n"

// LoadClip reads a clip.
func LoadClip(path string) (*Clip, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read from
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<31))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	c, err := readClip(bufio.NewReaderSize(z, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("codectest: clip %s: %w", path, err)
	}
	return c, nil
}

func readClip(r io.Reader) (*Clip, error) {
	var head struct {
		Magic                [len(clipMagic)]byte
		W, H, Rate, Declared uint32
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil {
		return nil, err
	}
	if string(head.Magic[:]) != clipMagic {
		return nil, errors.New("no clip")
	}
	c := &Clip{W: int(head.W), H: int(head.H), FPS: float64(head.Rate) / 1000}
	for {
		var n uint32
		err := binary.Read(r, binary.LittleEndian, &n)
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil {
			return nil, err
		}
		patches := make([]Patch, n)
		for i := range patches {
			if patches[i], err = readPatch(r, c.W, c.H); err != nil {
				return nil, err
			}
		}
		c.Frames = append(c.Frames, patches)
	}
}

func readPatch(r io.Reader, w, h int) (Patch, error) {
	var g [4]uint16
	if err := binary.Read(r, binary.LittleEndian, &g); err != nil {
		return Patch{}, err
	}
	p := Patch{X: int(g[0]), Y: int(g[1]), W: int(g[2]), H: int(g[3])}
	if p.X+p.W > w || p.Y+p.H > h {
		return p, errors.New("patch outside of the picture")
	}
	p.Pix = make([]byte, 4*p.W*p.H)
	_, err := io.ReadFull(r, p.Pix)
	return p, err
}

// Apply draws frame i over canvas and tells whether it changes anything.
func (c *Clip) Apply(canvas *Canvas, i int) bool {
	for _, p := range c.Frames[i] {
		for y := range p.H {
			copy(canvas.Pix[4*((p.Y+y)*c.W+p.X):], p.Pix[4*y*p.W:4*(y+1)*p.W])
		}
	}
	return len(c.Frames[i]) > 0
}
