package vp8

import "tandem/capture/codec/video/internal/kernel"

// A workspace is a macroblock of brightness with the pixels around it, in which
// subblocks are predicted one from the other (RFC 6386, section 12.3). Rows are
// workStride bytes apart; the macroblock begins at workOrigin.
type workspace [17 * workStride]byte

const (
	workStride = 32
	workOrigin = workStride + 8
)

// surround sets the pixels around. The four above to the right are repeated for
// the subblocks at the right edge, whose own are not decoded yet.
func (w *workspace) surround(a *around) {
	w[workOrigin-workStride-1] = a.corner
	copy(w[workOrigin-workStride:], a.above[:])
	for y := range a.left {
		w[workOrigin+y*workStride-1] = a.left[y]
	}
	for _, y := range [3]int{3, 7, 11} {
		copy(w[workOrigin+y*workStride+16:], a.above[16:])
	}
}

// subOrigin is where a subblock begins.
func subOrigin(b int) int { return workOrigin + b/4*4*workStride + b%4*4 }

// predict draws subblock b.
func (w *workspace) predict(b int, mode uint8) {
	at := subOrigin(b)
	s := w.surroundOf(at)
	kernel.Subpredict(w[at:], workStride, &s, int(mode))
}

// surroundOf is the pixels around the subblock that begins at at.
func (w *workspace) surroundOf(at int) kernel.Surround {
	var s kernel.Surround
	for i := range 4 {
		s[4-i] = w[at+i*workStride-1]
	}
	copy(s[5:14], w[at-workStride-1:])
	s[0], s[14] = s[1], s[13]
	return s
}

// draw puts what subblock b was drawn as into its place.
func (w *workspace) draw(b int, drawn *[16]byte) {
	kernel.Copy(w[subOrigin(b):], workStride, drawn[:], 4, 4, 4)
}
