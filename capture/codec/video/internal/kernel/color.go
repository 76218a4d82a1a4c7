package kernel

// The colours are those of ITU-R BT.601, limited range, in fixed point of 16
// bits. Both ends of a line use exactly these formulas.

// LumaRow writes the brightness of len(dst) pixels of four bytes: blue, green,
// red and one that means nothing.
func LumaRow(dst, bgrx []byte) { lumaRow(dst, bgrx[:4*len(dst)]) }

func plainLumaRow(dst, bgrx []byte) {
	bgrx = bgrx[:4*len(dst)]
	for ; len(dst) >= 4 && len(bgrx) >= 16; dst, bgrx = dst[4:], bgrx[16:] {
		a, b := load8(bgrx), load8(bgrx[8:])
		dst[0], dst[1], dst[2], dst[3] = luma(a), luma(a>>32), luma(b), luma(b>>32)
	}
	for x := range dst {
		dst[x] = luma(load4(bgrx[4*x:]))
	}
}

// luma is the brightness of the pixel in the lower half of p.
func luma(p uint64) byte {
	return byte((6416*(p&255) + 33039*(p>>8&255) + 16829*(p>>16&255) + 16<<16 + 1<<15) >> 16)
}

// ChromaRow writes the colour of two rows of width pixels of four bytes, each
// value the mean of two by two pixels; an odd last pixel counts twice.
func ChromaRow(u, v, row0, row1 []byte, width int) {
	row0, row1 = row0[:4*width], row1[:4*width]
	u, v = u[:(width+1)/2], v[:(width+1)/2]
	chromaRow(u, v, row0, row1, width)
}

func plainChromaRow(u, v, row0, row1 []byte, width int) {
	for x := range width / 2 {
		p, q := load8(row0[8*x:]), load8(row1[8*x:])
		// Blue and red in lanes of 16 bits, then green.
		br := p&(255<<16|255) + p>>32&(255<<16|255) + q&(255<<16|255) + q>>32&(255<<16|255)
		g := p>>8&255 + p>>40&255 + q>>8&255 + q>>40&255
		u[x], v[x] = chroma(int32(br>>16), int32(g), int32(br&0xffff))
	}
	if width&1 != 0 {
		p, q := row0[4*width-4:][:4], row1[4*width-4:][:4]
		b := int32(p[0]) + int32(q[0])
		g := int32(p[1]) + int32(q[1])
		r := int32(p[2]) + int32(q[2])
		u[width/2], v[width/2] = chroma(2*r, 2*g, 2*b)
	}
}

// chroma is the colour of the sums of four pixels; it is never out of range.
func chroma(r, g, b int32) (u, v byte) {
	const bias = 128<<18 + 1<<17
	return byte((28784*b - 9714*r - 19070*g + bias) >> 18), byte((28784*r - 24103*g - 4681*b + bias) >> 18)
}

// RGBARow writes len(y) pixels of four bytes, red first, the last 255; each
// value of u and v colours two of them.
func RGBARow(dst, y, u, v []byte) { pixelRow(dst, y, u, v, false) }

// BGRXRow is RGBARow with blue first.
func BGRXRow(dst, y, u, v []byte) { pixelRow(dst, y, u, v, true) }

func pixelRow(dst, y, u, v []byte, blueFirst bool) {
	half := (len(y) + 1) / 2
	pixels(dst[:4*len(y)], y, u[:half], v[:half], blueFirst)
}

// plainPixels writes both orders.
func plainPixels(dst, y, u, v []byte, blueFirst bool) {
	for x, c := range u {
		r, b := 104597*(int32(v[x])-128), 132201*(int32(c)-128)
		g := -25675*(int32(c)-128) - 53279*(int32(v[x])-128)
		if blueFirst {
			r, b = b, r
		}
		d := dst[8*x:]
		put(d, y[2*x], r, g, b)
		if 2*x+1 < len(y) {
			put(d[4:], y[2*x+1], r, g, b)
		}
	}
}

// put writes one pixel of brightness y to which a colour adds three values.
func put(d []byte, y byte, first, second, third int32) {
	l := 76309*(int32(y)-16) + 1<<15
	d = d[:4]
	d[0], d[1], d[2], d[3] = pixel((l+first)>>16), pixel((l+second)>>16), pixel((l+third)>>16), 255
}
