//go:build linux

package glass

import (
	"errors"
	"fmt"
	"image"

	"golang.org/x/sys/unix"

	"tandem/app/session/screen/scale"
	"tandem/capture/x11/wire"
)

// A picture is what a surface shows: as it came, and as large as it is shown,
// which is the same memory where these are the same size.
type picture struct {
	full, shown *image.RGBA // of blue, green, red and a byte without meaning
	memory      []byte      // of shown, shared with the server unless segment is 0
	segment     uint32
	scaler      *scale.Scaler // from full to shown, nil where they are the same
}

// patch is how many bytes behind the picture there are for the pointer.
const patch = 4 * 256 * 256

// newPicture makes a picture of ordinary memory when sharing fails, as it does
// with a server on another machine.
func (g *Glass) newPicture(size, shown image.Point) *picture {
	p := &picture{shown: &image.RGBA{Stride: 4 * shown.X, Rect: image.Rectangle{Max: shown}}}
	bytes := p.shown.Stride*shown.Y + patch
	var err error
	if p.memory, p.segment, err = g.share(bytes); err != nil {
		p.memory, p.segment = make([]byte, bytes), 0
	}
	p.shown.Pix = p.memory[: bytes-patch : bytes-patch]
	p.full = p.shown
	if size != shown {
		p.full = image.NewRGBA(image.Rectangle{Max: size})
		p.scaler = scale.New(size, shown)
	}
	return p
}

var errNoShare = errors.New("glass: the server shares no memory")

// share makes memory that only this user and root, as which servers run, may
// attach.
func (g *Glass) share(size int) ([]byte, uint32, error) {
	if g.shm.Major == 0 {
		return nil, 0, errNoShare
	}
	shmid, err := unix.SysvShmGet(unix.IPC_PRIVATE, size, unix.IPC_CREAT|0o600)
	if err != nil {
		return nil, 0, fmt.Errorf("glass: make shared memory: %w", err)
	}
	// Marked for removal once both have attached, or failed to, it cannot
	// outlive us; a failure to mark it leaves nothing to be done.
	defer func() { _, _ = unix.SysvShmCtl(shmid, unix.IPC_RMID, nil) }()
	memory, err := unix.SysvShmAttach(shmid, 0, 0)
	if err != nil {
		return nil, 0, fmt.Errorf("glass: attach shared memory: %w", err)
	}
	id := g.c.NewID()
	const readOnly = 1
	if err := g.c.Check(g.c.Send(g.shm.Major, shmAttach, id, uint32(shmid), readOnly)); err != nil {
		g.c.FreeID(id)
		_ = unix.SysvShmDetach(memory) // it is only memory
		return nil, 0, fmt.Errorf("glass: share memory: %w", err)
	}
	return memory, id, nil
}

// free gives the picture's memory back. Nothing is being put from it: Show has
// waited for that, or the connection is lost.
func (g *Glass) free() {
	if g.pic == nil {
		return
	}
	if g.pic.segment != 0 {
		g.c.Send(g.shm.Major, shmDetach, g.pic.segment)
		g.c.FreeID(g.pic.segment)
		_ = unix.SysvShmDetach(g.pic.memory) // it is only memory
	}
	g.pic = nil
}

// fresh brings shown up to date where full has changed, and adds to list where
// shown has.
func (p *picture) fresh(list, dirty []image.Rectangle) []image.Rectangle {
	if p.scaler == nil {
		return append(list, dirty...)
	}
	for _, r := range dirty {
		list = append(list, p.scaler.Scale(p.shown, p.full, r))
	}
	return list
}

// putFrom draws r of img, which begins at an offset of the picture's memory, at
// a place of the surface.
func (g *Glass) putFrom(img *image.RGBA, offset int, r image.Rectangle, at image.Point) {
	size := wire.Pair(r.Dx(), r.Dy())
	if g.pic.segment != 0 {
		g.last = g.c.Send(g.shm.Major, shmPutImage, g.window, g.gc, wire.Pair(img.Rect.Dx(), img.Rect.Dy()), wire.Pair(r.Min.X, r.Min.Y), size,
			wire.Pair(at.X, at.Y), uint32(g.c.Screen.Depth)|zPixmap<<8, g.pic.segment, uint32(offset))
		return
	}
	g.putPlain(img, r, at)
}
