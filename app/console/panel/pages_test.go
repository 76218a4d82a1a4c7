package panel

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

func TestKeysScrollWhatIsHigherThanItsWindow(t *testing.T) {
	g := newStage(t)
	high := canvas.NewRectangle(nil)
	high.SetMinSize(fyne.NewSize(100, 1000))
	p := newPages(container.NewStack(high))
	g.win.SetContent(p)
	g.win.Resize(fyne.NewSize(200, 200))
	closed := false
	Keys(g.win, nil, func() {}, func() { closed = true })
	g.win.Canvas().Focus(p)
	if !p.frame.Visible() {
		t.Error("nothing shows that the keys are there")
	}
	most := 1000 - p.scroll.Size().Height
	for _, c := range []struct {
		key  fyne.KeyName
		want float32
	}{
		{fyne.KeyUp, 0}, {fyne.KeyDown, 24}, {fyne.KeyEnd, most}, {fyne.KeyPageDown, most}, {fyne.KeyUp, most - 24}, {fyne.KeyHome, 0},
	} {
		p.TypedKey(&fyne.KeyEvent{Name: c.key})
		if got := p.scroll.Offset.Y; got != c.want {
			t.Errorf("after %s it is at %v; want %v", c.key, got, c.want)
		}
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !closed {
		t.Error("Escape does not reach the window")
	}
}
