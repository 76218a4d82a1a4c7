//go:build windows

package gdi

import (
	"image"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/capture"
)

const (
	maxShape  = 256 // pixels, capture.Shape
	maxShapes = 64  // remembered by their handle
)

// A cursor follows the pointer.
type cursor struct {
	now    capture.Cursor // as last told, with its shape
	told   bool
	shapes map[windows.Handle]*capture.Shape
	out    capture.Cursor
	info   cursorInfo // what Windows writes; a cursor is part of a Source, on the heap
}

// look asks for the pointer and returns what is new, or nil. Origin is the
// display's place.
func (c *cursor) look(a *api, origin image.Point) *capture.Cursor {
	const showing = 1
	was := c.now
	i := &c.info
	i.size = uint32(unsafe.Sizeof(*i))
	// The function writes into i alone.
	if _, err := quick(a.getCursorInfo, uintptr(unsafe.Pointer(i))); err != nil {
		c.now.Visible = false // as on the secure desktop
	} else {
		c.now.At = image.Pt(int(i.x), int(i.y)).Sub(origin)
		c.now.Visible = i.flags&showing != 0 && i.cursor != 0
	}
	if c.now.Visible {
		if s := c.shape(a, i.cursor); s != nil {
			c.now.Shape = s
		}
	}
	if c.told && c.now == was {
		return nil
	}
	c.out = c.now
	if c.told && c.now.Shape == was.Shape {
		c.out.Shape = nil
	}
	c.told = true
	return &c.out
}

func (c *cursor) shape(a *api, h windows.Handle) *capture.Shape {
	s, known := c.shapes[h]
	if !known {
		if c.shapes == nil || len(c.shapes) >= maxShapes {
			c.shapes = map[windows.Handle]*capture.Shape{}
		}
		s = a.readShape(h)
		c.shapes[h] = s
	}
	return s
}

// readShape turns a cursor into an image, nil where that fails: GetIconInfo,
// "ICONINFO structure".
func (a *api) readShape(h windows.Handle) *capture.Shape {
	var i iconInfo
	// The function writes into i alone, which outlives the call.
	if _, err := call(a.getIconInfo, uintptr(h), uintptr(unsafe.Pointer(&i))); err != nil {
		return nil
	}
	defer func() { // the copies are ours; nothing can be done about a failure
		_, _, _ = a.deleteObject.Call(uintptr(i.mask))
		_, _, _ = a.deleteObject.Call(uintptr(i.color))
	}()
	mask, size := a.bits(i.mask)
	if i.color == 0 { // the upper half is the AND mask, the lower the XOR mask
		size.Y /= 2
	}
	if mask == nil || size.X <= 0 || size.Y <= 0 {
		return nil
	}
	size = image.Pt(min(size.X, maxShape), min(size.Y, maxShape))
	s := &capture.Shape{
		Image: image.NewNRGBA(image.Rectangle{Max: size}),
		Hot:   image.Pt(min(int(i.hotX), size.X-1), min(int(i.hotY), size.Y-1)),
	}
	if i.color == 0 {
		paintMonochrome(s.Image, mask.pix, mask.height/2, mask.width)
		return s
	}
	color, _ := a.bits(i.color)
	if color == nil || color.width != mask.width || color.height != mask.height {
		return nil
	}
	paintColor(s.Image, color.pix, mask.pix, mask.width)
	return s
}

// A bitmap's bits as blue, green, red, alpha.
type bits struct {
	pix           []byte
	width, height int
}

// bits reads a bitmap of any format.
func (a *api) bits(h windows.Handle) (*bits, image.Point) {
	dc, err := call(a.createCompatibleDC, 0)
	if err != nil {
		return nil, image.Point{}
	}
	defer func() { _, _, _ = a.deleteDC.Call(dc) }() // nothing can be done about it
	var b bitmapInfo
	b.size = uint32(unsafe.Offsetof(b.mask))
	// Without memory for the bits the function only fills in b.
	if _, err := call(a.getDIBits, dc, uintptr(h), 0, 0, 0, uintptr(unsafe.Pointer(&b)), 0); err != nil {
		return nil, image.Point{}
	}
	w, rows := int(b.width), int(max(b.height, -b.height))
	if w <= 0 || rows <= 0 || w > 4*maxShape || rows > 8*maxShape {
		return nil, image.Point{}
	}
	b = info(w, rows)
	pix := make([]byte, 4*w*rows)
	// The function writes rows of w pixels of 4 bytes, as b describes.
	if _, err := call(a.getDIBits, dc, uintptr(h), 0, uintptr(rows), uintptr(unsafe.Pointer(&pix[0])), uintptr(unsafe.Pointer(&b)), 0); err != nil {
		return nil, image.Point{}
	}
	return &bits{pix, w, rows}, image.Pt(w, rows)
}

// paintMonochrome paints a cursor of two masks, one above the other. What
// inverts the screen is painted black, since an image cannot.
func paintMonochrome(img *image.NRGBA, pix []byte, half, width int) {
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			and, xor := pix[4*(y*width+x)] != 0, pix[4*((half+y)*width+x)] != 0
			d := img.Pix[img.PixOffset(x, y):]
			switch {
			case !and && xor:
				d[0], d[1], d[2], d[3] = 255, 255, 255, 255
			case !and || xor:
				d[3] = 255
			}
		}
	}
}

// paintColor paints a cursor with its own alpha, or where it has none with its
// mask.
func paintColor(img *image.NRGBA, color, mask []byte, width int) {
	alpha := false
	for i := 3; i < len(color); i += 4 {
		alpha = alpha || color[i] != 0
	}
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			from := 4 * (y*width + x)
			d := img.Pix[img.PixOffset(x, y):]
			d[0], d[1], d[2], d[3] = color[from+2], color[from+1], color[from], color[from+3]
			if !alpha && mask[from] == 0 {
				d[3] = 255
			}
		}
	}
}
