package dxgi

import (
	"fmt"
	"image"
	"time"
	"unsafe"
)

// maxMetadata bounds what the system may want to tell of one frame, in bytes.
const maxMetadata = 1 << 20

// A duplication is an output of the system. All calls come from one thread.
type duplication struct {
	dup              *object
	staging          staging
	turn             rotation
	desktop          *object // the texture of the frame held, nil while none is
	inMemory, mapped bool    // the desktop; it, rather than the texture

	// What the system reads and writes: a duplication is on the heap, since an
	// output of any kind is, so quick may point to these and to the lists.
	a      *api
	info   frameInfo
	shape  shapeInfo
	needed uint32
	held   *object
	dirty  []rect
	moves  []moveRect
	bits   []byte
	memory mappedDesktop
}

var _ output = (*duplication)(nil)

// duplicate begins to duplicate an output of an adapter.
func (a *api) duplicate(adapter, out *object) (*duplication, error) {
	var output1, dup *object
	if h := out.as(&a.output1ID, &output1); h.failed() {
		return nil, unsupported("ask for IDXGIOutput1", h)
	}
	defer output1.release()
	device, context, err := a.device(adapter)
	if err != nil {
		return nil, err
	}
	h := output1.call(outputDuplicate, uintptr(unsafe.Pointer(device)), uintptr(unsafe.Pointer(&dup)))
	if h.failed() {
		context.release()
		device.release()
		return nil, refused(h)
	}
	return a.newDuplication(device, context, dup), nil
}

// newDuplication takes over the objects.
func (a *api) newDuplication(device, context, dup *object) *duplication {
	d := &duplication{a: a, dup: dup, staging: staging{device: device, context: context}}
	d.dirty, d.moves = make([]rect, maxRects), make([]moveRect, maxRects)
	var desc duplicationDesc
	dup.call(duplicationGetDesc, uintptr(unsafe.Pointer(&desc)))
	d.turn, d.inMemory = desc.turn, desc.inMemory != 0
	return d
}

// refused says what a failure to duplicate means.
func refused(h hresult) error {
	switch h {
	case accessDenied, accessLost, sessionDisconnected: // another desktop is shown
		return fmt.Errorf("%w: %w", errLost, h)
	}
	return unsupported("duplicate output", h)
}

func (d *duplication) next(wait time.Duration, u *update) (bool, error) {
	d.releaseFrame()
	ms := (wait + time.Millisecond - 1) / time.Millisecond
	h := d.dup.quick(duplicationAcquire, uintptr(ms), uintptr(unsafe.Pointer(&d.info)), uintptr(unsafe.Pointer(&d.held)))
	if h == waitTimeout {
		return false, nil
	}
	if h.failed() {
		return false, fmt.Errorf("%w: %w", errLost, h)
	}
	h = d.held.quick(queryInterface, uintptr(unsafe.Pointer(&d.a.textureID)), uintptr(unsafe.Pointer(&d.desktop)))
	d.held.release()
	if d.held = nil; h.failed() {
		d.desktop = nil
		d.dup.quick(duplicationReleaseFrame)
		return false, fmt.Errorf("%w: %w", errLost, h)
	}
	if u.picture = d.info.presented != 0; u.picture {
		if err := d.staging.fit(d.desktop); err != nil {
			return false, err
		}
		u.unknown = !d.changes(u)
	}
	if u.pointed = d.info.pointed != 0; u.pointed {
		u.corner, u.visible = d.info.pointer.image(), d.info.visible != 0
	}
	if d.info.shape != 0 {
		d.look(u)
	}
	return true, nil
}

// changes asks where the picture changed, and says whether the system told.
func (d *duplication) changes(u *update) bool {
	if d.info.metadata == 0 {
		return false
	}
	if !grown(&d.moves, &d.needed, func(size int, at unsafe.Pointer) hresult {
		return d.dup.quick(duplicationGetMoves, uintptr(size), uintptr(at), uintptr(unsafe.Pointer(&d.needed)))
	}) {
		return false
	}
	u.moves = append(u.moves, d.moves[:int(d.needed)/int(unsafe.Sizeof(moveRect{}))]...)
	if !grown(&d.dirty, &d.needed, func(size int, at unsafe.Pointer) hresult {
		return d.dup.quick(duplicationGetDirty, uintptr(size), uintptr(at), uintptr(unsafe.Pointer(&d.needed)))
	}) {
		return false
	}
	u.dirty = append(u.dirty, d.dirty[:int(d.needed)/int(unsafe.Sizeof(rect{}))]...)
	return true
}

// look asks what the pointer looks like.
func (d *duplication) look(u *update) {
	if len(d.bits) < int(d.info.shape) {
		d.bits = make([]byte, min(d.info.shape, maxMetadata))
	}
	if grown(&d.bits, &d.needed, func(size int, at unsafe.Pointer) hresult {
		return d.dup.quick(duplicationGetPointerShape, uintptr(size), uintptr(at), uintptr(unsafe.Pointer(&d.needed)), uintptr(unsafe.Pointer(&d.shape)))
	}) {
		u.shaped, u.shape = true, readShape(&d.shape, d.bits[:d.needed])
	}
}

// grown calls ask with the memory of a list, and once more with as much as is
// needed where that is too little. It says whether the memory was filled, as
// far as needed says.
func grown[T any](list *[]T, needed *uint32, ask func(bytes int, at unsafe.Pointer) hresult) bool {
	size := int(unsafe.Sizeof((*list)[0]))
	for range 2 {
		*needed = 0
		h := ask(len(*list)*size, unsafe.Pointer(&(*list)[0]))
		if !h.failed() {
			return int(*needed) <= len(*list)*size
		}
		if h != moreData || *needed > maxMetadata {
			return false
		}
		*list = make([]T, int(*needed)/size+1)
	}
	return false
}

func (d *duplication) size() (image.Point, rotation) { return d.staging.size(), d.turn }

func (d *duplication) lock(parts []image.Rectangle) ([]byte, int, error) {
	if d.inMemory {
		h := d.dup.quick(duplicationMap, uintptr(unsafe.Pointer(&d.memory)))
		if size := d.staging.size(); !h.failed() && d.memory.pix != nil && int(d.memory.pitch) >= 4*size.X {
			d.mapped = true
			// IDXGIOutputDuplication::MapDesktopSurface: the whole desktop lies
			// there until it is unmapped.
			n := int(d.memory.pitch)*(size.Y-1) + 4*size.X
			return unsafe.Slice(d.memory.pix, n), int(d.memory.pitch), nil
		}
		d.inMemory = false // DXGI_ERROR_UNSUPPORTED: not any more
	}
	return d.staging.read(d.desktop, parts)
}

func (d *duplication) unlock() {
	if d.mapped {
		d.mapped = false
		d.dup.quick(duplicationUnmap)
		return
	}
	d.staging.unmap()
}

func (d *duplication) releaseFrame() {
	if d.desktop != nil {
		d.desktop.release()
		d.desktop = nil
		d.dup.quick(duplicationReleaseFrame)
	}
}

func (d *duplication) close() {
	d.releaseFrame()
	d.dup.release()
	d.staging.close()
}
