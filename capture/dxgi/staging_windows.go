package dxgi

import (
	"fmt"
	"image"
	"unsafe"
)

// bgra is the format of every duplicated desktop: DXGI_FORMAT_B8G8R8A8_UNORM.
const bgra = 87

// A staging is a texture in memory that the processor can read, into which
// parts of the desktop are copied.
type staging struct {
	device, context *object
	texture         *object
	desc            textureDesc // of the desktop that it is for

	// What the system reads and writes: a staging is part of a duplication,
	// which is on the heap, so quick may point to these.
	box    box
	now    textureDesc
	mapped mappedTexture
}

// fit makes the staging texture as large as the desktop's.
func (s *staging) fit(desktop *object) error {
	desktop.quick(textureGetDesc, uintptr(unsafe.Pointer(&s.now)))
	if s.now.format != bgra || s.now.width == 0 || s.now.height == 0 {
		return unsupported("look at picture", fmt.Errorf("%dx%d of format %d", s.now.width, s.now.height, s.now.format))
	}
	if s.texture != nil && s.now == s.desc {
		return nil
	}
	s.texture.release()
	s.texture, s.desc = nil, s.now
	const (
		forReading = 3       // D3D11_USAGE_STAGING
		byCPU      = 0x20000 // D3D11_CPU_ACCESS_READ
	)
	d := textureDesc{width: s.now.width, height: s.now.height, levels: 1, array: 1, format: bgra, samples: 1, usage: forReading, access: byCPU}
	if h := s.device.call(deviceCreateTexture2D, uintptr(unsafe.Pointer(&d)), 0, uintptr(unsafe.Pointer(&s.texture))); h.failed() {
		s.texture = nil
		return unsupported("create texture", h)
	}
	return nil
}

// size is the desktop's.
func (s *staging) size() image.Point { return image.Pt(int(s.desc.width), int(s.desc.height)) }

// read copies some parts of the desktop and maps the texture.
func (s *staging) read(desktop *object, parts []image.Rectangle) ([]byte, int, error) {
	for _, p := range parts {
		s.box = box{uint32(p.Min.X), uint32(p.Min.Y), 0, uint32(p.Max.X), uint32(p.Max.Y), 1}
		s.context.quick(contextCopyRegion, uintptr(unsafe.Pointer(s.texture)), 0, uintptr(p.Min.X), uintptr(p.Min.Y), 0,
			uintptr(unsafe.Pointer(desktop)), 0, uintptr(unsafe.Pointer(&s.box)))
	}
	const forReading = 1 // D3D11_MAP_READ
	h := s.context.quick(contextMap, uintptr(unsafe.Pointer(s.texture)), 0, forReading, 0, uintptr(unsafe.Pointer(&s.mapped)))
	if h.failed() || s.mapped.pix == nil || s.mapped.pitch < 4*s.desc.width {
		return nil, 0, fmt.Errorf("%w: map texture: %w", errLost, h)
	}
	// ID3D11DeviceContext::Map: height rows lie pitch bytes apart, until Unmap;
	// the last one may end with its pixels.
	n := int(s.mapped.pitch)*int(s.desc.height-1) + 4*int(s.desc.width)
	return unsafe.Slice(s.mapped.pix, n), int(s.mapped.pitch), nil
}

func (s *staging) unmap() { s.context.quick(contextUnmap, uintptr(unsafe.Pointer(s.texture)), 0) }

func (s *staging) close() {
	s.texture.release()
	s.context.release()
	s.device.release()
	*s = staging{}
}
