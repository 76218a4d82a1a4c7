package screen

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"slices"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"tandem/app/session"
	"tandem/capture"
	"tandem/capture/codec"
)

// Name is the channel's name.
const Name = "screen"

// ErrMessage is returned, wrapped, for bytes that are no message of this channel.
var ErrMessage = errors.New("screen: bad message")

// The kinds of what the showing side sends.
const (
	kindUpdate  = 1
	kindCursor  = 2
	kindInfo    = 3
	kindSum     = 4
	kindFigures = 5
)

// Limits of what a message may hold.
const (
	maxReply    = 256
	maxInfo     = 8 << 10
	maxDisplays = 32
	maxCursor   = 256 // pixels, either side
	maxPlace    = 1 << 20
	maxFigures  = 64
	maxMillis   = 1 << 20
	maxFrames   = 1000
)

// An info tells what is shown.
type info struct {
	Displays []display `cbor:"1,keyasint,omitempty"`
	Shown    int       `cbor:"2,keyasint"`
	Paused   bool      `cbor:"3,keyasint,omitempty"`
	Failed   bool      `cbor:"4,keyasint,omitempty"` // the display cannot be captured
	Mode     Mode      `cbor:"5,keyasint,omitempty"` // in force
	Level    int       `cbor:"6,keyasint,omitempty"` // of Automatic
}

// figures are about the last second.
type figures struct {
	RTT    uint64 `cbor:"1,keyasint,omitempty"` // of the path, ms
	Age    uint64 `cbor:"2,keyasint,omitempty"` // of the pictures when decoded, ms
	Lost   uint64 `cbor:"3,keyasint,omitempty"` // of a thousand packets
	Frames int    `cbor:"4,keyasint,omitempty"` // a second
}

type display struct {
	ID      int    `cbor:"1,keyasint"`
	Name    string `cbor:"2,keyasint,omitempty"`
	X       int    `cbor:"3,keyasint,omitempty"`
	Y       int    `cbor:"4,keyasint,omitempty"`
	W       int    `cbor:"5,keyasint"`
	H       int    `cbor:"6,keyasint"`
	Primary bool   `cbor:"7,keyasint,omitempty"`
}

// A reply is what the viewing side sends; exactly one field is set, or none
// that this program knows.
type reply struct {
	Ack     *ack     `cbor:"1,keyasint,omitempty"`
	Select  *choice  `cbor:"2,keyasint,omitempty"`
	Refresh *refresh `cbor:"3,keyasint,omitempty"`
	Mode    *mode    `cbor:"4,keyasint,omitempty"`
	Glance  *glance  `cbor:"5,keyasint,omitempty"`
}

// ack says that update Number was decoded, Micros after it had arrived.
type ack struct {
	Number uint64 `cbor:"1,keyasint"`
	Micros uint64 `cbor:"2,keyasint,omitempty"`
}

type choice struct {
	Display int `cbor:"1,keyasint"`
}

type refresh struct{}

// mode asks for a Mode. One that is not known is newer than this program, and ignored.
type mode struct {
	Mode Mode `cbor:"1,keyasint"`
}

// glance says whether nobody looks at the pictures at their own size.
type glance struct {
	On bool `cbor:"1,keyasint,omitempty"`
}

// flagMore says that the picture is not whole yet: more of it is to come.
const flagMore = 1

func appendUpdate(b []byte, number uint64, more bool, p codec.Packet) []byte {
	flags := byte(0)
	if more {
		flags = flagMore
	}
	b = binary.AppendUvarint(append(b, kindUpdate, flags), number)
	return append(b, p...)
}

func parseUpdate(b []byte) (number uint64, more bool, p codec.Packet, err error) {
	if len(b) < 1 || b[0]&^flagMore != 0 {
		return 0, false, nil, fmt.Errorf("%w: update flags", ErrMessage)
	}
	number, n := binary.Uvarint(b[1:])
	if n <= 0 {
		return 0, false, nil, fmt.Errorf("%w: number", ErrMessage)
	}
	return number, b[0]&flagMore != 0, codec.Packet(b[1+n:]), nil
}

// A sum is what codec.Encoder.Sum was after the last update.
func appendSum(b []byte, sum uint64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, kindSum), sum)
}

func parseSum(b []byte) (uint64, error) {
	if len(b) != 8 {
		return 0, fmt.Errorf("%w: sum of %d bytes", ErrMessage, len(b))
	}
	return binary.LittleEndian.Uint64(b), nil
}

// The flags of a pointer.
const (
	flagVisible = 1
	flagShape   = 2
)

// appendCursor appends a pointer message; z compresses the shape.
func appendCursor(b []byte, c *capture.Cursor, z *zstd.Encoder) []byte {
	b = append(b, kindCursor, 0)
	flags := &b[len(b)-1]
	if c.Visible {
		*flags |= flagVisible
	}
	s := c.Shape
	if s != nil {
		if sz := s.Image.Rect.Size(); sz.X > maxCursor || sz.Y > maxCursor || sz.X < 1 || sz.Y < 1 {
			s = nil
		} else {
			*flags |= flagShape
		}
	}
	b = binary.AppendVarint(b, int64(c.At.X))
	b = binary.AppendVarint(b, int64(c.At.Y))
	if s == nil {
		return b
	}
	r := s.Image.Rect
	for _, v := range []int{r.Dx(), r.Dy(), s.Hot.X, s.Hot.Y} {
		b = binary.AppendUvarint(b, uint64(max(v, 0)))
	}
	pix := make([]byte, 0, r.Dx()*r.Dy()*4)
	for y := range r.Dy() {
		pix = append(pix, s.Image.Pix[y*s.Image.Stride:][:r.Dx()*4]...)
	}
	return z.EncodeAll(pix, b)
}

