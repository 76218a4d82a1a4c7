package vp8

// Prediction modes of a macroblock (RFC 6386, sections 8.1 and 16.2).
const (
	dcPred = iota
	vPred
	hPred
	tmPred
	bPred // each subblock has a mode of its own
	nearestMV
	nearMV
	zeroMV
	newMV
	splitMV // parts have vectors of their own
)

// Prediction modes of a subblock (RFC 6386, section 11.2).
const (
	subDC = iota
	subTM
	subVE
	subHE
	subLD
	subRD
	subVR
	subVL
	subHD
	subHU
	submodes
)

// Ways to give a part of a macroblock its vector (RFC 6386, section 16.4).
const (
	left4x4 = iota
	above4x4
	zero4x4
	new4x4
)

// A tree is an array of pairs: what follows a 0 and what follows a 1. A positive
// number is the index of the next pair, any other a leaf, negated.
var (
	segmentTree   = []int8{2, 4, -0, -1, -2, -3}
	keyModeTree   = []int8{-bPred, 2, 4, 6, -dcPred, -vPred, -hPred, -tmPred}
	modeTree      = []int8{-dcPred, 2, 4, 6, -vPred, -hPred, -tmPred, -bPred}
	colourTree    = []int8{-dcPred, 2, -vPred, 4, -hPred, -tmPred}
	submodeTree   = []int8{-subDC, 2, -subTM, 4, -subVE, 6, 8, 12, -subHE, 10, -subRD, -subVR, -subLD, 14, -subVL, 16, -subHD, -subHU}
	vectorTree    = []int8{-zeroMV, 2, -nearestMV, 4, -nearMV, 6, -newMV, -splitMV}
	partitionTree = []int8{-3, 2, -2, 4, -0, -1}
	subvectorTree = []int8{-left4x4, 2, -above4x4, 4, -zero4x4, -new4x4}
	shortTree     = []int8{2, 8, 4, 6, -0, -1, -2, -3, 10, 12, -4, -5, -6, -7}
)

// A code is a path through a tree, n bits from the highest.
type code struct{ bits, n uint8 }

// The paths to the leaves of the trees that the Encoder writes.
var (
	keyModeCodes = [...]code{dcPred: {0b100, 3}, vPred: {0b101, 3}, hPred: {0b110, 3}, tmPred: {0b111, 3}, bPred: {0, 1}}
	modeCodes    = [...]code{dcPred: {0, 1}, vPred: {0b100, 3}, hPred: {0b101, 3}, tmPred: {0b110, 3}, bPred: {0b111, 3}}
	colourCodes  = [...]code{dcPred: {0, 1}, vPred: {0b10, 2}, hPred: {0b110, 3}, tmPred: {0b111, 3}}
	submodeCodes = [...]code{
		subDC: {0, 1}, subTM: {0b10, 2}, subVE: {0b110, 3}, subHE: {0b11100, 5}, subLD: {0b11110, 5},
		subRD: {0b111010, 6}, subVR: {0b111011, 6}, subVL: {0b111110, 6}, subHD: {0b1111110, 7}, subHU: {0b1111111, 7},
	}
	vectorCodes = [...]code{zeroMV: {0, 1}, nearestMV: {0b10, 2}, nearMV: {0b110, 3}, newMV: {0b1110, 4}, splitMV: {0b1111, 4}}
)

// Fixed probabilities of the trees (RFC 6386, sections 11, 16.1 and 16.4).
var (
	keyModeProbs    = [4]uint8{145, 156, 163, 128}
	keyColourProbs  = [3]uint8{142, 114, 183}
	submodeProbs    = [submodes - 1]uint8{120, 90, 79, 133, 87, 85, 80, 111, 151}
	partitionProbs  = [3]uint8{110, 111, 150}
	subvectorProbs  = [5][3]uint8{{147, 136, 18}, {106, 145, 1}, {179, 121, 1}, {223, 1, 34}, {208, 1, 1}}
	vectorModeProbs = [6][4]uint8{
		{7, 1, 1, 143},
		{14, 18, 14, 107},
		{135, 64, 57, 68},
		{60, 56, 128, 65},
		{159, 134, 128, 34},
		{234, 188, 128, 28},
	}
)

// split maps each subblock to its part, by the leaves of partitionTree: top and
// bottom, left and right, quarters, and sixteen.
var split = [4][16]uint8{
	{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1},
	{0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1},
	{0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3},
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
}

// splitParts is the number of parts of each way to split.
var splitParts = [4]int{2, 2, 4, 16}
