// Package scale makes a picture smaller or larger, where it has changed.
//
// # Decisions
//
// A pixel of the result is the mean of what it covers of the source. Where the
// picture shrinks, nothing is left out, so that thin lines stay; where it grows,
// two pixels blend only in a pixel that lies on their border, so that text is
// crisp, and exact when it grows by a whole number.
//
// Weights are 256ths, and the four parts of a pixel are summed side by side in
// one word.
package scale

import (
	"encoding/binary"
	"image"
	"slices"
)

// A Scaler makes pictures of one size of pictures of another. It is used by one
// goroutine at a time.
type Scaler struct {
	x, y axis
	row  []uint64 // of the source's width: what one row of the result covers
}

// New returns a scaler. No length of either size is zero, and Possible is true.
func New(from, to image.Point) *Scaler {
	return &Scaler{newAxis(from.X, to.X), newAxis(from.Y, to.Y), make([]uint64, from.X)}
}

// Possible reports whether pictures can be scaled that much.
func Possible(from, to image.Point) bool {
	return to.X > 0 && to.Y > 0 && to.X*maxShrink >= from.X && to.Y*maxShrink >= from.Y
}

// An axis lists, for each place of the result, the first place of the source
// that counts for it, and the weights, in 256ths, of that and those after it.
type axis struct {
	from, to int
	taps     int
	first    []int
	weights  []uint64 // taps for each place
}

func newAxis(from, to int) axis {
	a := axis{from: from, to: to, taps: min(from, max(2, (from+to-1)/to+1)), first: make([]int, to)}
	a.weights = make([]uint64, a.taps*to)
	for i := range to {
		a.place(i)
	}
	return a
}

// place finds what counts for place i. It counts in parts of which a place of
// the source has 2·to, and one of the result 2·from.
func (a *axis) place(i int) {
	begin, end := 2*i*a.from, 2*(i+1)*a.from
	first := min(begin/(2*a.to), a.from-a.taps)
	a.first[i] = first
	w := a.weights[i*a.taps : (i+1)*a.taps]
	left, heaviest := uint64(256), 0
	for k := range w {
		at := 2 * (first + k) * a.to
		w[k] = uint64(256 * max(0, min(end, at+2*a.to)-max(begin, at)) / (end - begin))
		left -= w[k]
		if w[k] > w[heaviest] {
			heaviest = k
		}
	}
	w[heaviest] += left
}

// same reports whether the same counts for places i and j.
func (a *axis) same(i, j int) bool {
	return a.first[i] == a.first[j] && slices.Equal(a.weights[i*a.taps:(i+1)*a.taps], a.weights[j*a.taps:(j+1)*a.taps])
}

// touched is what of the result depends on places from up to to.
func (a *axis) touched(from, to int) (int, int) {
	return max(0, (from-2)*a.to/a.from-1), min(a.to, (to+2)*a.to/a.from+2)
}

// Scale brings dst up to date where r of src has changed, and returns where
// that is. It writes nothing else.
func (s *Scaler) Scale(dst, src *image.RGBA, r image.Rectangle) (done image.Rectangle) {
	done.Min.X, done.Max.X = s.x.touched(r.Min.X, r.Max.X)
	done.Min.Y, done.Max.Y = s.y.touched(r.Min.Y, r.Max.Y)
	if r.Empty() || done.Empty() {
		return image.Rectangle{}
	}
	left := s.x.first[done.Min.X]
	right := min(s.x.first[done.Max.X-1]+s.x.taps, s.x.from)
	last := -1
	for y := done.Min.Y; y < done.Max.Y; y++ {
		if last >= 0 && s.y.same(last, y) { // as where the picture grows
			copy(dst.Pix[dst.PixOffset(done.Min.X, y):dst.PixOffset(done.Max.X, y)], dst.Pix[dst.PixOffset(done.Min.X, last):])
			continue
		}
		s.down(src, y, left, right)
		s.across(dst.Pix[dst.PixOffset(done.Min.X, y):], done.Min.X, done.Max.X)
		last = y
	}
	return done
}

// Every second byte of a word, with room for its weighted sum beside it. The
// weights of a place are 256 together, so that no sum is more than 255·256.
const (
	lanes = 0x00ff00ff_00ff00ff
	half  = 0x00800080_00800080
)

