package tile

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

// context returns a number below gradients, and whether the difference is to
// be taken with the opposite sign: contexts that mirror each other are one.
func (a around) context(l *levels) (cx int, mirror bool) {
	cx = 25*int(l[255+a.ne-a.n]) + 5*int(l[255+a.n-a.nw]) + int(l[255+a.nw-a.w])
	if cx < 0 {
		return -cx, true
	}
	return cx, false
}

// levels are a gradient's five levels, by the gradient plus 255.
type levels [511]int8

func newLevels() (l levels) {
	for i := range l {
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

// mirrored returns v, or -v.
func mirrored(v int8, mirror bool) int8 {
	if mirror {
		return -v
	}
	return v
}

// putPixel codes the pixel v with neighbours w, n, nw and ne. It tells whether
// the prediction was exact.
func (r *residuals) putPixel(e *rangeEncoder, l *levels, v, w, n, nw, ne uint32) bool {
	a := channel(w, n, nw, ne, 8)
	cx, mirror := a.context(l)
	g := int8(int(v>>8&255) - a.predict())
	putDifference(e, &r.green[cx], mirrored(g, mirror))

	a = channel(w, n, nw, ne, 16)
	cx, mirror = a.context(l)
	red := int8(int(v>>16&255) - a.predict() - int(g))
	putDifference(e, &r.red[cx*greens+level(mirrored(g, mirror), 2)], mirrored(red, mirror))

	a = channel(w, n, nw, ne, 0)
	cx, mirror = a.context(l)
	b := int8(int(v&255) - a.predict() - int(g))
	cx = (cx*greens+level(mirrored(g, mirror), 2))*reds + level(mirrored(red, mirror), 1)
	putDifference(e, &r.blue[cx], mirrored(b, mirror))
	return g|red|b == 0
}

// getPixel reads a pixel, and tells whether the prediction was exact.
func (r *residuals) getPixel(d *rangeDecoder, l *levels, w, n, nw, ne uint32) (v uint32, exact bool) {
	a := channel(w, n, nw, ne, 8)
	cx, mirror := a.context(l)
	g := mirrored(getDifference(d, &r.green[cx]), mirror)
	v = uint32(uint8(a.predict()+int(g))) << 8

	a = channel(w, n, nw, ne, 16)
	cx, mirror = a.context(l)
	red := mirrored(getDifference(d, &r.red[cx*greens+level(mirrored(g, mirror), 2)]), mirror)
	v |= uint32(uint8(a.predict()+int(red)+int(g))) << 16

	a = channel(w, n, nw, ne, 0)
	cx, mirror = a.context(l)
	cx = (cx*greens+level(mirrored(g, mirror), 2))*reds + level(mirrored(red, mirror), 1)
	b := mirrored(getDifference(d, &r.blue[cx]), mirror)
	return v | uint32(uint8(a.predict()+int(b)+int(g))), g|red|b == 0
}
