package screen

import "image"

// Small draws the picture into dst, scaled to fit into its size with its
// proportions kept, and returns the part of dst that it fills: none while there
// is no picture. It takes nothing away from Take. now is different whenever the
// picture is; where it is the seen of before, nothing is drawn, and the part is
// empty.
func (v *Viewer) Small(dst *image.RGBA, seen uint64) (part image.Rectangle, now uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w, h := v.pic.Rect.Dx(), v.pic.Rect.Dy()
	if w == 0 || h == 0 || v.drawn == seen {
		return image.Rectangle{}, v.drawn
	}
	size := image.Pt(dst.Rect.Dx(), max(1, h*dst.Rect.Dx()/w))
	if size.Y > dst.Rect.Dy() {
		size = image.Pt(max(1, w*dst.Rect.Dy()/h), dst.Rect.Dy())
	}
	for y := range size.Y {
		above, below := row(v.pic, y*h/size.Y), row(v.pic, (y*h+h/2)/size.Y)
		line := dst.Pix[y*dst.Stride:]
		for x := range size.X {
			mean(line[4*x:4*x+4:4*x+4], above, below, 4*(x*w/size.X), 4*((x*w+w/2)/size.X))
		}
	}
	return image.Rectangle{Min: dst.Rect.Min, Max: dst.Rect.Min.Add(size)}, v.drawn
}

func row(p *image.RGBA, y int) []byte { return p.Pix[y*p.Stride : y*p.Stride+4*p.Rect.Dx()] }

// mean sets a pixel to the mean of four of two rows.
func mean(pixel, above, below []byte, left, right int) {
	for i := range 3 {
		pixel[i] = byte((int(above[left+i]) + int(above[right+i]) + int(below[left+i]) + int(below[right+i])) / 4)
	}
	pixel[3] = 0xff
}
