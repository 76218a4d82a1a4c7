//go:build linux

package glass

import (
	"image"

	"tandem/capture/x11/wire"
)

// maxWords is how long a request may be for any server: its length has 16 bits.
const maxWords = 1<<16 - 1

// putPlain draws r of img at a place of the surface, by sending it.
func (g *Glass) putPlain(img *image.RGBA, r image.Rectangle, at image.Point) {
	const head = 6 // words before the pixels
	width := min(r.Dx(), maxWords-head)
	height := (maxWords - head) / width
	for y := r.Min.Y; y < r.Max.Y; y += height {
		h := min(height, r.Max.Y-y)
		g.rows = g.rows[:0]
		for i := range h {
			from := img.PixOffset(r.Min.X, y+i)
			g.rows = append(g.rows, img.Pix[from:from+4*width]...)
		}
		g.last = g.c.SendBytes(putImage, zPixmap, g.rows, g.window, g.gc, wire.Pair(width, h),
			wire.Pair(at.X, at.Y+y-r.Min.Y), uint32(g.c.Screen.Depth)<<8)
		_ = g.c.Flush() // finish tells the same
	}
}
