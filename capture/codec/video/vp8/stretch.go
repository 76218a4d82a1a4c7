package vp8

import "math/bits"

// A stretch codes many equal records at once. What a record does to a coder of
// booleans depends on nothing but the width of its interval, of which there are
// 128: the interval moves up, narrows, and is scaled. So a record is a table, two
// of them are another, and a thousand macroblocks that stay as they were are a
// few steps.
type stretch struct {
	steps [stretchLevels][128]step // of 1, 2, 4 ... records, by width less 128
}

const stretchLevels = 8

// A step moves the lower end of an interval, scaled by shift bits, up by add.
type step struct {
	add   uint32
	shift uint8
	span  uint8 // the width that is left
}

// tooFar marks steps that do not fit in what the coders keep of the interval.
const (
	tooFar   = 255
	maxShift = 15
)

// A want is a boolean of a record and its probability to be false, in 256ths.
type want struct {
	prob uint8
	one  bool
}

// set makes it that of a record.
func (s *stretch) set(record []want) {
	for i := range s.steps[0] {
		s.steps[0][i] = stepOf(record, uint32(128+i))
	}
	for k := range s.steps[1:] {
		for i := range s.steps[k] {
			s.steps[k+1][i] = s.twice(k, i)
		}
	}
}

func stepOf(record []want, span uint32) step {
	add, shift := uint32(0), 0
	for _, w := range record {
		split := 1 + (span-1)*uint32(w.prob)>>8
		if w.one {
			add += split
			split = span - split
		}
		n := bits.LeadingZeros8(uint8(split))
		span = split << n
		add <<= n
		if shift += n; shift > maxShift {
			return step{shift: tooFar}
		}
	}
	return step{add, uint8(shift), uint8(span)}
}

// twice is step i of level k, then what follows it.
func (s *stretch) twice(k, i int) step {
	a := s.steps[k][i]
	if a.shift == tooFar {
		return a
	}
	b := s.steps[k][a.span-128]
	if b.shift == tooFar || a.shift+b.shift > maxShift {
		return step{shift: tooFar}
	}
	return step{a.add<<b.shift + b.add, a.shift + b.shift, b.span}
}

// largest is the level of the largest step of at most n records, -1 if there is
// none.
func (s *stretch) largest(span uint32, n int) int {
	k := min(bits.Len(uint(n)), stretchLevels) - 1
	for k >= 0 && s.steps[k][span-128].shift == tooFar {
		k--
	}
	return k
}

// stretch writes up to n records and returns how many.
func (w *boolWriter) stretch(s *stretch, n int) int {
	done := 0
	for done < n {
		k := s.largest(w.span, n-done)
		if k < 0 {
			break
		}
		t := s.steps[k][w.span-128]
		w.bottom = w.bottom<<t.shift + uint64(t.add)
		w.span = uint32(t.span)
		w.count += int(t.shift)
		if w.count >= 40 {
			w.drain()
		}
		done += 1 << k
	}
	return done
}

// stretch reads as many records as come next, up to n, and returns how many.
func (r *boolReader) stretch(s *stretch, n int) int {
	done := 0
	for done < n {
		if r.have < maxShift {
			r.fill()
		}
		k := s.largest(r.span, n-done)
		for ; k >= 0; k-- {
			t := s.steps[k][r.span-128]
			if t.shift == tooFar {
				continue
			}
			if up := r.value - uint64(t.add)<<(56-t.shift); up < uint64(t.span)<<(56-t.shift) {
				r.value = up << t.shift
				r.span = uint32(t.span)
				r.have -= int(t.shift)
				done += 1 << k
				break
			}
		}
		if k < 0 {
			break
		}
	}
	return done
}
