package dxgi

import (
	"testing"
	"unsafe"
)

// TestLayout compares with what a C compiler makes of the headers.
func TestLayout(t *testing.T) {
	if unsafe.Sizeof(uintptr(0)) != 8 {
		t.Skip("the sizes are those of a 64-bit machine")
	}
	var (
		f frameInfo
		d duplicationDesc
		o outputDesc
		m mappedDesktop
		x mappedTexture
	)
	for _, c := range []struct {
		name      string
		got, want uintptr
	}{
		{"DXGI_OUTDUPL_FRAME_INFO", unsafe.Sizeof(f), 48},
		{"DXGI_OUTDUPL_FRAME_INFO.PointerPosition", unsafe.Offsetof(f.pointer), 28},
		{"DXGI_OUTDUPL_FRAME_INFO.TotalMetadataBufferSize", unsafe.Offsetof(f.metadata), 40},
		{"DXGI_OUTDUPL_MOVE_RECT", unsafe.Sizeof(moveRect{}), 24},
		{"DXGI_OUTDUPL_POINTER_SHAPE_INFO", unsafe.Sizeof(shapeInfo{}), 24},
		{"DXGI_MODE_DESC", unsafe.Sizeof(modeDesc{}), 28},
		{"DXGI_OUTDUPL_DESC", unsafe.Sizeof(d), 36},
		{"DXGI_OUTDUPL_DESC.Rotation", unsafe.Offsetof(d.turn), 28},
		{"DXGI_OUTPUT_DESC", unsafe.Sizeof(o), 96},
		{"DXGI_OUTPUT_DESC.Rotation", unsafe.Offsetof(o.turn), 84},
		{"DXGI_OUTPUT_DESC.Monitor", unsafe.Offsetof(o.monitor), 88},
		{"DXGI_MAPPED_RECT", unsafe.Sizeof(m), 16},
		{"DXGI_MAPPED_RECT.pBits", unsafe.Offsetof(m.pix), 8},
		{"D3D11_TEXTURE2D_DESC", unsafe.Sizeof(textureDesc{}), 44},
		{"D3D11_BOX", unsafe.Sizeof(box{}), 24},
		{"D3D11_MAPPED_SUBRESOURCE", unsafe.Sizeof(x), 16},
		{"D3D11_MAPPED_SUBRESOURCE.RowPitch", unsafe.Offsetof(x.pitch), 8},
	} {
		if c.got != c.want {
			t.Errorf("%s is %d; want %d", c.name, c.got, c.want)
		}
	}
}
