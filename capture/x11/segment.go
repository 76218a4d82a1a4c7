//go:build linux

package x11

import (
	"fmt"
	"image"

	"golang.org/x/sys/unix"

	"tandem/capture/x11/wire"
)

// A segment is memory that the server writes pictures into, or that they are
// received into where it shares no memory with us.
type segment struct {
	pix []byte
	id  uint32 // the server's name for shared memory, 0 when it is ordinary
}

// newSegment makes a segment of ordinary memory when sharing fails, as it does
// with a server on another machine.
func (s *server) newSegment(size int) *segment {
	if s.x.shm.Major != 0 {
		if shared, err := s.share(size); err == nil {
			return shared
		}
	}
	return &segment{pix: make([]byte, size)}
}

// share makes memory that only this user and root, as which servers run, may
// attach.
func (s *server) share(size int) (*segment, error) {
	shmid, err := unix.SysvShmGet(unix.IPC_PRIVATE, size, unix.IPC_CREAT|0o600)
	if err != nil {
		return nil, fmt.Errorf("capture/x11: make shared memory: %w", err)
	}
	// Marked for removal once both have attached, or failed to, it cannot
	// outlive us; a failure to mark it leaves nothing to be done.
	defer func() { _, _ = unix.SysvShmCtl(shmid, unix.IPC_RMID, nil) }()
	pix, err := unix.SysvShmAttach(shmid, 0, 0)
	if err != nil {
		return nil, fmt.Errorf("capture/x11: attach shared memory: %w", err)
	}
	id := s.NewID()
	if err := s.Check(s.Send(s.x.shm.Major, shmAttach, id, uint32(shmid), 0)); err != nil {
		s.FreeID(id)
		_ = unix.SysvShmDetach(pix) // it is only memory
		return nil, fmt.Errorf("capture/x11: share memory: %w", err)
	}
	return &segment{pix: pix, id: id}, nil
}

// freeSegment gives the memory back. The server must have written what it was
// asked for.
func (s *server) freeSegment(g *segment) {
	if g == nil || g.id == 0 {
		return
	}
	s.Send(s.x.shm.Major, shmDetach, g.id)
	s.FreeID(g.id)
	_ = unix.SysvShmDetach(g.pix) // it is only memory
	g.pix, g.id = nil, 0
}

// request asks for a part of a window or pixmap to be put at an offset of a
// segment, row by row without gaps.
func (s *server) request(drawable uint32, part image.Rectangle, g *segment, at int) wire.Seq {
	x, y, w, h := part.Min.X, part.Min.Y, part.Dx(), part.Dy()
	if g.id != 0 {
		return s.Send(s.x.shm.Major, shmGetImage, drawable, wire.Pair(x, y), wire.Pair(w, h), allPlanes, zPixmap, g.id, uint32(at))
	}
	return s.Send(getImage, zPixmap, drawable, wire.Pair(x, y), wire.Pair(w, h), allPlanes)
}

// receive waits for what a request asked for. Requests are received in order.
func (s *server) receive(seq wire.Seq, g *segment, at, size int) error {
	if g.id == 0 {
		return s.ReplyInto(seq, g.pix[at:at+size])
	}
	r, err := s.Reply(seq)
	if err == nil && int(r.U32(12)) != size {
		err = fmt.Errorf("%w: picture of %d bytes, want %d", wire.ErrBadReply, r.U32(12), size)
	}
	return err
}
