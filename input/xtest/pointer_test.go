//go:build linux

package xtest_test

import (
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tandem/input"
	"tandem/input/inputtest"
)

// TestLeftIsLeftForTheLeftHanded swaps the buttons while the injector is open.
func TestLeftIsLeftForTheLeftHanded(t *testing.T) {
	d := inputtest.NewDisplay(t)
	w := d.NewWindow(t)
	x, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	conn, err := xgb.NewConnDisplay(d.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, mapping := range [][]byte{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {3, 2, 1, 5, 4, 6, 7, 9, 8, 10}} {
		reply, err := xproto.SetPointerMapping(conn, byte(len(mapping)), mapping).Reply()
		if err != nil || reply.Status != xproto.MappingStatusSuccess {
			t.Fatalf("SetPointerMapping: %v, %v", reply, err)
		}
		for _, e := range []input.Event{
			input.Button{Button: input.Left, Down: true},
			input.Button{Button: input.Left},
			input.Wheel{Y: input.Notch},
		} {
			if err := x.Inject(e); err != nil {
				t.Fatal(err)
			}
		}
		var got []byte
		for _, s := range w.Take() {
			if s.Kind == xproto.ButtonPress {
				got = append(got, s.Code)
			}
		}
		if len(got) != 2 || got[0] != 1 || got[1] != 4 {
			t.Errorf("under mapping %v the client sees buttons %v; want 1 and 4", mapping, got)
		}
	}
}
