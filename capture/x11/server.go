//go:build linux

package x11

import (
	"errors"
	"fmt"

	"tandem/capture"
	"tandem/capture/x11/wire"
)

// The extensions of one server. Those it lacks are zero.
type extensions struct {
	shm, damage, fixes, randr, composite, shape wire.Extension
}

// A server is a connection to an X server whose extensions are known.
type server struct {
	*wire.Conn
	x extensions
}

// dial connects to the server that the environment names.
func dial() (*server, error) {
	c, err := wire.Dial("")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", capture.ErrNoDisplay, err)
	}
	s := &server{Conn: c}
	if err := s.negotiate(); err != nil {
		_ = c.Close() // the failure says more
		return nil, fmt.Errorf("capture/x11: ask for extensions: %w", err)
	}
	return s, nil
}

// negotiate finds the extensions and agrees on their versions.
func (s *server) negotiate() error {
	for _, x := range []struct {
		at      *wire.Extension
		name    string
		version []uint32
	}{
		{&s.x.shm, "MIT-SHM", nil},
		{&s.x.damage, "DAMAGE", []uint32{1, 1}},
		{&s.x.fixes, "XFIXES", []uint32{4, 0}},
		{&s.x.randr, "RANDR", []uint32{1, 5}},
		{&s.x.composite, "Composite", []uint32{0, 4}},
		{&s.x.shape, "SHAPE", nil},
	} {
		var err error
		if *x.at, err = s.Extension(x.name); err != nil {
			return err
		}
		if x.at.Major == 0 {
			continue
		}
		r, err := s.Reply(s.Send(x.at.Major, query, x.version...))
		if err != nil {
			return err
		}
		if x.at == &s.x.randr && r.U32(8) == 1 && r.U32(12) < 5 {
			s.x.randr = wire.Extension{} // no monitors before RandR 1.5
		}
	}
	if s.x.fixes.Major == 0 {
		s.x.damage = wire.Extension{} // whose regions are XFixes'
	}
	return nil
}

// checkFormat fails unless pictures come as Frame.Pix has them.
func (s *server) checkFormat() error {
	if n := s.Screen; n.BitsPerPixel != 32 || n.Depth != 24 && n.Depth != 32 || n.BigEndian {
		return fmt.Errorf("capture/x11: screen of depth %d in %d bits: %w", n.Depth, n.BitsPerPixel, errors.ErrUnsupported)
	}
	return nil
}
