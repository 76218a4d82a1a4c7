package viewer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session"
)

// sit has the viewer be beside an entry of another window, which has the keys.
func (g *stage) sit() (entry *widget.Entry, room *fyne.Container) {
	g.viewer.Leave()
	entry, room = widget.NewEntry(), container.NewStack()
	w := test.NewTempWindow(g.T, container.NewHSplit(entry, room))
	w.Canvas().Focus(entry)
	seat := NewSeat(w, NoHook, func() fyne.CanvasObject { return nil }, func(o fyne.CanvasObject) {
		room.RemoveAll()
		if o != nil {
			room.Add(o)
		}
	})
	cfg := g.viewer.cfg
	cfg.Seat = seat
	cfg.Turned = func(full bool) {
		cfg.Full = full
		g.viewer = Open(cfg)
	}
	g.viewer = Open(cfg)
	g.Closes(func() { g.viewer.Close() })
	return entry, room
}

func TestInASeatKeysGoToThePictureWhenItIsClicked(t *testing.T) {
	g := newStage(t)
	entry, room := g.sit()
	if len(room.Objects) != 1 || g.Windows() != 0 {
		t.Fatalf("%d parts, %d windows; want the viewer in its part and no window", len(room.Objects), g.Windows())
	}
	marked := func() bool { return g.viewer.frame.edge.FillColor == theme.Color(theme.ColorNameWarning) }
	const click = "Click into the picture to type there"
	g.customer.Allow(session.Control)
	g.Until("the bar says where to click", func() bool { return g.viewer.surface.control && g.viewer.bar.line.Text == click })
	if f := g.viewer.win.Canvas().Focused(); f != entry || marked() {
		t.Errorf("the keys went to %T by themselves, marked %v", f, marked())
	}
	g.viewer.surface.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	if f := g.viewer.win.Canvas().Focused(); f != g.viewer.surface || !marked() || g.viewer.bar.line.Text == click {
		t.Errorf("after a click the keys go to %T, marked %v, the bar says %q", f, marked(), g.viewer.bar.line.Text)
	}
	g.viewer.setKeysGo(false)
	if marked() {
		t.Error("marked though the keys stay here")
	}
	g.viewer.setKeysGo(true)
	g.viewer.win.Canvas().Focus(entry)
	if marked() {
		t.Error("marked though the keys go elsewhere")
	}
}

func TestFromASeatToFullScreenAndBackNothingIsGivenBack(t *testing.T) {
	g := newStage(t)
	_, room := g.sit()
	for range 2 {
		g.viewer.choose(fullScreenScaled)
		if g.viewer.Seated() || !g.viewer.win.FullScreen() || len(room.Objects) != 0 || g.Windows() != 1 {
			t.Fatalf("seated %v, %d parts, %d windows; want the full screen alone", g.viewer.Seated(), len(room.Objects), g.Windows())
		}
		g.viewer.choose(window)
		if !g.viewer.Seated() || g.viewer.mode != window || len(room.Objects) != 1 || g.Windows() != 0 {
			t.Fatalf("seated %v in mode %v, %d parts, %d windows; want it back in its part", g.viewer.Seated(), g.viewer.mode, len(room.Objects), g.Windows())
		}
	}
	if !g.session.State().Get().Grants.Allows(session.View) {
		t.Error("the view is given back")
	}
	g.viewer.Close()
	g.Until("closing gives it back", func() bool { return !g.session.State().Get().Grants.Allows(session.View) })
	if len(room.Objects) != 0 {
		t.Error("what is closed is still there")
	}
}
