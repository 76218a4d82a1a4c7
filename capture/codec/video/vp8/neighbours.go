package vp8

// A survey is what the vectors of three macroblocks around one say about its
// own (RFC 6386, section 16.3).
type survey struct {
	best, nearest, near Vector // clamped
	probs               [4]uint8
}

// limits are how far a vector may lead, in quarters of a pixel: one macroblock
// beyond the edges of the picture.
type limits struct{ left, right, up, down int }

func (f *field) limits(x, y int) limits {
	return limits{-(x + 1) * 64, (f.w - x) * 64, -(y + 1) * 64, (f.h - y) * 64}
}

func (l limits) clamp(v Vector) Vector {
	return Vector{
		X: int16(max(l.left, min(l.right, int(v.X)))),
		Y: int16(max(l.up, min(l.down, int(v.Y)))),
	}
}

// survey looks at the macroblocks above, to the left, and above to the left of
// the one at index i.
func (f *field) survey(i int, ref uint8, flip *[4]bool, l limits) survey {
	around := [3]*macroblock{&f.mbs[i-f.stride()], &f.mbs[i-1], &f.mbs[i-f.stride()-1]}
	weights := [3]int{2, 2, 1}
	var found [4]Vector // the first is none
	var count [4]int
	n, splits := 0, 0
	for k, m := range around {
		if m.ref == intra {
			continue
		}
		if m.mode == splitMV {
			splits += weights[k]
		}
		v := m.mv
		if v == (Vector{}) {
			count[0] += weights[k]
			continue
		}
		if flip[m.ref] != flip[ref] {
			v.X, v.Y = -v.X, -v.Y
		}
		if n == 0 || v != found[n] {
			n++
			found[n] = v
		}
		count[n] += weights[k]
	}
	if count[3] > 0 && found[3] == found[1] {
		count[1]++
	}
	count[3] = splits
	if count[2] > count[1] {
		count[1], count[2] = count[2], count[1]
		found[1], found[2] = found[2], found[1]
	}
	if count[1] >= count[0] {
		found[0] = found[1]
	}
	s := survey{best: l.clamp(found[0]), nearest: l.clamp(found[1]), near: l.clamp(found[2])}
	for k, c := range count {
		s.probs[k] = vectorModeProbs[c][k]
	}
	return s
}
