package pixel

// planeBlock is how many pixels the fast forms of planes take at a time.
const planeBlock = 8

// Differences writes how pixels differ from what their neighbours foretell, in
// terms of green, red less green and blue less green, modulo 256: each is the
// median of what is to the left, above, and the sum of the two less what is
// above to the left. The stored pixels are cur[1:], with cur[0] to the left of
// them and up above, one longer than the planes each; colours alone count.
func Differences(green, red, blue []byte, cur, up []uint32) {
	n := len(green)
	red, blue, cur, up = red[:n], blue[:n], cur[:n+1], up[:n+1]
	i := 0
	if fast && n >= planeBlock {
		i = n &^ (planeBlock - 1)
		differences8(&green[0], &red[0], &blue[0], &cur[0], &up[0], i)
	}
	differences(green[i:], red[i:], blue[i:], cur[i:], up[i:])
}

// Restore makes cur[1:] what it was for Differences, from cur[0] and up as they were.
func Restore(green, red, blue []byte, cur, up []uint32) {
	n := len(green)
	red, blue, cur, up = red[:n], blue[:n], cur[:n+1], up[:n+1]
	i := 0
	if fast && n >= planeBlock {
		i = n &^ (planeBlock - 1)
		restore8(&green[0], &red[0], &blue[0], &cur[0], &up[0], i)
	}
	restore(green[i:], red[i:], blue[i:], cur[i:], up[i:])
}

func differences(green, red, blue []byte, cur, up []uint32) {
	w, nw := termsOf(cur[0]), termsOf(up[0])
	for i := range green {
		v, n := termsOf(cur[i+1]), termsOf(up[i+1])
		p := foreseen(w, n, nw)
		green[i], red[i], blue[i] = v.green-p.green, v.red-p.red, v.blue-p.blue
		w, nw = v, n
	}
}

func restore(green, red, blue []byte, cur, up []uint32) {
	w, nw := termsOf(cur[0]), termsOf(up[0])
	for i := range green {
		n := termsOf(up[i+1])
		p := foreseen(w, n, nw)
		w, nw = terms{p.green + green[i], p.red + red[i], p.blue + blue[i]}, n
		cur[i+1] = uint32(w.blue+w.green) | uint32(w.green)<<8 | uint32(w.red+w.green)<<16
	}
}

// terms is a pixel's green, and red and blue less that.
type terms struct{ green, red, blue byte }

func termsOf(v uint32) terms {
	g := byte(v >> 8)
	return terms{g, byte(v>>16) - g, byte(v) - g}
}

func foreseen(w, n, nw terms) terms {
	return terms{median(w.green, n.green, nw.green), median(w.red, n.red, nw.red), median(w.blue, n.blue, nw.blue)}
}

// median returns the median of w, n and w+n-nw modulo 256.
func median(w, n, nw byte) byte { return max(min(w, n), min(max(w, n), w+n-nw)) }
