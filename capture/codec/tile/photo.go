package tile

import "math/bits"

// The difference of a pixel from the one that is foreseen is coded green first,
// then red and blue less green's difference; of a triple (ycc.go) brightness
// first, then the others as they are. The prediction and the contexts by the
// gradients around a pixel are those of LOCO-I: Weinberger, Seroussi, Sapiro,
// "The LOCO-I Lossless Image Compression Algorithm", 2000. Green's gradients
// serve all colours: those of red and blue would save 4 percent and cost 17
// percent of the time.

const (
	gradients = 63 // contexts of three gradients with five levels each, up to the sign
	greens    = 5  // levels of green's difference
	reds      = 3  // levels of red's difference
)

// residuals is what both ends have learned of the differences.
type residuals struct {
	green [gradients]model
	red   [gradients * greens]model
	blue  [gradients * greens * reds]model
}

func (r *residuals) reset() {
	m := newModel(differences, true)
	for _, models := range [][]model{r.green[:], r.red[:], r.blue[:]} {
		for i := range models {
			models[i] = m
		}
	}
}

// around is the causal neighbourhood of a pixel in one colour.
type around struct{ w, n, nw, ne int }

func channel(w, n, nw, ne uint32, shift uint) around {
	return around{int(w >> shift & 255), int(n >> shift & 255), int(nw >> shift & 255), int(ne >> shift & 255)}
}

// predict returns the median of w, n and w+n-nw.
func (a around) predict() int {
	lo, hi := min(a.w, a.n), max(a.w, a.n)
	return max(lo, min(hi, a.w+a.n-a.nw))
}

// context returns a number below gradients, and -1 if the difference is to be
// taken with the opposite sign, else 0: contexts that mirror each other are one.
// There are no branches here: the sign cannot be foreseen.
func (a around) context(l *levels) (cx int, mirror int8) {
	cx = 25*int(l[(255+a.ne-a.n)&511]) + 5*int(l[(255+a.n-a.nw)&511]) + int(l[(255+a.nw-a.w)&511])
	sign := cx >> (bits.UintSize - 1)
	return (cx ^ sign) - sign, int8(sign)
}

// levels are a gradient's five levels, by the gradient plus 255.
type levels [512]int8

func newLevels() (l levels) {
	for i := range 511 {
		switch d := i - 255; {
		case d < -3:
			l[i] = -2
		case d < 0:
			l[i] = -1
		case d > 3:
			l[i] = 2
		case d > 0:
			l[i] = 1
		}
	}
	return l
}

// level returns v, of at most so many levels to either side of 0, as an index.
func level(v int8, side int8) int { return int(min(max(v, -side), side) + side) }

// mirrored returns v, or -v if mirror is -1.
func mirrored(v, mirror int8) int8 { return (v ^ mirror) - mirror }

// predicted returns the pixel that is foreseen from the neighbours w, n, nw and
// ne, in each colour, and the context of all its differences: green's.
func predicted(l *levels, w, n, nw, ne uint32) (v uint32, cx int, mirror int8) {
	green := channel(w, n, nw, ne, 8)
	cx, mirror = green.context(l)
	red, blue := channel(w, n, nw, ne, 16), channel(w, n, nw, ne, 0)
	return uint32(blue.predict() | green.predict()<<8 | red.predict()<<16), cx, mirror
}

// putPixel codes the pixel v.
func (r *residuals) putPixel(e *rangeEncoder, l *levels, v, w, n, nw, ne uint32) {
	p, cx, mirror := predicted(l, w, n, nw, ne)
	r.putDifferences(e, v, p, cx, mirror)
}

// putDifferences codes how v differs from what was foreseen.
func (r *residuals) putDifferences(e *rangeEncoder, v, p uint32, cx int, mirror int8) {
	g := int8(v>>8 - p>>8)
	dg, dr, db := mirrored(g, mirror), mirrored(int8(v>>16-p>>16)-g, mirror), mirrored(int8(v-p)-g, mirror)
	putDifference(e, &r.green[cx], dg)
	cx = cx*greens + level(dg, 2)
	putDifference(e, &r.red[cx], dr)
	putDifference(e, &r.blue[cx*reds+level(dr, 1)], db)
}

// getPixel reads a pixel.
func (r *residuals) getPixel(d *rangeDecoder, l *levels, w, n, nw, ne uint32) uint32 {
	p, cx, mirror := predicted(l, w, n, nw, ne)
	return r.getDifferences(d, p, cx, mirror)
}

// getDifferences reads how a pixel differs from p, and returns it.
func (r *residuals) getDifferences(d *rangeDecoder, p uint32, cx int, mirror int8) uint32 {
	dg := getDifference(d, &r.green[cx])
	cx = cx*greens + level(dg, 2)
	dr := getDifference(d, &r.red[cx])
	db := getDifference(d, &r.blue[cx*reds+level(dr, 1)])
	g := mirrored(dg, mirror)
	red, blue := mirrored(dr, mirror)+g, mirrored(db, mirror)+g
	return uint32(uint8(p)+uint8(blue)) | uint32(uint8(p>>8)+uint8(g))<<8 | uint32(uint8(p>>16)+uint8(red))<<16
}
