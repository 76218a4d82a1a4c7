package tile

import "math/bits"

// Photographs and film: every pixel is coded as its difference from a
// prediction, green first, then red and blue with what green's difference
// tells about theirs. The prediction and the contexts by the gradients around
// a pixel are those of LOCO-I: Weinberger, Seroussi, Sapiro, "The LOCO-I
// Lossless Image Compression Algorithm", 2000.

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
	exact [gradients * 8]flag // by green's context and whether the neighbours' were
}

func (r *residuals) reset() {
	m := newModel(differences, true)
	for _, models := range [][]model{r.green[:], r.red[:], r.blue[:]} {
		for i := range models {
			models[i] = m
		}
	}
	for i := range r.exact {
		r.exact[i] = newFlag()
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
// ne, in each colour.
func predicted(w, n, nw, ne uint32) (v uint32, green, red, blue around) {
	green, red, blue = channel(w, n, nw, ne, 8), channel(w, n, nw, ne, 16), channel(w, n, nw, ne, 0)
	return uint32(blue.predict() | green.predict()<<8 | red.predict()<<16), green, red, blue
}

// putPhoto codes the pixel v of a photograph. exact tells of the pixels
// to the left, above, and above to the right whether they were foreseen; what
// is returned is the same of v.
func (r *residuals) putPhoto(e *rangeEncoder, l *levels, exact []uint8, v, w, n, nw, ne uint32) uint8 {
	p, green, red, blue := predicted(w, n, nw, ne)
	cx, mirror := green.context(l)
	f := &r.exact[cx<<3|int(exact[0]|exact[1]<<1|exact[2]<<2)]
	f.put(e, v == p)
	if v == p {
		return 1
	}
	g := int8(v>>8 - p>>8)
	putDifference(e, &r.green[cx], mirrored(g, mirror))
	r.putRest(e, l, red, blue, g, int8(v>>16-p>>16)-g, int8(v-p)-g)
	return 0
}

// putPixel codes the pixel v.
func (r *residuals) putPixel(e *rangeEncoder, l *levels, v, w, n, nw, ne uint32) {
	p, green, red, blue := predicted(w, n, nw, ne)
	cx, mirror := green.context(l)
	g := int8(v>>8 - p>>8)
	putDifference(e, &r.green[cx], mirrored(g, mirror))
	r.putRest(e, l, red, blue, g, int8(v>>16-p>>16)-g, int8(v-p)-g)
}

// putRest codes the differences of red and blue, after green's.
func (r *residuals) putRest(e *rangeEncoder, l *levels, red, blue around, dg, dr, db int8) {
	cx, mirror := red.context(l)
	putDifference(e, &r.red[cx*greens+level(mirrored(dg, mirror), 2)], mirrored(dr, mirror))
	cx, mirror = blue.context(l)
	cx = (cx*greens+level(mirrored(dg, mirror), 2))*reds + level(mirrored(dr, mirror), 1)
	putDifference(e, &r.blue[cx], mirrored(db, mirror))
}

// getPhoto reads a pixel of a photograph; see putPhoto.
func (r *residuals) getPhoto(d *rangeDecoder, l *levels, exact []uint8, w, n, nw, ne uint32) (uint32, uint8) {
	p, green, red, blue := predicted(w, n, nw, ne)
	cx, mirror := green.context(l)
	if r.exact[cx<<3|int(exact[0]|exact[1]<<1|exact[2]<<2)].get(d) {
		return p, 1
	}
	g := mirrored(getDifference(d, &r.green[cx]), mirror)
	return r.getRest(d, l, p, red, blue, g), 0
}

// getPixel reads a pixel.
func (r *residuals) getPixel(d *rangeDecoder, l *levels, w, n, nw, ne uint32) uint32 {
	p, green, red, blue := predicted(w, n, nw, ne)
	cx, mirror := green.context(l)
	g := mirrored(getDifference(d, &r.green[cx]), mirror)
	return r.getRest(d, l, p, red, blue, g)
}

// getRest reads the differences of red and blue, and returns the pixel.
func (r *residuals) getRest(d *rangeDecoder, l *levels, p uint32, red, blue around, dg int8) uint32 {
	cx, mirror := red.context(l)
	dr := mirrored(getDifference(d, &r.red[cx*greens+level(mirrored(dg, mirror), 2)]), mirror)
	cx, mirror = blue.context(l)
	cx = (cx*greens+level(mirrored(dg, mirror), 2))*reds + level(mirrored(dr, mirror), 1)
	db := mirrored(getDifference(d, &r.blue[cx]), mirror)
	return uint32(uint8(p)+uint8(db+dg)) | uint32(uint8(p>>8)+uint8(dg))<<8 | uint32(uint8(p>>16)+uint8(dr+dg))<<16
}
