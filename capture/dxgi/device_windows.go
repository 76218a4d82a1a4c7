package dxgi

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// An api is the functions and names of interfaces that duplicating takes.
type api struct {
	createFactory, createDevice        *windows.LazyProc
	openInputDesktop, setThreadDesktop *windows.LazyProc
	closeDesktop                       *windows.LazyProc
	factoryID, output1ID, textureID    windows.GUID
	desktop                            uintptr // of the thread, if set here
}

func load() *api {
	user := windows.NewLazySystemDLL("user32.dll")
	return &api{
		createFactory:    windows.NewLazySystemDLL("dxgi.dll").NewProc("CreateDXGIFactory1"),
		createDevice:     windows.NewLazySystemDLL("d3d11.dll").NewProc("D3D11CreateDevice"),
		openInputDesktop: user.NewProc("OpenInputDesktop"),
		setThreadDesktop: user.NewProc("SetThreadDesktop"),
		closeDesktop:     user.NewProc("CloseDesktop"),
		factoryID:        windows.GUID{Data1: 0x770aae78, Data2: 0xf26f, Data3: 0x4dba, Data4: [8]byte{0xa8, 0x29, 0x25, 0x3c, 0x83, 0xd1, 0xb3, 0x87}},
		output1ID:        windows.GUID{Data1: 0x00cddea8, Data2: 0x939b, Data3: 0x4b83, Data4: [8]byte{0xa3, 0x40, 0xa6, 0x85, 0x22, 0x66, 0x66, 0xcc}},
		textureID:        windows.GUID{Data1: 0x6f15aaf2, Data2: 0xd208, Data3: 0x4e89, Data4: [8]byte{0x9a, 0xb4, 0x48, 0x95, 0x35, 0xd3, 0x4f, 0x9c}},
	}
}

// unsupported says that duplicating does not work here.
func unsupported(what string, h error) error {
	return fmt.Errorf("capture/dxgi: %s: %w: %w", what, h, errors.ErrUnsupported)
}

// enterInputDesktop puts the calling thread on the desktop that gets the user's
// input. Where that fails, duplicating will tell.
func (a *api) enterInputDesktop() {
	const all = 0x10000000 // GENERIC_ALL
	desktop, _, _ := a.openInputDesktop.Call(0, 0, all)
	if desktop == 0 {
		return
	}
	if ok, _, _ := a.setThreadDesktop.Call(desktop); ok == 0 {
		_, _, _ = a.closeDesktop.Call(desktop) // nothing can be done about it
		return
	}
	if a.desktop != 0 {
		_, _, _ = a.closeDesktop.Call(a.desktop) // likewise
	}
	a.desktop = desktop
}

// find returns the adapter and the output of the display named, to be released
// by the caller.
func (a *api) find(name string) (adapter, out *object, err error) {
	if err := errors.Join(a.createFactory.Find(), a.createDevice.Find()); err != nil {
		return nil, nil, unsupported("find DXGI", err)
	}
	var factory *object
	if h := hresultOf(a.createFactory.Call(uintptr(unsafe.Pointer(&a.factoryID)), uintptr(unsafe.Pointer(&factory)))); h.failed() {
		return nil, nil, unsupported("create factory", h)
	}
	defer factory.release()
	for i := uintptr(0); !factory.call(factoryEnumAdapters, i, uintptr(unsafe.Pointer(&adapter))).failed(); i++ {
		for j := uintptr(0); !adapter.call(adapterEnumOutputs, j, uintptr(unsafe.Pointer(&out))).failed(); j++ {
			var d outputDesc
			if h := out.call(outputGetDesc, uintptr(unsafe.Pointer(&d))); !h.failed() && windows.UTF16ToString(d.name[:]) == name {
				return adapter, out, nil
			}
			out.release()
		}
		adapter.release()
	}
	return nil, nil, unsupported("find display "+name, errors.New("no output of DXGI"))
}

// device makes a Direct3D device of an adapter and its context.
func (a *api) device(adapter *object) (device, context *object, err error) {
	const (
		ofAdapter  = 0 // D3D_DRIVER_TYPE_UNKNOWN
		sdkVersion = 7
	)
	h := hresultOf(a.createDevice.Call(uintptr(unsafe.Pointer(adapter)), ofAdapter, 0, 0, 0, 0, sdkVersion,
		uintptr(unsafe.Pointer(&device)), 0, uintptr(unsafe.Pointer(&context))))
	if h.failed() {
		return nil, nil, unsupported("create device", h)
	}
	return device, context, nil
}

func hresultOf(r, _ uintptr, _ error) hresult { return hresult(r) }
