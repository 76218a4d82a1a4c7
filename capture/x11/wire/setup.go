package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A Screen is what the server says of one of its screens.
type Screen struct {
	Root          uint32
	Visual        uint32 // the root's
	Colormap      uint32 // for windows of that visual
	Width, Height int    // pixels
	Depth         int    // bits of colour a pixel
	BitsPerPixel  int    // as images are sent
	BigEndian     bool   // the images' byte order
	Black, White  uint32 // pixel values
	// Red, Green and Blue are where a pixel of the visual has its colours.
	Red, Green, Blue uint32
}

// An Extension is where a server keeps one of the protocol's extensions.
type Extension struct {
	Major byte // the opcode of its requests; 0 when the server lacks it
	Event byte // its first event
	Error byte // its first error
}

// Extension asks for an extension by its name; the zero Extension means that
// the server lacks it.
func (c *Conn) Extension(name string) (Extension, error) {
	const queryExtension = 98
	r, err := c.Reply(c.SendBytes(queryExtension, 0, []byte(name), uint32(len(name))))
	if err != nil || r[8] == 0 {
		return Extension{}, err
	}
	return Extension{Major: r[9], Event: r[10], Error: r[11]}, nil
}

// setup reads the server's answer to the handshake, header included.
func (c *Conn) setup(r Reply, screen int) error {
	if len(r) < 40 {
		return ErrBadReply
	}
	c.ids.base, c.ids.mask = r.U32(12), r.U32(16)
	screens, formats := int(r[28]), int(r[29])
	if screen >= screens {
		return fmt.Errorf("no screen %d of %d", screen, screens)
	}
	at := 40 + (r.U16(24)+3)/4*4
	depths := r[min(at, len(r)):]
	at += 8 * formats
	for range screen {
		at += screenSize(r, at)
	}
	if at+40 > len(r) {
		return errors.New("setup cut short")
	}
	c.Screen = Screen{
		Root: r.U32(at), White: r.U32(at + 8), Black: r.U32(at + 12),
		Width: r.U16(at + 20), Height: r.U16(at + 22), Visual: r.U32(at + 32), Depth: int(r[at+38]),
		Colormap: r.U32(at + 4), BigEndian: r[30] == 1,
	}
	c.Screen.masks(r, at)
	for i := range formats {
		if 8*i+1 < len(depths) && int(depths[8*i]) == c.Screen.Depth {
			c.Screen.BitsPerPixel = int(depths[8*i+1])
		}
	}
	return nil
}

// screenSize is how many bytes the screen at an offset takes with its list of
// depths and their visuals.
func screenSize(r Reply, at int) int {
	size := 40
	if at+size > len(r) {
		return size
	}
	for range int(r[at+39]) {
		size += 8 + 24*r.U16(at+size+2)
	}
	return size
}

// masks finds the root's visual in the list that follows the screen at an offset.
func (s *Screen) masks(r Reply, at int) {
	end := min(at+screenSize(r, at), len(r))
	for at += 40; at+8 <= end; {
		n := r.U16(at + 2)
		for at += 8; n > 0; n, at = n-1, at+24 {
			if r.U32(at) == s.Visual {
				s.Red, s.Green, s.Blue = r.U32(at+8), r.U32(at+12), r.U32(at+16)
				return
			}
		}
	}
}

// Atom returns the number that the server knows a name by.
func (c *Conn) Atom(name string) (uint32, error) {
	const internAtom = 16
	r, err := c.Reply(c.SendBytes(internAtom, 0, []byte(name), uint32(uint16(len(name)))))
	if err != nil {
		return 0, err
	}
	return r.U32(8), nil
}

// AtomName returns the name of an atom.
func (c *Conn) AtomName(atom uint32) (string, error) {
	const getAtomName = 17
	r, err := c.Reply(c.Send(getAtomName, 0, atom))
	if err != nil {
		return "", err
	}
	n := r.U16(8)
	if headSize+n > len(r) {
		return "", fmt.Errorf("%w: name of %d bytes in %d", ErrBadReply, n, len(r))
	}
	return string(r[headSize : headSize+n]), nil
}

// Property returns the first word of a window's property, 0 when it is unset.
func (c *Conn) Property(window, atom uint32) (uint32, error) {
	const getProperty = 20
	r, err := c.Reply(c.Send(getProperty, 0, window, atom, 0, 0, 1))
	if err != nil || len(r) < headSize+4 {
		return 0, err
	}
	return binary.LittleEndian.Uint32(r[headSize:]), nil
}
