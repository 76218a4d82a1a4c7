package pixel

// Triple returns a pixel's brightness and differences of colour as JPEG files
// have them (ITU T.81, JFIF): Cr, brightness and Cb in the places of red, green
// and blue, each the nearest of 8 bits. Of v colours alone count.
func Triple(v uint32) uint32 {
	r, g, b := int32(v>>16&255), int32(v>>8&255), int32(v&255)
	const half, middle = 1 << 15, 128<<16 + 1<<15 - 1
	y := (19595*r + 38470*g + 7471*b + half) >> 16
	cb := (-11059*r - 21709*g + 32768*b + middle) >> 16
	cr := (32768*r - 27439*g - 5329*b + middle) >> 16
	return uint32(cr<<16 | y<<8 | cb)
}

// Triples stores those of the stored pixels p as dst, which is at least as long.
func Triples(dst, p []uint32) {
	dst = dst[:len(p)]
	n := 0
	if fast && len(p) >= block {
		n = len(p) &^ (block - 1)
		triples8(&dst[0], &p[0], n)
	}
	for ; n < len(p); n++ {
		dst[n] = Triple(p[n])
	}
}
