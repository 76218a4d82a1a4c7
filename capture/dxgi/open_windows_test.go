package dxgi

import (
	"errors"
	"testing"

	"tandem/capture"
	"tandem/capture/gdi"
)

// TestOpen tries the system's own duplication, which Wine lacks: whatever it
// says must be told as it is.
func TestOpen(t *testing.T) {
	list, err := gdi.Displays()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(capture.Config{})
	if errors.Is(err, errors.ErrUnsupported) {
		t.Skip("no duplication here: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read from
	f, err := s.Next(t.Context())
	if size := list[0].Bounds.Size(); err != nil || f.Width != size.X || f.Height != size.Y || f.Damage != nil || f.Cursor == nil {
		t.Errorf("Next() = %+v, %v; want a whole frame of %v with the pointer", f, err, size)
	}
}
