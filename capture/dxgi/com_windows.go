package dxgi

import (
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// An object is one COM interface of an object. Its memory is the system's.
type object struct {
	vtable *[64]uintptr // of which as many are there as the interface has methods
}

// Methods by their place in the vtables: dxgi.h, dxgi1_2.h, d3d11.h.
const (
	queryInterface = 0
	release        = 2

	factoryEnumAdapters = 12 // IDXGIFactory1::EnumAdapters1
	adapterEnumOutputs  = 7  // IDXGIAdapter
	outputGetDesc       = 7  // IDXGIOutput
	outputDuplicate     = 22 // IDXGIOutput1::DuplicateOutput

	duplicationGetDesc         = 7 // IDXGIOutputDuplication
	duplicationAcquire         = 8
	duplicationGetDirty        = 9
	duplicationGetMoves        = 10
	duplicationGetPointerShape = 11
	duplicationMap             = 12
	duplicationUnmap           = 13
	duplicationReleaseFrame    = 14

	deviceCreateTexture2D = 5 // ID3D11Device
	textureGetDesc        = 10
	contextMap            = 14 // ID3D11DeviceContext
	contextUnmap          = 15
	contextCopyRegion     = 46 // CopySubresourceRegion
)

// An hresult is a COM method's outcome; failures have the highest bit.
type hresult uint32

// Outcomes that tell what to do: winerror.h.
const (
	accessDenied        = hresult(0x80070005) // E_ACCESSDENIED
	moreData            = hresult(0x887a0003) // DXGI_ERROR_MORE_DATA
	accessLost          = hresult(0x887a0026) // DXGI_ERROR_ACCESS_LOST
	waitTimeout         = hresult(0x887a0027) // DXGI_ERROR_WAIT_TIMEOUT
	sessionDisconnected = hresult(0x887a0028) // DXGI_ERROR_SESSION_DISCONNECTED
)

// Error implements error.
func (h hresult) Error() string { return fmt.Sprintf("hresult %#08x", uint32(h)) }

func (h hresult) failed() bool { return h>>31 != 0 }

// call calls a method. Arguments that are pointers are kept, and kept in
// place, until it returns: "go doc cmd/compile", uintptrescapes. For that it
// allocates.
//
//go:uintptrescapes
func (o *object) call(method int, args ...uintptr) hresult { return o.quick(method, args...) }

// quick calls a method without allocating. Arguments that are pointers must
// point to what is not on a stack, which moves, and lives on after the call.
func (o *object) quick(method int, args ...uintptr) hresult {
	var all [10]uintptr
	all[0] = uintptr(unsafe.Pointer(o)) // not Go's memory, so it stays
	n := 1 + copy(all[1:], args)
	r, _, _ := syscall.SyscallN(o.vtable[method], all[:n]...)
	return hresult(r)
}

// release gives the interface back. Nil is fine.
func (o *object) release() {
	if o != nil {
		o.quick(release)
	}
}

// as asks for another interface of the same object, to be released as well.
func (o *object) as(id *windows.GUID, to **object) hresult {
	return o.call(queryInterface, uintptr(unsafe.Pointer(id)), uintptr(unsafe.Pointer(to)))
}
