package dxgi

import (
	"encoding/binary"
	"image"
	"image/color"
	"sync"
	"testing"
	"time"

	"tandem/capture"
)

// A desktop plays the system's part: it has one display, which it duplicates
// for one output at a time as the system does.
type desktop struct {
	t testing.TB

	mu      sync.Mutex // guards what follows
	wake    chan struct{}
	size    image.Point // of the surface
	turn    rotation
	pix     []byte
	pending update
	shape   *capture.Shape
	at      image.Point
	now     *duplicate // that may ask; nil when it is lost
	opened  int
	refuse  error // of opening
	silent  bool  // no picture comes
	read    int   // pixels read by the last lock
}

func newDesktop(t testing.TB, seen image.Point, turn rotation) *desktop {
	d := &desktop{t: t, wake: make(chan struct{}, 1), turn: turn}
	d.shape = &capture.Shape{Image: image.NewNRGBA(image.Rect(0, 0, 4, 4)), Hot: image.Pt(1, 2)}
	d.shape.Image.Pix[3] = 255
	d.resize(seen)
	return d
}

// open is newSource's.
func (d *desktop) open(string) (output, string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != nil {
		return nil, "", d.refuse
	}
	d.opened++
	d.pending = update{unknown: true, pointed: true, corner: d.at, visible: true, shaped: true, shape: d.shape, picture: !d.silent}
	d.now = &duplicate{d: d, timer: time.NewTimer(0)}
	d.poke()
	return d.now, "display", nil
}

func (d *desktop) poke() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// change runs f, which notes in pending what it does.
func (d *desktop) change(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
	d.poke()
}

// lose takes the duplication away; opening another one fails with refuse.
func (d *desktop) lose(refuse error) { d.change(func() { d.now, d.refuse = nil, refuse }) }

func (d *desktop) resize(seen image.Point) {
	d.size = d.turn.size(seen) // the way back turns the sides, too
	d.pix = make([]byte, 4*d.size.X*d.size.Y)
	d.now = nil
}

// back is where on the surface the user sees a rectangle.
func (d *desktop) back(r image.Rectangle) image.Rectangle {
	opposite := [...]rotation{upright: upright, quarter: threeQuarters, half: half, threeQuarters: quarter}
	return opposite[d.turn].rect(r, d.turn.size(d.size))
}

func toRect(r image.Rectangle) rect {
	return rect{int32(r.Min.X), int32(r.Min.Y), int32(r.Max.X), int32(r.Max.Y)}
}

// Fill implements capturetest.Desktop.
func (d *desktop) Fill(r image.Rectangle, c color.NRGBA) {
	d.change(func() {
		part := d.back(r)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			for x := part.Min.X; x < part.Max.X; x++ {
				binary.LittleEndian.PutUint32(d.pix[4*(y*d.size.X+x):], uint32(c.R)<<16|uint32(c.G)<<8|uint32(c.B))
			}
		}
		d.pending.picture, d.pending.dirty = true, append(d.pending.dirty, toRect(part))
	})
}

// Move moves what is seen, and tells so where the system would.
func (d *desktop) Move(from image.Point, to image.Rectangle) {
	d.change(func() {
		dst, src := d.back(to), d.back(image.Rectangle{Min: from, Max: from.Add(to.Size())})
		old := append([]byte(nil), d.pix...)
		for y := range dst.Dy() {
			copy(d.pix[4*((dst.Min.Y+y)*d.size.X+dst.Min.X):][:4*dst.Dx()], old[4*((src.Min.Y+y)*d.size.X+src.Min.X):])
		}
		d.pending.picture = true
		if len(d.pending.dirty) > 0 { // moves are told to come before
			d.pending.dirty = append(d.pending.dirty, toRect(dst))
			return
		}
		d.pending.moves = append(d.pending.moves, moveRect{from: point{int32(src.Min.X), int32(src.Min.Y)}, to: toRect(dst)})
	})
}

// Point implements capturetest.Desktop.
func (d *desktop) Point(at image.Point) {
	d.change(func() {
		d.at = at.Sub(d.shape.Hot)
		d.pending.pointed, d.pending.corner, d.pending.visible = true, d.at, true
	})
}

// Resize implements capturetest.Desktop.
func (d *desktop) Resize(seen image.Point) bool {
	d.change(func() { d.resize(seen) })
	return true
}

// A duplicate is one output of a desktop.
type duplicate struct {
	d      *desktop
	timer  *time.Timer
	copied []byte
	locked bool
}

func (o *duplicate) next(wait time.Duration, u *update) (bool, error) {
	o.timer.Reset(wait)
	defer o.timer.Stop()
	for {
		if told, err := o.take(u); told || err != nil {
			return told, err
		}
		select {
		case <-o.timer.C:
			return false, nil
		case <-o.d.wake:
		}
	}
}

func (o *duplicate) take(u *update) (bool, error) {
	d := o.d
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now != o {
		return false, errLost
	}
	p := &d.pending
	if !p.picture && !p.pointed && !p.shaped {
		return false, nil
	}
	dirty, moves := append(u.dirty[:0], p.dirty...), append(u.moves[:0], p.moves...)
	*u = *p
	u.dirty, u.moves = dirty, moves
	p.reset()
	return true, nil
}

func (o *duplicate) size() (image.Point, rotation) { return o.d.size, o.d.turn }

// lock copies just what it is asked for.
func (o *duplicate) lock(parts []image.Rectangle) ([]byte, int, error) {
	d := o.d
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now != o {
		return nil, 0, errLost
	}
	pitch := 4*d.size.X + 64
	if len(o.copied) != pitch*d.size.Y {
		o.copied = make([]byte, pitch*d.size.Y)
	}
	for i := range o.copied {
		o.copied[i] = 0xee
	}
	d.read = 0
	for _, p := range parts {
		d.read += p.Dx() * p.Dy()
		for y := p.Min.Y; y < p.Max.Y; y++ {
			copy(o.copied[y*pitch+4*p.Min.X:y*pitch+4*p.Max.X], d.pix[4*(y*d.size.X+p.Min.X):])
		}
	}
	if o.locked {
		d.t.Error("locked twice")
	}
	o.locked = true
	return o.copied, pitch, nil
}

func (o *duplicate) unlock() { o.locked = false }

func (o *duplicate) close() {
	if o.locked {
		o.d.t.Error("closed while locked")
	}
}
