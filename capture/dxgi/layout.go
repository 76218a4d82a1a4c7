package dxgi

//lint:file-ignore U1000 What reads and writes most fields is Windows.

import "image"

// The structures of dxgi.h, dxgi1_2.h and d3d11.h, laid out as on 64-bit
// Windows; Go aligns their fields as C does. A BOOL is a uint32.
type (
	point struct{ x, y int32 } // POINT

	rect struct{ left, top, right, bottom int32 } // RECT

	moveRect struct { // DXGI_OUTDUPL_MOVE_RECT
		from point
		to   rect
	}

	frameInfo struct { // DXGI_OUTDUPL_FRAME_INFO
		presented, pointed int64 // when; 0: picture, pointer unchanged
		frames             uint32
		coalesced, masked  uint32
		pointer            point // the shape's top left corner
		visible            uint32
		metadata           uint32 // bytes of moves and dirty rectangles
		shape              uint32 // bytes; 0: unchanged
	}

	shapeInfo struct { // DXGI_OUTDUPL_POINTER_SHAPE_INFO
		kind                 uint32
		width, height, pitch uint32
		hot                  point
	}

	modeDesc struct { // DXGI_MODE_DESC
		width, height             uint32
		rate                      [2]uint32
		format, scanline, scaling uint32
	}

	duplicationDesc struct { // DXGI_OUTDUPL_DESC
		mode     modeDesc
		turn     rotation
		inMemory uint32
	}

	outputDesc struct { // DXGI_OUTPUT_DESC
		name     [32]uint16
		place    rect
		attached uint32
		turn     rotation
		monitor  uintptr
	}

	textureDesc struct { // D3D11_TEXTURE2D_DESC
		width, height, levels, array uint32
		format                       uint32
		samples, quality             uint32
		usage, bind, access, misc    uint32
	}

	box struct{ left, top, front, right, bottom, back uint32 } // D3D11_BOX

	mappedTexture struct { // D3D11_MAPPED_SUBRESOURCE
		pix          *byte
		pitch, depth uint32
	}

	mappedDesktop struct { // DXGI_MAPPED_RECT
		pitch int32
		pix   *byte
	}
)

func (p point) image() image.Point { return image.Pt(int(p.x), int(p.y)) }

func (r rect) image() image.Rectangle {
	return image.Rectangle{Min: image.Pt(int(r.left), int(r.top)), Max: image.Pt(int(r.right), int(r.bottom))}
}
