package vp8

// coefficientProbs are the probabilities of the tokens of coefficients, by plane,
// band, context and node of the tree (RFC 6386, section 13.3).
type coefficientProbs [4][8][3][11]uint8

// vectorProbs are the probabilities of one component of a vector: whether it is
// long, its sign, seven for the tree of short ones, ten for the bits of long
// ones (RFC 6386, section 17.1).
type vectorProbs [19]uint8

// An entropy is all probabilities that outlive a frame.
type entropy struct {
	coefficients coefficientProbs
	vectors      [2]vectorProbs // down, right
	modes        [4]uint8
	colours      [3]uint8
}

// newEntropy is what a key frame begins with.
func newEntropy() entropy {
	return entropy{coefficientDefault, vectorDefault, [4]uint8{112, 86, 140, 37}, [3]uint8{162, 101, 204}}
}

// Probabilities that a probability of a vector is left alone, and what a key
// frame begins with (RFC 6386, section 17.2).
var (
	vectorUpdate = [2]vectorProbs{
		{237, 246, 253, 253, 254, 254, 254, 254, 254, 254, 254, 254, 254, 254, 250, 250, 252, 254, 254},
		{231, 243, 245, 253, 254, 254, 254, 254, 254, 254, 254, 254, 254, 254, 251, 251, 254, 254, 254},
	}
	vectorDefault = [2]vectorProbs{
		{162, 128, 225, 146, 172, 147, 214, 39, 156, 128, 129, 132, 75, 145, 178, 206, 239, 254, 254},
		{164, 128, 204, 170, 119, 235, 140, 230, 228, 128, 130, 130, 74, 148, 180, 203, 236, 254, 254},
	}
)

func (e *entropy) read(r *boolReader) {
	for i := range e.coefficients {
		for j := range e.coefficients[i] {
			for k := range e.coefficients[i][j] {
				for t := range e.coefficients[i][j][k] {
					if r.bool(coefficientUpdate[i][j][k][t]) {
						e.coefficients[i][j][k][t] = uint8(r.literal(8))
					}
				}
			}
		}
	}
}

func (e *entropy) readModes(r *boolReader) {
	if r.flag() {
		for i := range e.modes {
			e.modes[i] = uint8(r.literal(8))
		}
	}
	if r.flag() {
		for i := range e.colours {
			e.colours[i] = uint8(r.literal(8))
		}
	}
	for i := range e.vectors {
		for j := range e.vectors[i] {
			if r.bool(vectorUpdate[i][j]) {
				e.vectors[i][j] = uint8(max(1, r.literal(7)<<1))
			}
		}
	}
}
