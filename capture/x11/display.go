//go:build linux

package x11

import (
	"cmp"
	"image"
	"slices"

	"tandem/capture"
	"tandem/capture/x11/wire"
)

// Displays lists the displays of the X server that the environment's DISPLAY
// names, the primary one first. The error wraps capture.ErrNoDisplay when no
// server answers.
func Displays() ([]capture.Display, error) {
	s, err := dial()
	if err != nil {
		return nil, err
	}
	list, err := s.displays()
	_ = s.Close() // nothing is left to be done
	return list, err
}

// displays asks for the monitors, or takes the whole root window as one.
func (s *server) displays() ([]capture.Display, error) {
	root, err := s.geometry(s.Screen.Root)
	if err != nil {
		return nil, err
	}
	var list []capture.Display
	if s.x.randr.Major != 0 {
		if list, err = s.monitors(); err != nil {
			return nil, err
		}
	}
	list = slices.DeleteFunc(list, func(d capture.Display) bool { return d.Bounds.Intersect(root).Empty() })
	if len(list) == 0 {
		return []capture.Display{{Bounds: root, Primary: true}}, nil
	}
	slices.SortStableFunc(list, func(a, b capture.Display) int {
		if a.Primary != b.Primary {
			return map[bool]int{true: -1, false: 1}[a.Primary]
		}
		return cmp.Or(cmp.Compare(a.Bounds.Min.X, b.Bounds.Min.X), cmp.Compare(a.Bounds.Min.Y, b.Bounds.Min.Y))
	})
	list[0].Primary = true // RandR allows that none is
	for i := range list {
		list[i].ID = i
		list[i].Bounds = list[i].Bounds.Intersect(root)
	}
	return list, nil
}

// monitors asks RandR, section "RRGetMonitors".
func (s *server) monitors() ([]capture.Display, error) {
	const onlyActive = 1
	r, err := s.Reply(s.Send(s.x.randr.Major, randrGetMonitors, s.Screen.Root, onlyActive))
	if err != nil {
		return nil, err
	}
	var list []capture.Display
	var names []uint32
	at := 32
	for range r.U32(12) {
		if at+24 > len(r) {
			return nil, wire.ErrBadReply
		}
		names = append(names, r.U32(at))
		list = append(list, capture.Display{Primary: r[at+4] != 0, Bounds: box(r, at+8)})
		at += 24 + 4*r.U16(at+6)
	}
	for i, atom := range names {
		if list[i].Name, err = s.AtomName(atom); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// geometry is a window's place in its parent, within its border.
func (s *server) geometry(window uint32) (image.Rectangle, error) {
	r, err := s.Reply(s.Send(getGeometry, 0, window))
	if err != nil {
		return image.Rectangle{}, err
	}
	return box(r, 12), nil
}

// box reads a rectangle as the protocol writes it: x, y, width, height.
func box(b []byte, at int) image.Rectangle {
	r := wire.Reply(b)
	x, y := r.I16(at), r.I16(at+2)
	return image.Rect(x, y, x+r.U16(at+4), y+r.U16(at+6))
}
