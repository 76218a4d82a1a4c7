package screen

import (
	"encoding/binary"
	"image"
	"image/draw"
)

// Take brings dst, which holds the picture of the last Take, up to date and
// returns it with what changed, valid until the next Take or TakeBGR. A nil
// dst, or a change of size, gives a new picture, all of which changed; so does
// all of one that another was taken after.
func (v *Viewer) Take(dst *image.RGBA) (*image.RGBA, []image.Rectangle) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if dst == nil || dst.Rect != v.pic.Rect {
		dst = image.NewRGBA(v.pic.Rect)
	}
	dirty := v.changes(dst)
	for _, r := range dirty {
		copyRect(dst, v.pic, r)
	}
	return dst, dirty
}

// TakeBGR is Take for pixels of blue, green and red, as display servers want
// them. Where dst has another size than the picture, which it returns, dst is
// left as it is.
func (v *Viewer) TakeBGR(dst *image.RGBA) (dirty []image.Rectangle, size image.Point) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if dst.Rect != v.pic.Rect {
		return nil, v.pic.Rect.Size()
	}
	dirty = v.changes(dst)
	for _, r := range dirty {
		swapRect(dst, v.pic, r)
	}
	return dirty, v.pic.Rect.Size()
}

// changes are what has changed since dst was taken.
func (v *Viewer) changes(dst *image.RGBA) []image.Rectangle {
	dirty := v.dirty
	v.dirty, v.spare = v.spare[:0], dirty
	if v.taker != dst {
		v.taker = dst
		return append(v.spare[:0], v.pic.Rect)
	}
	return dirty
}

// copyRect copies r of src to the same place of dst, which has the same size.
func copyRect(dst, src *image.RGBA, r image.Rectangle) {
	if r.Min.X == 0 && r.Dx()*4 == src.Stride && dst.Stride == src.Stride {
		copy(dst.Pix[r.Min.Y*dst.Stride:r.Max.Y*dst.Stride], src.Pix[r.Min.Y*src.Stride:])
		return
	}
	draw.Draw(dst, r, src, r.Min, draw.Src)
}

// swapRect copies r of src as copyRect does, with red and blue exchanged.
func swapRect(dst, src *image.RGBA, r image.Rectangle) {
	r = r.Intersect(src.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		swap(dst.Pix[dst.PixOffset(r.Min.X, y):], src.Pix[src.PixOffset(r.Min.X, y):src.PixOffset(r.Max.X, y)])
	}
}

// swap copies pixels with red and blue exchanged. Two pixels are one word.
func swap(dst, src []byte) {
	const others, first = 0xff00ff00_ff00ff00, 0x000000ff_000000ff
	dst = dst[:len(src)]
	for len(src) >= 8 && len(dst) >= 8 {
		p := binary.LittleEndian.Uint64(src)
		binary.LittleEndian.PutUint64(dst, p&others|p>>16&first|p&first<<16)
		src, dst = src[8:], dst[8:]
	}
	if len(src) >= 4 && len(dst) >= 4 {
		dst[0], dst[1], dst[2], dst[3] = src[2], src[1], src[0], src[3]
	}
}
