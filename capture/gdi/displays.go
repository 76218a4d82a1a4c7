//go:build windows

package gdi

import (
	"cmp"
	"fmt"
	"image"
	"slices"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/capture"
)

// Displays lists the displays of the desktop, the primary one first. The error
// wraps capture.ErrNoDisplay where there is none.
func Displays() ([]capture.Display, error) { return load().displays() }

func (a *api) displays() ([]capture.Display, error) {
	const attached, primary = 1, 4
	var list []capture.Display
	for i := uintptr(0); ; i++ {
		d := displayDevice{size: uint32(unsafe.Sizeof(displayDevice{}))}
		// The function writes into d alone, which outlives the call.
		if r, _, _ := a.enumDisplayDevices.Call(0, i, uintptr(unsafe.Pointer(&d)), 0); r == 0 {
			break
		}
		if d.stateFlags&attached == 0 {
			continue
		}
		if bounds := a.bounds(&d.name); !bounds.Empty() {
			list = append(list, capture.Display{
				Name: windows.UTF16ToString(d.name[:]), Bounds: bounds, Primary: d.stateFlags&primary != 0,
			})
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("capture/gdi: %w", capture.ErrNoDisplay)
	}
	slices.SortStableFunc(list, func(a, b capture.Display) int {
		if a.Primary != b.Primary {
			return map[bool]int{true: -1, false: 1}[a.Primary]
		}
		return cmp.Or(cmp.Compare(a.Bounds.Min.X, b.Bounds.Min.X), cmp.Compare(a.Bounds.Min.Y, b.Bounds.Min.Y))
	})
	list[0].Primary = true
	for i := range list {
		list[i].ID = i
	}
	return list, nil
}

// bounds is the place of the display named on the desktop, in true pixels.
func (a *api) bounds(name *[32]uint16) image.Rectangle {
	const current = 0xffffffff
	m := devMode{size: uint16(unsafe.Sizeof(devMode{}))}
	// The function reads the name and writes into m; both outlive the call.
	if r, _, _ := a.enumDisplaySettings.Call(uintptr(unsafe.Pointer(name)), current, uintptr(unsafe.Pointer(&m))); r == 0 {
		return image.Rectangle{}
	}
	at := image.Pt(int(m.x), int(m.y))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(int(m.width), int(m.height)))}
}