func parseCursor(b []byte, z *zstd.Decoder) (*capture.Cursor, error) {
	if len(b) < 1 || b[0]&^(flagVisible|flagShape) != 0 {
		return nil, fmt.Errorf("%w: pointer flags", ErrMessage)
	}
	c := &capture.Cursor{Visible: b[0]&flagVisible != 0}
	shaped := b[0]&flagShape != 0
	b = b[1:]
	for _, v := range []*int{&c.At.X, &c.At.Y} {
		i, n := binary.Varint(b)
		if n <= 0 || i > maxPlace || i < -maxPlace {
			return nil, fmt.Errorf("%w: pointer place", ErrMessage)
		}
		*v, b = int(i), b[n:]
	}
	if !shaped {
		if len(b) != 0 {
			return nil, fmt.Errorf("%w: pointer with more", ErrMessage)
		}
		return c, nil
	}
	var w, h int
	s := &capture.Shape{}
	for _, v := range []*int{&w, &h, &s.Hot.X, &s.Hot.Y} {
		i, n := binary.Uvarint(b)
		if n <= 0 || i > maxCursor {
			return nil, fmt.Errorf("%w: pointer shape", ErrMessage)
		}
		*v, b = int(i), b[n:]
	}
	if w == 0 || h == 0 {
		return nil, fmt.Errorf("%w: empty pointer shape", ErrMessage)
	}
	pix, err := z.DecodeAll(b, make([]byte, 0, w*h*4))
	if err != nil || len(pix) != w*h*4 {
		return nil, fmt.Errorf("%w: pointer shape of %d bytes: %w", ErrMessage, len(pix), err)
	}
	s.Image = &image.NRGBA{Pix: pix, Stride: w * 4, Rect: image.Rect(0, 0, w, h)}
	c.Shape = s
	return c, nil
}

// shapeDecoder returns a decompressor that makes no more of a shape than the
// largest one holds.
func shapeDecoder() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxCursor*maxCursor*4))
}

func parseInfo(b []byte) (*info, error) {
	var i info
	if len(b) > maxInfo {
		return nil, fmt.Errorf("%w: info of %d bytes", ErrMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &i); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	if len(i.Displays) > maxDisplays {
		return nil, fmt.Errorf("%w: %d displays", ErrMessage, len(i.Displays))
	}
	if !i.Mode.known() || i.Level < 0 || i.Level > MaxLevel {
		i.Mode, i.Level = Automatic, 0 // newer than this program
	}
	for _, d := range i.Displays {
		if d.W < 1 || d.H < 1 || d.W > codec.MaxSide || d.H > codec.MaxSide || max(d.X, -d.X, d.Y, -d.Y) > maxPlace || len(d.Name) > 200 {
			return nil, fmt.Errorf("%w: display %+v", ErrMessage, d)
		}
	}
	return &i, nil
}

func parseFigures(b []byte) (*figures, error) {
	var f figures
	if len(b) > maxFigures {
		return nil, fmt.Errorf("%w: figures of %d bytes", ErrMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	if f.RTT > maxMillis || f.Age > maxMillis || f.Lost > 1000 || f.Frames < 0 || f.Frames > maxFrames {
		return nil, fmt.Errorf("%w: figures %+v", ErrMessage, f)
	}
	return &f, nil
}

func parseReply(b []byte) (*reply, error) {
	var r reply
	if len(b) > maxReply {
		return nil, fmt.Errorf("%w: reply of %d bytes", ErrMessage, len(b))
	}
	if err := session.DecMode.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return &r, nil
}

func appendInfo(b []byte, i *info) ([]byte, error) { return appendCBOR(b, kindInfo, i) }

func appendFigures(b []byte, f *figures) ([]byte, error) { return appendCBOR(b, kindFigures, f) }

func appendCBOR(b []byte, kind byte, v any) ([]byte, error) {
	e, err := cbor.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("screen: encode: %w", err)
	}
	return append(append(b, kind), e...), nil
}

func (i *info) same(j *info) bool {
	return i.Shown == j.Shown && i.Paused == j.Paused && i.Failed == j.Failed && i.Mode == j.Mode && i.Level == j.Level &&
		slices.Equal(i.Displays, j.Displays)
}

func infoDisplay(d capture.Display) display {
	b := d.Bounds
	return display{d.ID, d.Name, b.Min.X, b.Min.Y, b.Dx(), b.Dy(), d.Primary}
}

func (d display) capture() capture.Display {
	return capture.Display{ID: d.ID, Name: d.Name, Bounds: image.Rect(d.X, d.Y, d.X+d.W, d.Y+d.H), Primary: d.Primary}
}
