package panel

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/shapetest"
)

func TestTabPassesWhatOnlyThePointerSelects(t *testing.T) {
	g := newStage(t)
	moves := 0
	q := newQuote(widget.NewLabel("my printer"), func() { moves++ })
	g.win.SetContent(q)
	stops := func() bool {
		return shapetest.Walk(q, func(o fyne.CanvasObject) bool { _, is := o.(fyne.Focusable); return is })
	}
	if stops() {
		t.Error("Tab stops at words")
	}
	q.MouseIn(&desktop.MouseEvent{})
	q.MouseMoved(&desktop.MouseEvent{})
	if !stops() || moves != 1 {
		t.Errorf("the pointer can select: %v, it has moved %d times; want true, 1", stops(), moves)
	}
	q.MouseOut()
	if stops() {
		t.Error("Tab stops at words that nothing is selected from")
	}
}
