package screen

import "image"

// Small draws the picture into dst, scaled to fit into its size with its
// proportions kept, and returns the part of dst that it fills: none while there
// is no picture. It takes nothing away from Take.
func (v *Viewer) Small(dst *image.RGBA) image.Rectangle {
	v.mu.Lock()
	defer v.mu.Unlock()
	w, h := v.pic.Rect.Dx(), v.pic.Rect.Dy()
	if w == 0 || h == 0 {
		return image.Rectangle{}
	}
	size := image.Pt(dst.Rect.Dx(), max(1, h*dst.Rect.Dx()/w))
	if size.Y > dst.Rect.Dy() {
		size = image.Pt(max(1, w*dst.Rect.Dy()/h), dst.Rect.Dy())
	}
	for y := range size.Y {
		for x := range size.X {
			area := image.Rect(x*w/size.X, y*h/size.Y, (x+1)*w/size.X, (y+1)*h/size.Y)
			mean(dst.Pix[y*dst.Stride+4*x:], v.pic, area)
		}
	}
	return image.Rectangle{Min: dst.Rect.Min, Max: dst.Rect.Min.Add(size)}
}

// mean sets a pixel to the mean of a few of src, evenly spread over area.
func mean(pixel []byte, src *image.RGBA, area image.Rectangle) {
	const side = 3 // pixels that are looked at, each way
	var sum [3]int
	for i := range side * side {
		p := src.Pix[src.PixOffset(area.Min.X+i%side*area.Dx()/side, area.Min.Y+i/side*area.Dy()/side):]
		sum[0], sum[1], sum[2] = sum[0]+int(p[0]), sum[1]+int(p[1]), sum[2]+int(p[2])
	}
	for i, s := range sum {
		pixel[i] = byte(s / (side * side))
	}
	pixel[3] = 0xff
}