// down makes row of what counts for row y of the result. A pixel of row has its
// first and third byte, then its second and fourth, each with an empty one
// after it.
func (s *Scaler) down(src *image.RGBA, y, left, right int) {
	var lines [maxTaps][]byte
	var weights [maxTaps]uint64
	n := 0
	for k, weight := range s.y.weights[y*s.y.taps : (y+1)*s.y.taps] {
		if weight != 0 {
			from := src.PixOffset(left, s.y.first[y]+k)
			lines[n], weights[n] = src.Pix[from:][:4*(right-left)], weight
			n++
		}
	}
	row := s.row[left:right]
	switch n {
	case 1:
		spread(row, lines[0])
	case 2:
		mixTwo(row, lines[0], lines[1], weights[0], weights[1])
	case 3:
		mixThree(row, lines[0], lines[1], lines[2], weights[0], weights[1], weights[2])
	default:
		mix(row, lines[:n], weights[:n])
	}
}

// mix sums lines by their weights.
func mix(row []uint64, lines [][]byte, weights []uint64) {
	for i := range row {
		var sum uint64 = half
		for k, line := range lines {
			sum += pixel(line[4*i:]) * weights[k]
		}
		row[i] = sum >> 8 & lanes
	}
}

// spread is mix for one line.
func spread(row []uint64, a []byte) {
	for i := range row {
		row[i] = pixel(a)
		a = a[4:]
	}
}

// mixTwo is mix for two lines.
func mixTwo(row []uint64, a, b []byte, wa, wb uint64) {
	b = b[:len(a)]
	for i := range row {
		row[i] = (half + pixel(a)*wa + pixel(b)*wb) >> 8 & lanes
		a, b = a[4:], b[4:]
	}
}

// mixThree is mix for three lines.
func mixThree(row []uint64, a, b, c []byte, wa, wb, wc uint64) {
	b, c = b[:len(a)], c[:len(a)]
	for i := range row {
		row[i] = (half + pixel(a)*wa + pixel(b)*wb + pixel(c)*wc) >> 8 & lanes
		a, b, c = a[4:], b[4:], c[4:]
	}
}

// pixel reads a pixel in the order of row.
func pixel(b []byte) uint64 {
	p := uint64(binary.LittleEndian.Uint32(b))
	return (p | p<<24) & lanes
}

// maxShrink is how much a picture may shrink, and maxTaps how many rows then
// count for one.
const (
	maxShrink = 14
	maxTaps   = maxShrink + 2
)

// across makes pixels from up to to of a row of the result.
func (s *Scaler) across(dst []byte, from, to int) {
	taps := s.x.taps
	first, weights := s.x.first[from:to], s.x.weights[from*taps:to*taps]
	dst = dst[:4*len(first)]
	switch taps {
	case 2:
		s.acrossTwo(dst, first, weights)
		return
	case 3:
		s.acrossThree(dst, first, weights)
		return
	}
	for i, f := range first {
		var sum uint64 = half
		row := s.row[f:][:taps]
		for k, w := range weights[i*taps : (i+1)*taps] {
			sum += row[k] * w
		}
		put(dst[4*i:], sum)
	}
}

// acrossTwo is across where the picture grows.
func (s *Scaler) acrossTwo(dst []byte, first []int, weights []uint64) {
	for _, f := range first {
		row, w := s.row[f:][:2], weights[:2]
		put(dst, half+row[0]*w[0]+row[1]*w[1])
		weights, dst = weights[2:], dst[4:]
	}
}

// acrossThree is across where the picture shrinks to a half at the most.
func (s *Scaler) acrossThree(dst []byte, first []int, weights []uint64) {
	for _, f := range first {
		row, w := s.row[f:][:3], weights[:3]
		put(dst, half+row[0]*w[0]+row[1]*w[1]+row[2]*w[2])
		weights, dst = weights[3:], dst[4:]
	}
}

// put makes a pixel of its sum.
func put(dst []byte, sum uint64) {
	sum = sum >> 8 & lanes
	binary.LittleEndian.PutUint32(dst, uint32(sum|sum>>24))
}
