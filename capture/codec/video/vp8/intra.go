package vp8

import "tandem/capture/codec/video/internal/kernel"

// An around is the pixels above and to the left of a block of up to 16x16,
// which it is predicted from (RFC 6386, section 12).
type around struct {
	corner   byte
	above    [20]byte // four more to the right
	left     [16]byte
	up, back bool // there is something above, to the left
}

// gather reads the pixels around the block of a plane that belongs to the
// macroblock at x, y and has size pixels a side. Outside of the picture they are
// 127 above and 129 to the left.
func (a *around) gather(p *plane, x, y, size int) {
	at := size * (y*p.stride + x)
	a.up, a.back = y > 0, x > 0
	a.corner = 127
	if a.up {
		copy(a.above[:size], p.pix[at-p.stride:])
		a.corner = 129
	} else {
		for i := range a.above {
			a.above[i] = 127
		}
	}
	if !a.back {
		for i := range a.left {
			a.left[i] = 129
		}
		return
	}
	for i := range size {
		a.left[i] = p.pix[at-1+i*p.stride]
	}
	if a.up {
		a.corner = p.pix[at-p.stride-1]
	}
}

// gatherRight reads the four pixels above to the right of a macroblock, which
// at the right edge repeat the last one above.
func (a *around) gatherRight(p *plane, x, y int) {
	switch at := 16*(y*p.stride+x) - p.stride + 16; {
	case !a.up:
	case 16*x+16 < p.w:
		copy(a.above[16:], p.pix[at:][:4])
	default:
		for i := range 4 {
			a.above[16+i] = a.above[15]
		}
	}
}

// predict draws a block of size pixels with one of the four modes for whole
// blocks (RFC 6386, section 12.2).
func (a *around) predict(dst []byte, stride, size int, mode uint8) {
	switch mode {
	case dcPred:
		kernel.Fill(dst, stride, size, size, a.mean(size))
	case vPred:
		for y := range size {
			copy(dst[y*stride:], a.above[:size])
		}
	case hPred:
		for y := range size {
			kernel.Fill(dst[y*stride:], stride, size, 1, a.left[y])
		}
	case tmPred:
		kernel.TrueMotion(dst, stride, size, (*[16]byte)(a.above[:]), &a.left, a.corner)
	}
}

// mean is the mean of the pixels that are there, 128 if none are.
func (a *around) mean(size int) byte {
	sum, n := 0, 0
	if a.up {
		for _, v := range a.above[:size] {
			sum += int(v)
		}
		n += size
	}
	if a.back {
		for _, v := range a.left[:size] {
			sum += int(v)
		}
		n += size
	}
	if n == 0 {
		return 128
	}
	return byte((sum + n/2) / n)
}
