//go:build linux

package x11

import (
	"errors"

	"tandem/capture/x11/wire"
)

// Requests, events and values of the core protocol: X11 protocol, appendix B.
const (
	createWindow      = 1
	changeProperty    = 18
	deleteProperty    = 19
	getProperty       = 20
	setSelectionOwner = 22
	getSelectionOwner = 23
	convertSelection  = 24
	sendEvent         = 25

	propertyNotify   = 28
	selectionRequest = 30
	selectionNotify  = 31

	atomType    = 4 // the type ATOM
	currentTime = 0
)

// prepare makes the window that stands for us, and asks to be told who becomes the
// clipboard's owner.
func (s *selection) prepare() error {
	for name, into := range map[string]*uint32{
		"CLIPBOARD": &s.atoms.clipboard, "UTF8_STRING": &s.atoms.utf8, "TARGETS": &s.atoms.targets, "INCR": &s.atoms.incr,
		"text/plain;charset=utf-8": &s.atoms.text, "TANDEM_CLIPBOARD": &s.atoms.property,
	} {
		var err error
		if *into, err = s.c.Atom(name); err != nil {
			return err
		}
	}
	const (
		inputOnly      = 2
		eventMask      = 1 << 11
		propertyChange = 1 << 22
	)
	s.win = s.c.NewID()
	err := s.c.Check(s.c.Send(createWindow, 0, s.win, s.c.Screen.Root, wire.Pair(-10, -10), wire.Pair(1, 1),
		wire.Pair(0, inputOnly), 0, eventMask, propertyChange))
	if err != nil {
		return err
	}
	return s.selectOwners()
}

// selectOwners asks by "The XFIXES Extension", sections 4 and 7.
func (s *selection) selectOwners() (err error) {
	const (
		queryVersion         = 0
		selectSelectionInput = 2
		setOwner             = 1 << 0
	)
	if s.fixes, err = s.c.Extension("XFIXES"); err != nil {
		return err
	}
	if s.fixes.Major == 0 {
		return errors.ErrUnsupported
	}
	if _, err := s.c.Reply(s.c.Send(s.fixes.Major, queryVersion, 5, 0)); err != nil {
		return err
	}
	return s.c.Check(s.c.Send(s.fixes.Major, selectSelectionInput, s.win, s.atoms.clipboard, setOwner))
}

// become makes us the clipboard's owner.
func (s *selection) become() error {
	return s.c.Check(s.c.Send(setSelectionOwner, 0, s.win, s.atoms.clipboard, currentTime))
}

// owner is the window of the clipboard's owner, 0 if there is none.
func (s *selection) owner() (uint32, error) {
	r, err := s.c.Reply(s.c.Send(getSelectionOwner, 0, s.atoms.clipboard))
	return r.U32(8), err
}

// take reads and deletes the property that others give us texts in, of which no
// more than so many bytes and a few are asked for. The value is valid until the
// next reply.
func (s *selection) take(most int) (kind uint32, value []byte, err error) {
	const (
		andDelete = 1
		head      = 32
	)
	r, err := s.c.Reply(s.c.Send(getProperty, andDelete, s.win, s.atoms.property, 0, 0, uint32(most/4+1)))
	if err != nil {
		return 0, nil, err
	}
	if after := r.U32(12); after > 0 { // then it was not deleted
		s.c.Send(deleteProperty, 0, s.win, s.atoms.property)
	}
	size := int(r.U32(16)) * int(r[1]) / 8
	if size > len(r)-head {
		return 0, nil, wire.ErrBadReply
	}
	return r.U32(8), r[head : head+size], nil
}
