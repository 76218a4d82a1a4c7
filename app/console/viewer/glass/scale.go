//go:build linux

package glass

import (
	"encoding/binary"
	"image"
)

// A scaler makes pixels of one size of pixels of another: the mean of what a
// pixel covers where it shrinks, a blend of the nearest two where it grows.
type scaler struct {
	x, y axis
	row  []byte // of the source's width: what one row of the result covers
}

func newScaler(from, to image.Point) *scaler {
	return &scaler{newAxis(from.X, to.X), newAxis(from.Y, to.Y), make([]byte, 4*from.X)}
}

// An axis lists, for each place of the result, the first place of the source
// that counts for it, and the weights, in 256ths, of that and those after it.
type axis struct {
	from, to int
	taps     int
	first    []int
	weights  []uint32 // taps for each place
}

func newAxis(from, to int) axis {
	a := axis{from: from, to: to, taps: min(from, max(2, (from+to-1)/to+1)), first: make([]int, to)}
	a.weights = make([]uint32, a.taps*to)
	for i := range to {
		a.place(i)
	}
	return a
}

// place finds what counts for place i. It counts in parts of which a place of
// the source has 2·to, and one of the result 2·from.
func (a *axis) place(i int) {
	begin, end := 2*i*a.from, 2*(i+1)*a.from
	if a.from < a.to { // as wide as a place of the source, so that two blend
		begin, end = (begin+end)/2-a.to, (begin+end)/2+a.to
	}
	first := min(max(0, begin)/(2*a.to), a.from-a.taps)
	a.first[i] = first
	w := a.weights[i*a.taps : (i+1)*a.taps]
	left, heaviest := uint32(256), 0
	for k := range w {
		at := 2 * (first + k) * a.to
		from, to := at, at+2*a.to
		if first+k == 0 {
			from = min(from, begin) // the edge goes on beyond itself
		}
		if first+k == a.from-1 {
			to = max(to, end)
		}
		w[k] = uint32(256 * max(0, min(end, to)-max(begin, from)) / (end - begin))
		left -= w[k]
		if w[k] > w[heaviest] {
			heaviest = k
		}
	}
	w[heaviest] += left
}

// touched is what of the result depends on places from up to to.
func (a *axis) touched(from, to int) (int, int) {
	return max(0, (from-2)*a.to/a.from-1), min(a.to, (to+2)*a.to/a.from+2)
}

// scale brings dst up to date where r of src has changed, and returns where
// that is.
func (s *scaler) scale(dst, src *image.RGBA, r image.Rectangle) (done image.Rectangle) {
	done.Min.X, done.Max.X = s.x.touched(r.Min.X, r.Max.X)
	done.Min.Y, done.Max.Y = s.y.touched(r.Min.Y, r.Max.Y)
	if r.Empty() || done.Empty() {
		return image.Rectangle{}
	}
	left := s.x.first[done.Min.X]
	right := min(s.x.first[done.Max.X-1]+s.x.taps, s.x.from)
	for y := done.Min.Y; y < done.Max.Y; y++ {
		s.down(src, y, left, right)
		s.across(dst.Pix[dst.PixOffset(done.Min.X, y):], done.Min.X, done.Max.X)
	}
	return done
}

// Every second byte of a word, with room for its weighted sum beside it. The
// weights of a place are 256 together, so that no sum is more than 255·256.
const (
	lanes = 0x00ff00ff_00ff00ff
	half  = 0x00800080_00800080
)

// down makes row of what counts for row y of the result, two pixels at a time.
func (s *scaler) down(src *image.RGBA, y, left, right int) {
	w := s.y.weights[y*s.y.taps : (y+1)*s.y.taps]
	var lines [maxTaps][]byte
	n := 0
	var weights [maxTaps]uint64
	for k, weight := range w {
		if weight != 0 {
			from := src.PixOffset(0, s.y.first[y]+k)
			lines[n], weights[n] = src.Pix[from:from+4*s.x.from], uint64(weight)
			n++
		}
	}
	at, end := 4*left, 4*right
	for ; at+8 <= end; at += 8 {
		var even, odd uint64 = half, half
		for k := range n {
			p := binary.LittleEndian.Uint64(lines[k][at:])
			even += p & lanes * weights[k]
			odd += p >> 8 & lanes * weights[k]
		}
		binary.LittleEndian.PutUint64(s.row[at:], even>>8&lanes|odd&^lanes)
	}
	if at < end {
		var even, odd uint32 = half & 0xffffffff, half & 0xffffffff
		for k := range n {
			p := binary.LittleEndian.Uint32(lines[k][at:])
			even += p & (lanes & 0xffffffff) * uint32(weights[k])
			odd += p >> 8 & (lanes & 0xffffffff) * uint32(weights[k])
		}
		binary.LittleEndian.PutUint32(s.row[at:], even>>8&(lanes&0xffffffff)|odd&^(lanes&0xffffffff))
	}
}

// maxShrink is how much a picture may shrink, and maxTaps how many rows then
// count for one.
const (
	maxShrink = 14
	maxTaps   = maxShrink + 2
)

// across makes pixels from up to to of a row of the result.
func (s *scaler) across(dst []byte, from, to int) {
	const lanes, half = lanes & 0xffffffff, half & 0xffffffff
	taps := s.x.taps
	dst = dst[:4*(to-from)]
	for x := from; x < to; x++ {
		row := s.row[4*s.x.first[x]:][:4*taps]
		var even, odd uint32 = half, half
		for _, w := range s.x.weights[x*taps : (x+1)*taps] {
			p := binary.LittleEndian.Uint32(row)
			even += p & lanes * w
			odd += p >> 8 & lanes * w
			row = row[4:]
		}
		binary.LittleEndian.PutUint32(dst, even>>8&lanes|odd&^lanes)
		dst = dst[4:]
	}
}
