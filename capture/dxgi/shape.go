package dxgi

import (
	"image"

	"tandem/capture"
)

// maxShape is capture.Shape's largest side in pixels; the system's may be
// larger, and is cut.
const maxShape = 256

// Kinds of shapes: DXGI_OUTDUPL_POINTER_SHAPE_TYPE.
const (
	kindMonochrome = 1
	kindColor      = 2
	kindMasked     = 4
)

// readShape turns a pointer's shape into an image, nil where nothing of it is to
// be seen or the bits are too few. What inverts the screen is painted black
// with a white edge, since an image cannot invert.
func readShape(i *shapeInfo, bits []byte) *capture.Shape {
	size := image.Pt(int(min(i.width, maxShape)), int(i.height))
	if i.kind == kindMonochrome {
		size.Y /= 2 // the AND mask lies above the XOR mask
	}
	rows := size.Y
	size.Y = min(size.Y, maxShape)
	p := &painter{img: image.NewNRGBA(image.Rectangle{Max: size}), bits: bits, pitch: int(i.pitch)}
	switch {
	case size.X == 0 || size.Y == 0:
		return nil
	case i.kind == kindMonochrome && p.holds((size.X+7)/8, rows+size.Y):
		p.monochrome(rows)
	case i.kind == kindColor && p.holds(4*size.X, size.Y):
		p.color()
	case i.kind == kindMasked && p.holds(4*size.X, size.Y):
		p.masked()
	}
	if !p.seen {
		return nil
	}
	p.edge()
	hot := image.Pt(min(max(int(i.hot.x), 0), size.X-1), min(max(int(i.hot.y), 0), size.Y-1))
	return &capture.Shape{Image: p.img, Hot: hot}
}

// A painter paints a shape from the system's bits.
type painter struct {
	img      *image.NRGBA
	bits     []byte
	pitch    int
	seen     bool
	inverted []image.Point
}

// holds says whether there are bits for rows of at least n bytes.
func (p *painter) holds(n, rows int) bool {
	return p.pitch >= n && p.pitch <= len(p.bits) && len(p.bits) >= (rows-1)*p.pitch+n
}

func (p *painter) set(x, y int, r, g, b, a byte) {
	if a == 0 {
		return
	}
	copy(p.img.Pix[p.img.PixOffset(x, y):], []byte{r, g, b, a})
	p.seen = true
}

func (p *painter) invert(x, y int) {
	p.set(x, y, 0, 0, 0, 255)
	p.inverted = append(p.inverted, image.Pt(x, y))
}

// monochrome paints a bit a pixel of two masks, the second one below rows rows.
func (p *painter) monochrome(rows int) {
	bit := func(x, y int) bool { return p.bits[y*p.pitch+x/8]<<(x%8)&0x80 != 0 }
	for y := range p.img.Rect.Max.Y {
		for x := range p.img.Rect.Max.X {
			and, xor := bit(x, y), bit(x, rows+y)
			switch {
			case and && xor:
				p.invert(x, y)
			case !and && xor:
				p.set(x, y, 255, 255, 255, 255)
			case !and:
				p.set(x, y, 0, 0, 0, 255)
			}
		}
	}
}

// color paints pixels with their own alpha.
func (p *painter) color() {
	for y := range p.img.Rect.Max.Y {
		for x := range p.img.Rect.Max.X {
			c := p.bits[y*p.pitch+4*x:]
			p.set(x, y, c[2], c[1], c[0], c[3])
		}
	}
}

// masked paints pixels that replace the screen's where their mask is 0, and are
// XORed with it elsewhere, which black leaves as it is.
func (p *painter) masked() {
	for y := range p.img.Rect.Max.Y {
		for x := range p.img.Rect.Max.X {
			c := p.bits[y*p.pitch+4*x:]
			switch {
			case c[3] == 0:
				p.set(x, y, c[2], c[1], c[0], 255)
			case c[0]|c[1]|c[2] != 0:
				p.invert(x, y)
			}
		}
	}
}

// edge paints what lies around inverting pixels white, so that they are seen on
// black, too.
func (p *painter) edge() {
	for _, at := range p.inverted {
		for y := at.Y - 1; y <= at.Y+1; y++ {
			for x := at.X - 1; x <= at.X+1; x++ {
				if image.Pt(x, y).In(p.img.Rect) && p.img.Pix[p.img.PixOffset(x, y)+3] == 0 {
					p.set(x, y, 255, 255, 255, 255)
				}
			}
		}
	}
}
