//go:build windows

package gdi

import (
	"bytes"
	"image"
	"unsafe"
)

// A canvas is a picture that GDI draws on and we read.
type canvas struct {
	a      *api
	dc     uintptr
	bitmap uintptr
	pix    []byte // GDI's memory, gone after free
	stride int
}

// newCanvas makes a canvas for pictures of a size.
func (a *api) newCanvas(size image.Point) (*canvas, error) {
	dc, err := call(a.createCompatibleDC, 0)
	if err != nil {
		return nil, err
	}
	b := info(size.X, size.Y)
	var pix unsafe.Pointer
	// The function reads b and writes where the pixels are into pix.
	bitmap, err := call(a.createDIBSection, dc, uintptr(unsafe.Pointer(&b)), 0, uintptr(unsafe.Pointer(&pix)), 0, 0)
	if err != nil {
		_, _ = call(a.deleteDC, dc) // the failure says more
		return nil, err
	}
	c := &canvas{a: a, dc: dc, bitmap: bitmap, stride: 4 * size.X}
	// [MS-WMF] and CreateDIBSection: the section has height rows of width
	// pixels of 4 bytes each, without padding, until the bitmap is deleted.
	c.pix = unsafe.Slice((*byte)(pix), c.stride*size.Y)
	if _, err := call(a.selectObject, dc, bitmap); err != nil {
		c.free()
		return nil, err
	}
	return c, nil
}

// grab copies a part of the desktop into the canvas.
func (c *canvas) grab(from image.Rectangle) error {
	const copyPixels = 0x00cc0020 // SRCCOPY
	screen, err := quick(c.a.getDC, 0)
	if err != nil {
		return err
	}
	_, err = quick(c.a.bitBlt, c.dc, 0, 0, uintptr(from.Dx()), uintptr(from.Dy()), screen,
		uintptr(from.Min.X), uintptr(from.Min.Y), copyPixels)
	_, _ = quick(c.a.gdiFlush)             // GDI may work later than asked
	_, _ = quick(c.a.releaseDC, 0, screen) // nothing can be done about it
	return err
}

func (c *canvas) free() {
	if c == nil {
		return
	}
	c.pix = nil
	_, _, _ = c.a.deleteDC.Call(c.dc) // nothing can be done about it
	_, _, _ = c.a.deleteObject.Call(c.bitmap)
}

// changed is the rows in which two canvases of the same size differ.
func changed(a, b *canvas) (top, bottom int) {
	bottom = len(a.pix) / a.stride
	row := func(c *canvas, y int) []byte { return c.pix[y*c.stride : (y+1)*c.stride] }
	for top < bottom && bytes.Equal(row(a, top), row(b, top)) {
		top++
	}
	for bottom > top && bytes.Equal(row(a, bottom-1), row(b, bottom-1)) {
		bottom--
	}
	return top, bottom
}
