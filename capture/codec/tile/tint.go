package tile

// Where differences of colour are at half the resolution, two or four pixels
// side by side have the same. So which neighbour foretells them best depends on
// whether column and row are even, and both ends learn it.

// What foretells the differences of colour.
const (
	byGradient = iota // as it does brightness
	ofLeft
	ofAbove
	tints
)

// tintMemory is how many pixels of one phase count before the newer ones count
// for more.
const tintMemory = 1 << 12

// tinting is what both ends have learned of differences of colour, by a pixel's
// phase: 1 for an odd column and 2 for an odd row.
type tinting struct {
	best   [4]uint8
	scores [4][tints]uint16 // how often each was right
	seen   [4]uint16
	right  [4 * tints * 4]flag // by phase, what foretells, and whether it was right to the left and above
}

func (t *tinting) reset() {
	*t = tinting{}
	for i := range t.right {
		t.right[i] = newFlag()
	}
}

// row chooses what foretells in a part of the row y from what was right so far.
// It returns the phase of column x.
func (t *tinting) row(x, y int) (phase int) {
	phase = y & 1 << 1
	for p := phase; p < phase+2; p++ {
		s := &t.scores[p]
		best := byGradient
		for k := range s {
			if s[k] > s[best] {
				best = k
			}
		}
		t.best[p] = uint8(best)
		if t.seen[p] > tintMemory {
			t.seen[p] /= 2
			for k := range s {
				s[k] /= 2
			}
		}
	}
	return phase | x&1
}

const tint = 0xff00ff // of a triple: Cr and Cb

// foretell returns the triple p with the differences of colour that are
// foreseen between w and n.
func (t *tinting) foretell(phase int, p, w, n uint32) uint32 {
	switch t.best[phase] {
	case ofLeft:
		return p&^tint | w&tint
	case ofAbove:
		return p&^tint | n&tint
	}
	return p
}

// saw learns that the triple is v where the gradients foretold p.
func (t *tinting) saw(phase int, v, p, w, n uint32) {
	s := &t.scores[phase]
	t.seen[phase]++
	s[byGradient] += one((v^p)&tint == 0)
	s[ofLeft] += one((v^w)&tint == 0)
	s[ofAbove] += one((v^n)&tint == 0)
}

func one(b bool) uint16 {
	if b {
		return 1
	}
	return 0
}

// sure tells whether what foretells is often right, so that it is worth asking.
func (t *tinting) sure(phase int) bool {
	return uint32(t.scores[phase][t.best[phase]])*4 > uint32(t.seen[phase])
}

// model returns the model of whether the differences are as foreseen, by
// whether they were to the left and above.
func (t *tinting) model(phase int, left, above bool) *flag {
	return &t.right[(phase*tints+int(t.best[phase]))*4+pair(left, above)]
}
